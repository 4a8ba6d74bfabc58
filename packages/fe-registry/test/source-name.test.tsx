import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PurposeGate } from '../src/components/PurposeGate.js';
import { SourceName } from '../src/components/SourceName.js';
import { lookFor, renderPage, service } from './support/render.js';

const NAMES = 'GET /registry/source-names';
const named = () =>
  service({
    [NAMES]: () => [
      { code: 'second-mis', name: 'Municipal welfare office' },
      { code: 'social-registry', name: 'Social registry' },
    ],
  });
const page = (code: string) => (
  <>
    <PurposeGate>{() => null}</PurposeGate>
    <SourceName code={code} />
  </>
);

describe('A source', () => {
  it.each([
    ['openimis', 'fr', 'openIMIS'],
    ['social-registry', 'fr', 'Registre social'],
    ['second-mis', 'fr', 'Municipal welfare office'],
    ['nobody-knows', 'en', 'nobody-knows'],
  ])(
    'is told by its name, in the language of who reads where every deployment has it: %s',
    async (code, language, name) => {
      renderPage(page(code), named(), { language });
      await userEvent.selectOptions(screen.getByRole('combobox'), 'case');
      await screen.findByText(name);
    },
  );

  it('is told by its code where names cannot be had', async () => {
    const api = service();
    renderPage(page('second-mis'), api);
    lookFor('case');
    expect(api.callsOf(NAMES)).toHaveLength(1);
    screen.getByText('second-mis');
  });

  it('is asked for by name once, whatever pages are opened', async () => {
    const api = named();
    const { visit } = renderPage(page('second-mis'), api);
    lookFor('case');
    await screen.findByText('Municipal welfare office');
    visit(<p>Another page</p>);
    visit(page('second-mis'));
    screen.getByText('Municipal welfare office');
    expect(api.callsOf(NAMES)).toHaveLength(1);
  });
});
