import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { HouseholdPair } from '@interlink/contracts/registry/household-across';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import {
  across,
  axeViolations,
  DECIDER,
  enter,
  household,
  ID,
  lookFor,
  municipal,
  OTHER_ID,
  person,
  READER,
  RECORD,
  renderPage,
  SECOND_RECORD,
  service,
} from './support/render.js';

const HOUSEHOLD = 'GET /registry/households/*';
const PAIRS = 'GET /registry/households/*/pairs';
const DECISIONS = 'POST /registry/households/*/decisions';
const THEIRS = SECOND_RECORD;

const named = (personId: string, givenName: string) => ({ personId, data: { ...person().data, name: { givenName } } });
const ours = household({
  source: 'openimis',
  size: 2,
  members: [
    { ...named(ID, 'Amina'), role: 'head', recipient: 'primary' },
    { ...named(RECORD, 'Baraka'), role: 'son' },
  ],
});
const theirs = household({
  householdId: THEIRS,
  size: 4,
  members: [{ ...named(ID, 'Amina'), role: 'head' }, { ...named(THEIRS, 'Dalila'), role: 'child' }, { role: 'child' }],
  enrolments: [municipal({ unit: 'household' })],
  otherEnrolments: true,
});
const pair = (over: Partial<HouseholdPair> = {}): HouseholdPair => ({
  ...{
    householdId: OTHER_ID,
    source: 'openimis',
    people: 2,
    otherId: THEIRS,
    otherSource: 'second-mis',
    otherPeople: 3,
  },
  ...{ shared: 1, score: 0.5, evidence: ['members-some', 'head-same'], isOne: true, by: 'rule', version: 0 },
  ...over,
});
const parted = pair({
  ...{ isOne: false, by: 'decision', version: 1 },
  decided: { decision: 'apart', by: 'supervisor', at: '2026-11-24T08:00:00.000Z', reason: 'two hearths' },
});
const joinedAgain = pair({
  ...{ by: 'decision', version: 2 },
  decided: { decision: 'same', by: 'second', at: '2026-11-24T09:00:00.000Z', reason: 'they cook together' },
});

function open(
  answers: Parameters<typeof service>[0],
  rights: readonly number[] = READER,
  language = 'en',
  search = '',
) {
  const api = service(answers);
  const page = renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID }, rights: [...rights], language, search });
  return { api, ...page };
}
const joined = () => across(ours, [theirs], [pair()]);
const rowsOf = (name: string | RegExp) =>
  within(screen.getByRole('table', { name }))
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);

describe('IBR-030: the page of a household that two systems know', () => {
  it('shows everybody once, with what each system says of them, and programmes of both', async () => {
    open({ [HOUSEHOLD]: joined });
    lookFor('case');
    await screen.findByRole('table', { name: '4 members' });
    expect(rowsOf('4 members')).toEqual([
      'AminaHead (openIMIS)Head (second-mis)First (openIMIS)1950-04-03Female',
      'BarakaSon (openIMIS)Not a member (second-mis)1950-04-03Female',
      'DalilaNot a member (openIMIS)Child (second-mis)1950-04-03Female',
      'A member whom you may not seeChild (second-mis)',
    ]);
    screen.getByText('There are programmes of other institutions that you may not see.');
    screen.getByText('The systems do not say the same about: who lives in it, how many people.');
  });

  it('says why it is one household, and leads to the other system’s', async () => {
    open({ [HOUSEHOLD]: joined });
    lookFor('case');
    await screen.findByRole('table', { name: 'Which households are one, and why' });
    expect(rowsOf(/one, and why/)).toEqual([
      'openIMIS – second-mis1 (of 2 and 3)One householdsome are in both, same head',
    ]);
    for (const link of screen.getAllByRole('link', { name: 'second-mis' })) {
      expect(link.getAttribute('href')).toContain(`/interlink/registry/households/${THEIRS}`);
    }
    expect(screen.queryByRole('button', { name: /Decide/ })).toBeNull();
  });

  it('IBR-009: sends a decision with its reason and what it was made on, by a second press, and reads anew', async () => {
    let isParted = false;
    const { api } = open(
      {
        [HOUSEHOLD]: () => (isParted ? across(ours, [], [parted]) : joined()),
        [DECISIONS]: () => {
          isParted = true;
          return undefined;
        },
      },
      DECIDER,
    );
    lookFor('correction');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Decide about the households of openIMIS and second-mis' }),
    );
    expect(screen.queryByRole('button', { name: 'Take the decision back' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'They are two households' }));
    expect(api.callsOf(DECISIONS)).toEqual([]);
    enter('Reason', 'two hearths');
    await userEvent.click(screen.getByRole('button', { name: 'They are two households' }));
    await screen.findByText('Two households');
    const [sent] = api.callsOf(DECISIONS);
    expect(sent?.body).toEqual({ otherId: THEIRS, decision: 'apart', purpose: 'correction', reason: 'two hearths' });
    expect([sent?.what, sent?.header('if-match')]).toEqual([`POST /registry/households/${OTHER_ID}/decisions`, '"0"']);
    expect(rowsOf(/one, and why/)[0]).toContain('supervisor decided at');
    expect(rowsOf(/one, and why/)[0]).toContain('two hearths');
    expect(screen.queryByRole('form', { name: /^Decide about/ })).toBeNull();
  });

  it('IBR-009: offers to take back what was decided, and reads again when somebody was quicker', async () => {
    const { api } = open(
      {
        [HOUSEHOLD]: () => across(ours, [], [parted]),
        [DECISIONS]: () => refuse(412, 'registry.person-changed', { version: 2, present: joinedAgain }),
      },
      DECIDER,
    );
    lookFor('correction');
    await userEvent.click(await screen.findByRole('button', { name: /^Decide about/ }));
    enter('Reason', 'one hearth again');
    await userEvent.click(screen.getByRole('button', { name: 'Take the decision back' }));
    await screen.findByText(/Somebody changed this meanwhile/);
    expect(rowsOf('What you decided on, and what there is now')).toEqual([
      expect.stringMatching(/^As you saw itTwo households.*supervisor decided at .*two hearths/),
      expect.stringMatching(/^NowOne household.*second decided at .*they cook together/),
    ]);
    expect(api.callsOf(DECISIONS)).toMatchObject([{ body: { decision: 'rule' } }]);
    expect(api.callsOf(DECISIONS)[0]?.header('if-match')).toBe('"1"');
    await userEvent.click(screen.getByRole('button', { name: /again/ }));
    expect(api.callsOf(HOUSEHOLD)).toHaveLength(2);
  });

  it('IBR-030: finds another household by its number, which shares nobody, and makes the two one by a second press', async () => {
    const alone = pair({ shared: 0, score: 0, evidence: ['members-none', 'head-unknown'], isOne: false });
    let isJoined = false;
    const answers = {
      [HOUSEHOLD]: () => across(ours, [], []),
      [PAIRS]: () => ({ pairs: [isJoined ? joinedAgain : alone] }),
      [DECISIONS]: () => {
        isJoined = true;
        return undefined;
      },
    };
    const { api, container } = open(answers, DECIDER);
    lookFor('correction');
    await userEvent.click(await screen.findByText('One household with another one'));
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    expect(screen.getByText('Say what to look for.')).toBeTruthy();
    enter('Household number', ' W-7 ');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await screen.findByRole('table', { name: 'Households of this number' });
    expect(api.callsOf(PAIRS)[0]?.params).toEqual({ purpose: 'correction', number: 'W-7' });
    expect(rowsOf('Households of this number')[0]).toContain('nobody is in both');
    await userEvent.click(screen.getByRole('button', { name: /^Decide about/ }));
    enter('Reason', 'they cook together');
    await userEvent.click(screen.getByRole('button', { name: 'They are one household' }));
    await screen.findByText('One household');
    expect(api.callsOf(DECISIONS)[0]?.body).toMatchObject({ otherId: THEIRS, decision: 'same' });
    expect(rowsOf('Households of this number')[0]).toContain('second decided at');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('says when no other household that one may see has that number', async () => {
    open({ [HOUSEHOLD]: joined, [PAIRS]: () => ({ pairs: [] }) }, DECIDER);
    lookFor('correction');
    await userEvent.click(await screen.findByText('One household with another one'));
    enter('Household number', 'none');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByText('No other household that you may see has this number.')).toBeTruthy();
  });

  it('is not decided on as it was on a past day', async () => {
    open({ [HOUSEHOLD]: () => ({ ...joined(), asOf: '2024-01-01' }) }, DECIDER, 'en', '?asOf=2024-01-01');
    lookFor('correction');
    await screen.findByRole('table', { name: '4 members' });
    expect(screen.queryByRole('button', { name: /^Decide about/ })).toBeNull();
    expect(screen.queryByText('One household with another one')).toBeNull();
  });

  it.each(['ar', 'fr'])('is read in %s without a key among the words', async (language) => {
    const { container } = open({ [HOUSEHOLD]: () => across(ours, [theirs], [pair(), parted]) }, DECIDER, language);
    await userEvent.selectOptions(screen.getByRole('combobox'), 'case');
    expect(await screen.findAllByRole('table')).not.toHaveLength(0);
    expect(container.textContent).not.toMatch(/\b(across|household|field|role)\.[a-z]/i);
    expect(await axeViolations(container)).toEqual([]);
  });
});
