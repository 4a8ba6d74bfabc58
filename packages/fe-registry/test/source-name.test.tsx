import { SourceName } from '../src/components/SourceName.js';
import { renderPage, service } from './support/render.js';

describe('A source', () => {
  it.each([
    ['openimis', 'fr', 'openIMIS'],
    ['social-registry', 'en', 'Social registry'],
    ['social-registry', 'fr', 'Registre social'],
    ['second-mis', 'fr', 'second-mis'],
  ])('is told by its name where every deployment has it, else by its code: %s in %s', (code, language, name) => {
    const { container } = renderPage(<SourceName code={code} />, service(), { language });
    expect(container.textContent).toBe(name);
  });
});
