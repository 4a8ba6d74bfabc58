import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AssessmentsPage } from '../src/pages/AssessmentsPage.js';
import { RunPage } from '../src/pages/RunPage.js';
import { formula, kept, run, HOUSEHOLD, SIMULATION, explained, service } from './support/assessments.js';
import { APPROVER, axeViolations, enter, ID, renderPage, SUPERVISOR, words } from './support/render.js';

describe('The page of assessments', () => {
  it('SR-013: shows who wrote and who approved a formula, and begins an assessment once', async () => {
    const api = service();
    const { pushed } = renderPage(<AssessmentsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('Approved by ana.approver');
    await userEvent.dblClick(screen.getByRole('button', { name: 'Assess all households' }));
    await waitFor(() => expect(pushed).toContain(`/interlink/social-registry/assessments/${ID}`));
  });

  it.each([
    ['where to put one, to who may write it', SUPERVISOR, /Choose its file below/],
    ['whom to ask, to who may not', APPROVER, /Ask whoever may assess households/],
  ])('that has no formula yet says %s', async (_what, rights, said) => {
    renderPage(<AssessmentsPage />, service({ 'GET /social-registry/formulas': () => [] }), { rights });
    await screen.findByText(said);
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

  it('S7: asks nobody who comes back for the password, where it would approve what an earlier visit began', async () => {
    const api = service({
      'GET /social-registry/formulas': () => [kept({ state: 'draft', approverLogin: undefined })],
      'POST /social-registry/formulas/pmt/1/approval': () => refuse(403, 'platform.confirmation-needed'),
    });
    const host = renderPage(<AssessmentsPage />, api, { rights: APPROVER });
    await userEvent.click(await screen.findByRole('button', { name: 'Approve: Proxy means test, 1' }));
    await screen.findByRole('dialog');
    host.visit(<p>elsewhere</p>);
    host.visit(<AssessmentsPage />);
    await screen.findByRole('button', { name: 'Approve: Proxy means test, 1' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
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
    await screen.findByText('The term thatch counts an answer that the questionnaire does not ask for.');
  });

  it('SR-013: puts the text of a chosen file into the field, to be looked at before it is sent', async () => {
    const draft = kept({ formula: { ...formula, version: 2 }, state: 'draft', approverLogin: undefined });
    const api = service({ 'POST /social-registry/formulas': () => [kept(), draft] });
    renderPage(<AssessmentsPage />, api, { rights: SUPERVISOR });
    await userEvent.click(await screen.findByText('Write a formula'));
    const text = JSON.stringify(formula);
    const file = Object.assign(new File([text], 'pmt.json'), { text: () => Promise.resolve(text) });
    await userEvent.upload(screen.getByLabelText(/^File of the formula/), file);
    await screen.findByDisplayValue(text);
    expect(api.callsOf('POST /social-registry/formulas')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send for approval' }));
    await screen.findByText('Waits for approval');
    expect(api.callsOf('POST /social-registry/formulas')[0]?.body).toMatchObject({ code: 'pmt' });
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = renderPage(<AssessmentsPage />, service(), { rights: SUPERVISOR });
    await screen.findByText('Approved by ana.approver');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The progress of an assessment', () => {
  const going = () => run({ state: 'running', done: 400, total: 1000 });

  it('SR-013: says whose households it counts: those of the institution, which one may not all see', async () => {
    const api = service({ [`GET /social-registry/runs/${ID}`]: going, 'GET /social-registry/runs': () => [going()] });
    const host = renderPage(<RunPage />, api, { rights: SUPERVISOR, params: { id: ID } });
    await screen.findByText('40%');
    screen.getByText(/also those of districts that you do not see/);
    host.visit(<AssessmentsPage />);
    const column = 'Households of your institution, all districts';
    expect((await screen.findByRole('cell', { name: '400 / 1,000' })).dataset['title']).toBe(column);
  });
});

describe('The page of one assessment', () => {
  const render = (api: ReturnType<typeof fakeApi>, conf = { currency: 'KES' }) =>
    renderPage(<RunPage />, api, { rights: SUPERVISOR, params: { id: ID }, conf });

  it('SR-013: ranks households without names and explains one when asked', async () => {
    render(service());
    await userEvent.click(await screen.findByRole('button', { name: 'Why? Household ABCD1234' }));
    await screen.findByText('Thatched roof');
    expect(screen.getByText(/Passes no programme/)).toBeTruthy();
    // S2: the others are another officer's.
    screen.getByText(/households of your districts/);
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
    expect(api.callsOf(SIMULATION)[0]?.params).toMatchObject(query);
    expect(screen.getByText('The budget pays down to score').nextSibling?.textContent).toBe('14');
    expect(screen.getByText('Cost a month').nextSibling?.textContent).toBe('50\u202f000.00 KES');
  });

  it.each([
    ['JPY', '2000', 2000, '5\u202f000\u202f000 JPY'],
    ['KWD', '2.125', 2125, '5\u202f000.000 KWD'],
    ['kes', '20.50', 2050, '50\u202f000.00 KES'],
  ])('SR-013: asks and shows money with the digits that %s has', async (currency, benefit, benefitMinor, cost) => {
    const api = service();
    render(api, { currency: '' });
    await screen.findByText('ABCD1234');
    enter('Currency', currency);
    enter(/^Benefit/, benefit);
    await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
    await screen.findByText('Cost a month');
    expect(api.callsOf(SIMULATION)[0]?.params).toMatchObject({ benefitMinor });
    expect(screen.getByText('Cost a month').nextSibling?.textContent).toBe(cost);
  });

  it.each([
    ['Currency', '', /three letters of a currency/],
    ['Currency', 'KE', /three letters of a currency/],
    ['Benefit', '20.001', /no more decimals/],
    ['Benefit', '0', /no more decimals/],
    ['Benefit', '2,000', /without a sign between the thousands/],
    ['Budget', 'much', /no more decimals/],
    ['Programme', ' ', /fill this in/],
    ['Score', '1e3', /Write a number/],
  ])(
    'WCAG 3.3.1: says at the field %s that “%s” cannot be, leads to it, and asks nothing',
    async (label, typed, words) => {
      const api = service();
      render(api);
      await screen.findByText('ABCD1234');
      enter(/^Benefit/, '20.50');
      enter(new RegExp(`^${label}`), typed);
      await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
      const field = screen.getByLabelText(new RegExp(`^${label}`));
      expect(document.getElementById(`${field.id}-error`)?.textContent).toMatch(words);
      await waitFor(() => expect(document.activeElement).toBe(field));
      expect(api.callsOf(SIMULATION)).toEqual([]);
    },
  );

  it('keeps the words of what it shows while another currency is written', async () => {
    render(service());
    await screen.findByText('ABCD1234');
    enter(/^Benefit/, '20');
    await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
    await screen.findByText(/50\s000\.00 KES/);
    enter('Currency', 'JPY');
    screen.getByText(/50\s000\.00 KES/);
  });

  it('S12: goes on with the household that was asked about, once a reason was given', async () => {
    let isGiven = false;
    const api = service({
      [`GET /social-registry/runs/${ID}/households/${HOUSEHOLD}`]: () =>
        isGiven ? explained : refuse(403, 'platform.reason-needed'),
      'POST /session/reason': () => {
        isGiven = true;
        return null;
      },
    });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Why? Household ABCD1234' }));
    await userEvent.type(await screen.findByLabelText('Why you need more people today'), 'A complaint of a village');
    await userEvent.click(screen.getByRole('button', { name: 'Give the reason and go on' }));
    await screen.findByText('Thatched roof');
  });

  it('shows how far it is while it runs', async () => {
    render(service({ [`GET /social-registry/runs/${ID}`]: () => run({ state: 'running', done: 1, total: 4 }) }));
    await screen.findByText('25%');
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = render(service());
    await screen.findByText('ABCD1234');
    expect(await axeViolations(container)).toEqual([]);
  });
});
