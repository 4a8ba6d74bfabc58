import { RefusalReason } from '../src/components/RefusalReason.js';
import { codeText, type ApiProblem } from '../src/api-problem.js';
import { renderHost } from '../src/testing/host.js';
import { defineTexts } from '../src/texts.js';

const texts = defineTexts('mod', { en: { reason: { late: 'It is too late.' } }, fr: {}, ar: {} });
const shown = (problem: ApiProblem | undefined) =>
  renderHost(<RefusalReason problem={problem} texts={texts} />).container.textContent;
const refused = (code: ApiProblem['code'], details: ApiProblem['details']) => ({ code, status: 409, details });

describe('The reason of a refusal', () => {
  it.each<[string, ApiProblem | undefined, string]>([
    ['is said in the words of the module', refused('payments.decision-refused', { reason: 'late' }), 'It is too late.'],
    [
      'without words is said to be for whoever looks into it',
      refused('payments.decision-refused', { reason: 'odd' }),
      'Reason, for your administrator: odd',
    ],
    ['of the platform is not said: its sentence says all', refused('platform.forbidden', { reason: 'odd' }), ''],
    ['is nothing where none was given', refused('payments.decision-refused', {}), ''],
    ['is nothing where nothing was refused', undefined, ''],
  ])('%s', (_what, problem, words) => {
    expect(shown(problem)).toBe(words);
  });
});

describe('A code that is kept with something', () => {
  it('is read in words, and what is no code of ours as it is', () => {
    expect(codeText('platform.openimis-refused', 'en')).toMatch(/^openIMIS refused this change/);
    expect(codeText('why-3', 'en')).toBe('why-3');
  });
});
