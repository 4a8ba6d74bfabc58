import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DecisionView } from '@interlink/contracts/payments/reads';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BatchPage } from '../src/pages/BatchPage.js';
import { BooksPage } from '../src/pages/BooksPage.js';
import { DecisionsPage } from '../src/pages/DecisionsPage.js';
import { ExceptionsPage, FailedPage } from '../src/pages/QueuePage.js';
import { aHead, aLine, BATCH_ID } from './support/batches.js';
import { APPROVER, axeViolations, enter, MAKER, press, renderPage } from './support/render.js';

const INCIDENT = '01900000-0000-7000-8000-0000000000e9';
const ENTITLEMENT = '00000000-0000-4000-8000-0000000000e1';
const LIST = 'GET /payments/decisions';
const PROPOSE = 'POST /payments/decisions';
const CONFIRM = 'POST /payments/decisions/*/confirmations';
const page = (...items: unknown[]) => ({ items });

const decision = (over: Partial<DecisionView> = {}): DecisionView => ({
  id: '01900000-0000-7000-8000-0000000000d1',
  kind: 'resolve-cause',
  batchId: BATCH_ID,
  target: ENTITLEMENT,
  details: { note: 'the account is open again' },
  proposerLogin: 'pam.payments',
  proposedAt: '2026-11-24T08:00:00.000Z',
  lines: [],
  ...over,
});

describe('IBR-032: what one person proposes', () => {
  it('R5: is sent from the queue of failed payments with a reason, under one key', async () => {
    const api = fakeApi({
      'GET /payments/failed-lines': () => page(aLine({ state: 'REJECTED', reason: 'AC04' })),
      [PROPOSE]: () => ({ id: decision().id }),
    });
    const { container } = renderPage(<FailedPage />, api);
    await press('Propose: The cause is put right: BEN-A1');
    const send = screen.getByRole('button', { name: 'Send to a second person' });
    expect((send as HTMLButtonElement).disabled).toBe(true);
    enter(/^Why/, '  the account is open again ');
    await press('Send to a second person');
    await screen.findByText(/^Proposed\./);
    const note = 'the account is open again';
    expect(api.callsOf(PROPOSE)[0]?.body).toEqual({ kind: 'resolve-cause', target: ENTITLEMENT, note });
    expect(await axeViolations(container)).toEqual([]);
  });

  it('R9: is for a payment that nobody has heard of that the bank never received it', async () => {
    const api = fakeApi({
      'GET /payments/failed-lines': () => page(aLine({ state: 'UNKNOWN' })),
      [PROPOSE]: () => ({ id: decision().id }),
    });
    renderPage(<FailedPage />, api);
    await press('Propose: The bank never received it: BEN-A1');
    enter(/^Why/, 'statements are complete');
    await press('Send to a second person');
    await waitFor(() =>
      expect(api.callsOf(PROPOSE)[0]?.body).toMatchObject({
        kind: 'line-not-received',
        target: `${BATCH_ID}/I0001`,
      }),
    );
  });

  it('R8: is that an incident is over, also beside its payment on the page of a closed batch', async () => {
    const api = fakeApi({
      'GET /payments/batches/*/head': () => aHead({ state: 'CLOSED' }),
      'GET /payments/batches/*/lines': () =>
        page(aLine({ state: 'SETTLED', incidentId: INCIDENT }), aLine({ instrId: 'I0002', benefitCode: 'BEN-A2' })),
      [PROPOSE]: () => ({ id: decision().id }),
    });
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
    await press('Propose: Close an incident: BEN-A1');
    expect(screen.queryByRole('button', { name: /^Propose: .*BEN-A2/ })).toBeNull();
    enter(/^Why/, 'the money is back');
    await press('Send to a second person');
    const body = { kind: 'close-incident', target: INCIDENT, note: 'the money is back' };
    await waitFor(() => expect(api.callsOf(PROPOSE)[0]?.body).toEqual(body));
  });

  it('R8: is closed also where a payment officer looks first: with what was too much, whatever its batch', async () => {
    const line = aLine({ state: 'SETTLED' });
    const at = '2026-11-26T09:00:00.000Z';
    const api = fakeApi({
      'GET /payments/exceptions-lines': () => page(),
      'GET /payments/incidents': () => page({ id: INCIDENT, excessMinor: 12_300, currency: 'USD', at, line }),
      [PROPOSE]: () => ({ id: decision().id }),
    });
    const { container } = renderPage(<ExceptionsPage />, api);
    const table = within(await screen.findByRole('table', { name: '1 overpayment' }));
    expect(table.getByText('123.00 USD')).toBeTruthy();
    expect(table.getByRole('link', { name: 'OAA' }).getAttribute('href')).toContain(BATCH_ID);
    expect(await axeViolations(container)).toEqual([]);
    await press('Propose: Close an incident: BEN-A1');
    enter(/^Why/, 'the money is back');
    await press('Send to a second person');
    await waitFor(() =>
      expect(api.callsOf(PROPOSE)[0]?.body).toMatchObject({ kind: 'close-incident', target: INCIDENT }),
    );
  });

  it('is refused in words, and stays to be sent again', async () => {
    const api = fakeApi({
      'GET /payments/batches/*/head': () => aHead({ state: 'PARTIAL' }),
      'GET /payments/batches/*/lines': () => page(),
      [PROPOSE]: () => refuse(409, 'payments.decision-refused', { reason: 'nothing-to-sign-off' }),
    });
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
    await press(/^Propose: Sign off what failed/);
    enter(/^Why/, 'seen with the bank');
    await press('Send to a second person');
    await screen.findByText('Nothing of this batch failed.');
    expect(api.callsOf(PROPOSE)[0]?.body).toMatchObject({ kind: 'sign-off-failed-lines', target: BATCH_ID });
  });

  it('A5: releases a hold of a batch that was stopped', async () => {
    const hold = {
      id: '01900000-0000-7000-8000-0000000000c1',
      reason: 'payroll-closed',
      at: '2026-11-24T08:00:00.000Z',
    };
    const api = fakeApi({
      'GET /payments/batches/*/head': () => aHead({ state: 'EXCEPTION', holds: [hold] }),
      'GET /payments/batches/*/lines': () => page(),
      [PROPOSE]: () => ({ id: decision().id }),
    });
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
    await press('Propose: Let it go on: payroll-closed');
    enter(/^Why/, 'seen with the treasury');
    await press('Send to a second person');
    await waitFor(() => expect(api.callsOf(PROPOSE)[0]?.body).toMatchObject({ kind: 'release-hold', target: hold.id }));
  });
});

describe('IBR-032: what another confirms', () => {
  it('is shown with its reason, is confirmed once, and is then gone', async () => {
    let isOpen = true;
    const api = fakeApi({
      [LIST]: () => (isOpen ? [decision()] : []),
      [CONFIRM]: () => {
        isOpen = false;
        return { id: decision().id };
      },
    });
    const { container } = renderPage(<DecisionsPage />, api, { rights: APPROVER });
    await screen.findByText('the account is open again');
    expect(await axeViolations(container)).toEqual([]);
    await press('Confirm: The cause is put right, pam.payments');
    await screen.findByText('Nothing waits for a second person.');
    expect(api.callsOf(CONFIRM)).toHaveLength(1);
    expect(screen.getByText('Confirmed: The cause is put right').closest('[role=status]')).toBeTruthy();
    // WCAG 2.4.3: the button that was pressed is gone.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
  });

  it('names the payment by what people know it by, with its amount and why it failed', async () => {
    const lines = [aLine({ state: 'REJECTED', reason: 'AC04', incidentId: INCIDENT })];
    renderPage(<DecisionsPage />, fakeApi({ [LIST]: () => [decision({ lines })] }), { rights: APPROVER });
    const table = within(await screen.findByRole('table', { name: '1 line' }));
    for (const words of ['BEN-A1', '2 000.00 KES', 'The account is closed.'])
      expect(table.getByText(words)).toBeTruthy();
    expect(screen.queryByText(ENTITLEMENT)).toBeNull();
    // Here it is confirmed; what else is to be done about it is proposed elsewhere.
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('names what is no payment by what people compare it by', async () => {
    const fence = decision({ kind: 'release-fence', target: 'f1a2', batchId: undefined });
    const entry = decision({ id: `${BATCH_ID.slice(0, -2)}d2`, kind: 'close-suspense', target: `${BATCH_ID}/entry-7` });
    renderPage(<DecisionsPage />, fakeApi({ [LIST]: () => [fence, entry] }), { rights: APPROVER });
    await screen.findByText('f1a2');
    expect(screen.getByText('entry-7')).toBeTruthy();
  });

  it('R3: says which payments are to be called back, and why', async () => {
    const details = { note: 'sent again', recallReason: 'TECH', instrIds: ['I0001', 'I0003'] };
    const lines = [aLine(), aLine({ instrId: 'I0003', benefitCode: 'BEN-A3' })];
    const proposed = decision({ kind: 'recall-lines', target: BATCH_ID, details, lines });
    renderPage(<DecisionsPage />, fakeApi({ [LIST]: () => [proposed] }), { rights: APPROVER });
    await screen.findByText('BEN-A3');
    expect(screen.getByText('BEN-A1')).toBeTruthy();
    expect(screen.getByText('Our technical error')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Call several payments back' })).toBeTruthy();
  });

  it('S7: asks for the password in place when it was given too long ago, and is then confirmed once', async () => {
    let [isGiven, isOpen] = [false, true];
    const api = fakeApi({
      [LIST]: () => (isOpen ? [decision()] : []),
      'POST /session/confirm': () => {
        isGiven = true;
        return { confirmedUntil: '2026-11-24T09:05:00.000Z' };
      },
      [CONFIRM]: () => {
        if (!isGiven) return refuse(403, 'platform.confirmation-needed');
        isOpen = false;
        return { id: decision().id };
      },
    });
    renderPage(<DecisionsPage />, api, { rights: APPROVER });
    await press(/^Confirm: /);
    await userEvent.type(await screen.findByLabelText('Your password'), 'secret');
    await press('Confirm and go on');
    await screen.findByText('Nothing waits for a second person.');
    expect(api.callsOf(CONFIRM)).toHaveLength(2);
  });

  it('is not for the one who proposed it', async () => {
    const own = decision({ proposerLogin: 'ina.intake' });
    renderPage(<DecisionsPage />, fakeApi({ [LIST]: () => [own] }), { rights: APPROVER });
    await screen.findByText('You proposed this; somebody else confirms it.');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('S8: is for approvers alone', async () => {
    renderPage(<DecisionsPage />, fakeApi({ [LIST]: () => [decision()] }), { rights: MAKER });
    await screen.findByText('An approver confirms this.');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});

describe('IBR-032: a booking in suspense', () => {
  const item = {
    receivedId: BATCH_ID,
    key: 'entry-7',
    why: 'unknown-line',
    kind: 'camt.053',
    source: 'bank',
    at: '2026-11-24T08:00:00.000Z',
    amountMinor: 200_000,
    currency: 'KES',
    bookedOn: '2026-11-24',
  };
  const answers = (matches: unknown[]) => ({
    'GET /payments/statements': () => page(),
    'GET /payments/suspense': () => page(item),
    'GET /payments/suspense/*/matches': () => ({ items: matches }),
    [PROPOSE]: () => ({ id: decision().id }),
  });

  it('is matched to the likeliest payment by two people', async () => {
    const api = fakeApi(answers([{ line: aLine({ state: 'SENT' }), signs: ['same-amount', 'still-open'] }]));
    const { container } = renderPage(<BooksPage />, api);
    await press('Find its payment: entry-7');
    const found = await screen.findByRole('list', { name: 'Payments that it may belong to' });
    expect(within(found).getByText('same amount, not heard of yet')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    await press('Propose: It belongs to this payment: E1-01');
    enter(/^Why/, 'the bank named it by telephone');
    await press('Send to a second person');
    await waitFor(() =>
      expect(api.callsOf(PROPOSE)[0]?.body).toEqual({
        kind: 'match-suspense',
        target: `${BATCH_ID}/entry-7`,
        line: `${BATCH_ID}/I0001`,
        note: 'the bank named it by telephone',
      }),
    );
  });

  it('says when no payment fits, and may be closed as not ours', async () => {
    const api = fakeApi(answers([]));
    renderPage(<BooksPage />, api);
    await press('Find its payment: entry-7');
    await screen.findByText('No payment has this amount or this day.');
    expect(api.callsOf('GET /payments/suspense/*/matches')[0]?.params).toEqual({ key: 'entry-7' });
    await press('Propose: Close: it is not ours: entry-7');
    enter(/^Why/, 'a fee of the bank');
    await press('Send to a second person');
    await waitFor(() =>
      expect(api.callsOf(PROPOSE)[0]?.body).toMatchObject({
        kind: 'close-suspense',
        target: `${BATCH_ID}/entry-7`,
      }),
    );
  });
});
