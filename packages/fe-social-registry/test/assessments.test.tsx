import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AssessmentsPage } from '../src/pages/AssessmentsPage.js';
import { RunPage } from '../src/pages/RunPage.js';
import { fromMicro, toMicro, toMinor } from '../src/score.js';
import { APPROVER, axeViolations, enter, ID, renderPage, SUPERVISOR, words } from './support/render.js';

const formula = {
  code: 'pmt',
  version: 1,
  kind: 'proxy-means',
  title: words('Proxy means test'),
  questionnaire: 'household',
  effectiveFrom: '2026-01-01',
  intercept: 1_000_000,
  terms: [{ code: 'thatch', label: words('Thatched roof'), variable: { kind: 'members' }, weight: 10_000_000 }],
  cutOffs: [{ programme: 'CHG', comparison: 'at-least', score: 12_000_000 }],
};
const kept = (over = {}) => ({
  formula,
  state: 'approved',
  makerLogin: 'sue.supervisor',
  approverLogin: 'ana.approver',
  createdAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
const run = (over = {}) => ({
  id: ID,
  formula: 'pmt',
  formulaVersion: 1,
  day: '2026-11-24',
  state: 'done',
  done: 3,
  total: 3,
  makerLogin: 'sue.supervisor',
  createdAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
const HOUSEHOLD = '01930000-0000-7000-8000-0000abcd1234';

const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    'GET /social-registry/formulas': () => [kept()],
    'GET /social-registry/runs': () => [run()],
    'POST /social-registry/runs': () => run({ state: 'running', done: 0 }),
    [`GET /social-registry/runs/${ID}`]: () => run(),
    [`GET /social-registry/runs/${ID}/results`]: () => ({ state: 'done', done: 3, total: 3, programmes: [] }),
    [`GET /social-registry/runs/${ID}/ranking`]: () => ({
      items: [{ householdId: HOUSEHOLD, score: 11_000_000, members: 4 }],
    }),
    [`GET /social-registry/runs/${ID}/simulation`]: () => ({
      cutOff: formula.cutOffs[0],
      households: 25,
      members: 90,
      costMinor: 5_000_000,
      affordableScore: 14_000_000,
      bars: [
        { from: 0, upTo: 9_999_999, households: 10 },
        { from: 10_000_000, upTo: 19_999_999, households: 25 },
      ],
    }),
    [`GET /social-registry/runs/${ID}/households/${HOUSEHOLD}`]: () => ({
      householdId: HOUSEHOLD,
      formula,
      result: {
        formula: 'pmt',
        version: 1,
        day: '2026-11-24',
        score: 11_000_000,
        intercept: 1_000_000,
        contributions: [{ term: 'thatch', value: 1_000_000, weight: 10_000_000, points: 10_000_000 }],
        mayQualifyFor: [],
      },
    }),
    ...over,
  });

describe('The page of assessments', () => {
  it('SR-013: shows who wrote and who approved a formula, and begins an assessment once', async () => {
    const api = service();
    const { pushed } = renderPage(<AssessmentsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('Approved by ana.approver');
    await userEvent.dblClick(screen.getByRole('button', { name: 'Assess all households' }));
    await waitFor(() => expect(pushed).toContain(`/interlink/social-registry/assessments/${ID}`));
  });

  it('SR-013: lets an approver put a draft into effect, and says why not to its author', async () => {
    const api = service({
      'GET /social-registry/formulas': () => [kept({ state: 'draft', approverLogin: undefined })],
      'POST /social-registry/formulas/pmt/1/approval': () => refuse(403, 'social-registry.own-formula'),
    });
    renderPage(<AssessmentsPage />, api, { rights: APPROVER });
    await userEvent.click(await screen.findByRole('button', { name: 'Approve: Proxy means test, 1' }));
    await screen.findByText(/Ask a second person/);
  });

  it.each(Object.entries({ en: 'Approve', fr: 'Approuver', ar: 'وافق' }))(
    'WCAG 2.4.6, 4.1.2: names each button by the formula that it approves (%s)',
    async (language, word) => {
      const draft = (version: number) => kept({ formula: { ...formula, version }, state: 'draft' });
      const api = service({ 'GET /social-registry/formulas': () => [draft(1), draft(2)] });
      renderPage(<AssessmentsPage />, api, { rights: APPROVER, language });
      const title = words('Proxy means test')[language as 'en'];
      for (const version of [1, 2])
        expect(await screen.findByRole('button', { name: `${word}: ${title}, ${version}` })).toBeTruthy();
    },
  );

  it('S7: asks an approver for the password again and then approves, once', async () => {
    let isConfirmed = false;
    const api = service({
      'GET /social-registry/formulas': () => [kept({ state: 'draft', approverLogin: undefined })],
      'POST /session/confirm': () => {
        isConfirmed = true;
        return { confirmedUntil: '2026-11-24T08:05:00.000Z' };
      },
      'POST /social-registry/formulas/pmt/1/approval': () =>
        isConfirmed ? [kept()] : refuse(403, 'platform.confirmation-needed'),
    });
    renderPage(<AssessmentsPage />, api, { rights: APPROVER });
    await userEvent.click(await screen.findByRole('button', { name: 'Approve: Proxy means test, 1' }));
    await userEvent.type(await screen.findByLabelText('Your password'), 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    await screen.findByText('Approved by ana.approver');
    const keys = api
      .callsOf('POST /social-registry/formulas/pmt/1/approval')
      .map((call) => call.header('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('SR-013: sends a formula that was pasted, and refuses what is no JSON before it leaves', async () => {
    const api = service({
      'POST /social-registry/formulas': () =>
        refuse(422, 'social-registry.formula-refused', { reason: 'not-asked:thatch' }),
    });
    renderPage(<AssessmentsPage />, api, { rights: SUPERVISOR });
    await userEvent.click(await screen.findByText('Write a formula'));
    enter(/^The formula as JSON/, '{"code": ');
    await userEvent.click(screen.getByRole('button', { name: 'Send for approval' }));
    await screen.findByText(/no JSON object/);
    expect(api.callsOf('POST /social-registry/formulas')).toEqual([]);
    enter(/^The formula as JSON/, JSON.stringify(formula));
    await userEvent.click(screen.getByRole('button', { name: 'Send for approval' }));
    await screen.findByText('not-asked:thatch');
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = renderPage(<AssessmentsPage />, service(), { rights: SUPERVISOR });
    await screen.findByText('Approved by ana.approver');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The page of one assessment', () => {
  const render = (api: ReturnType<typeof fakeApi>) =>
    renderPage(<RunPage />, api, { rights: SUPERVISOR, params: { id: ID } });

  it('SR-013: ranks households without names and explains one when asked', async () => {
    render(service());
    await userEvent.click(await screen.findByRole('button', { name: 'Why? Household ABCD1234' }));
    await screen.findByText('Thatched roof');
    expect(screen.getByText(/Passes no programme/)).toBeTruthy();
  });

  it('SR-013: tries a cut-off and draws whom it reaches', async () => {
    const api = service();
    render(api);
    await screen.findByText('ABCD1234');
    enter(/^Benefit/, '20.00');
    enter(/^Budget/, '50000');
    await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
    await screen.findByRole('img', { name: '25 households are reached' });
    const query = {
      programme: 'CHG',
      comparison: 'at-least',
      score: 12_000_000,
      benefitMinor: 2000,
      budgetMinor: 5_000_000,
    };
    expect(api.callsOf(`GET /social-registry/runs/${ID}/simulation`)[0]?.params).toMatchObject(query);
    expect(screen.getByText('The budget pays down to score').nextSibling?.textContent).toBe('14');
  });

  it('SR-013: says which numbers it cannot read instead of asking', async () => {
    const api = service();
    render(api);
    await screen.findByText('ABCD1234');
    enter(/^Benefit/, '20.001');
    await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
    await screen.findByText(/must be numbers/);
    expect(api.callsOf(`GET /social-registry/runs/${ID}/simulation`)).toEqual([]);
  });

  it('shows how far it is while it runs', async () => {
    render(service({ [`GET /social-registry/runs/${ID}`]: () => run({ state: 'running', done: 1, total: 4 }) }));
    await screen.findByText('25 %');
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = render(service());
    await screen.findByText('ABCD1234');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('A number that a person types', () => {
  it.each([
    ['12', 12_000_000],
    ['-0,5', -500_000],
    ['1.234567', 1_234_567],
    ['1e3', undefined],
    ['', undefined],
  ])('%j is the score %j in millionths', (text, expected) => expect(toMicro(text)).toBe(expected));

  it.each([
    ['20', 2000],
    ['20,5', 2050],
    ['20.001', undefined],
    ['-1', undefined],
  ])('%j is the amount %j in minor units', (text, expected) => expect(toMinor(text)).toBe(expected));

  it('is shown with two decimals at most', () => expect(fromMicro(1_239_999)).toBe(1.24));
});
