import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Variable } from '@interlink/contracts/social-registry/assessment';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { AssessmentsPage } from '../src/pages/AssessmentsPage.js';
import { formula, kept, service } from './support/assessments.js';
import { questionnaire } from './support/intake.js';
import { APPROVER, axeViolations, renderPage, words } from './support/render.js';

const QUESTIONS = 'GET /social-registry/questionnaires';

async function look(variable: Variable, over: Parameters<typeof service>[0] = {}) {
  const terms = [{ code: 't', label: words('What its author calls it'), variable, weight: -500_000 }];
  const draft = kept({ formula: { ...formula, terms }, state: 'draft', approverLogin: undefined });
  const api = service({ 'GET /social-registry/formulas': () => [draft], [QUESTIONS]: () => [questionnaire], ...over });
  const host = renderPage(<AssessmentsPage />, api, { rights: APPROVER });
  await userEvent.click(await screen.findByRole('button', { name: 'Look at it: Proxy means test, 1' }));
  return host;
}

describe('S10: a formula that waits for approval', () => {
  it.each<[Variable, string]>([
    [{ kind: 'household-is', question: 'owns_land', in: [false] }, '1 where “Land?” is No, else 0'],
    [{ kind: 'household-number', question: 'acres', atMost: 2.5 }, 'The number in “Acres”, 2.5 at most'],
    [{ kind: 'members', atMost: 6 }, 'How many members, 6 at most'],
    [
      { kind: 'members-with', question: 'wg_seeing', in: ['none', 'cannot'] },
      'How many members whose “Seeing” is none, cannot',
    ],
    [{ kind: 'members-aged', question: 'birth_date', from: 0, to: 14 }, 'How many members from 0 to 14 years'],
    [{ kind: 'members-sum', question: 'acres', perHead: false }, 'The sum of “Acres” of the members'],
    [
      { kind: 'members-sum', question: 'acres', perHead: true },
      'The sum of “Acres” of the members, divided by how many they are',
    ],
  ])('says in words what %j counts, beside what its author calls it, and its weight', async (variable, counts) => {
    await look(variable);
    const row = (await screen.findByText(counts)).closest('tr') as HTMLElement;
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['What its author calls it', counts, '-0.5']);
  });

  it('shows whom it lets pass, and takes the keyboard to what is shown', async () => {
    const { container } = await look({ kind: 'members' });
    expect(screen.getByText('May qualify for CHG').nextSibling?.textContent).toBe('This score or more: 12');
    expect(document.activeElement?.textContent).toBe('Proxy means test, Version 1');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('names a question by its code where the questionnaire cannot be had', async () => {
    await look(
      { kind: 'household-number', question: 'acres' },
      { [QUESTIONS]: () => refuse(503, 'platform.openimis-unavailable') },
    );
    await screen.findByText('The number in “acres”');
  });
});
