import { screen, waitFor } from '@testing-library/react';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { PayrollTabPanel } from '../src/components/PayrollTab.js';
import { PersonTabPanel } from '../src/components/PersonTab.js';
import { ApprovePage } from '../src/pages/ApprovePage.js';
import { BatchesPage } from '../src/pages/BatchesPage.js';
import { BatchPage } from '../src/pages/BatchPage.js';
import { PayPointPage } from '../src/pages/PayPointPage.js';
import { giveAuthenticator } from './support/authenticator.js';
import { aHead, aLine, approversOf, BATCH_ID, LEAVES, TERMS } from './support/batches.js';
import { APPROVER, arrive, enter, MAKER, press, renderPage } from './support/render.js';

const SECOND_ID = '01900000-0000-7000-8000-0000000000b2';
const page = (...items: unknown[]) => ({ items });

/** Two batches: the answers of the second by its own id. */
const batches = (second: Partial<BatchHead> = {}) => ({
  [`GET /payments/batches/${BATCH_ID}/head`]: () => aHead(),
  [`GET /payments/batches/${SECOND_ID}/head`]: () => aHead({ id: SECOND_ID, programme: 'CHG', ...second }),
  'GET /payments/batches/*/lines': () => page(),
  'GET /payments/batches/*/leaves': () => ({ terms: TERMS, items: LEAVES }),
  'GET /payments/approvers': () => ({ ...approversOf(), assurance: 'attested' }),
});
const given = [{ approverLogin: 'ana', at: '2026-11-24T09:00:00.000Z', assurance: 'attested' as const }];

describe('S11: what a browser computed of one batch', () => {
  it('approves no other one: until its own lines are there nothing can be pressed', async () => {
    const held = holdBack(() => ({ terms: TERMS, items: LEAVES }));
    const api = fakeApi({
      [`GET /payments/batches/${SECOND_ID}/leaves`]: held.answer,
      ...batches({ approvalsNeeded: 1, statementHash: '1'.repeat(64) }),
    });
    const host = renderPage(<ApprovePage />, api, { rights: APPROVER, params: { id: BATCH_ID } });
    await screen.findByText(/You approve exactly this/);
    host.visit(<ApprovePage />, { id: SECOND_ID });
    await screen.findByText('CHG');
    expect(screen.queryByText(/You approve exactly this/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    held.release();
    expect((await screen.findByRole('alert')).getAttribute('data-differs')).toBe('hash');
  });

  it('does not come to the page of another when it was still being computed at the leave', async () => {
    const held = holdBack(() => ({ terms: TERMS, items: LEAVES }));
    const never = holdBack(() => undefined);
    const api = fakeApi({
      [`GET /payments/batches/${BATCH_ID}/leaves`]: held.answer,
      [`GET /payments/batches/${SECOND_ID}/leaves`]: never.answer,
      ...batches({ statementHash: '1'.repeat(64) }),
    });
    const host = renderPage(<ApprovePage />, api, { rights: APPROVER, params: { id: BATCH_ID } });
    await screen.findByText(/of 3/);
    host.visit(<p>The list of batches</p>);
    held.release();
    await arrive();
    host.visit(<ApprovePage />, { id: SECOND_ID });
    await screen.findByText('CHG');
    await arrive();
    expect(screen.queryByText(/You approve exactly this/)).toBeNull();
  });

  it('is computed anew when the statement of the same batch became another one', async () => {
    const asked = giveAuthenticator();
    let statementHash = aHead().statementHash;
    const api = fakeApi({ 'GET /payments/batches/*/head': () => aHead({ statementHash }), ...batches() });
    const host = renderPage(<ApprovePage />, api, { rights: APPROVER, params: { id: BATCH_ID } });
    await screen.findByText(/You approve exactly this/);
    statementHash = '2'.repeat(64);
    host.visit(<p>elsewhere</p>);
    host.visit(<ApprovePage />, { id: BATCH_ID });
    expect((await screen.findByRole('alert')).getAttribute('data-differs')).toBe('hash');
    expect(asked).toEqual([]);
  });
});

describe('IBR-032: an approval that is under way when its page is left', () => {
  const open = () => {
    const held = holdBack(() => ({ ...aHead(), lines: [], approvals: given }));
    const api = fakeApi({
      [`POST /payments/batches/${BATCH_ID}/approvals`]: held.answer,
      [`POST /payments/batches/${SECOND_ID}/approvals`]: () => ({ ...aHead(), lines: [], approvals: given }),
      ...batches(),
      [`GET /payments/batches/${BATCH_ID}/head`]: () => aHead({ approvalsNeeded: 1 }),
      [`GET /payments/batches/${SECOND_ID}/head`]: () => aHead({ id: SECOND_ID, programme: 'CHG', approvalsNeeded: 1 }),
    });
    const host = renderPage(<ApprovePage />, api, { rights: APPROVER, params: { id: BATCH_ID } });
    return { held, api, host };
  };

  it('is not read as one of the batch that is shown next, which can still be approved', async () => {
    const { held, api, host } = open();
    await press('Approve without a key');
    host.visit(<ApprovePage />, { id: SECOND_ID });
    await screen.findByText('CHG');
    const button = await screen.findByRole('button', { name: 'Approve without a key' });
    held.release();
    await arrive();
    expect(screen.queryByText(/Your approval is kept/)).toBeNull();
    expect((button as HTMLButtonElement).disabled).toBe(false);
    await press('Approve without a key');
    await screen.findByText(/Your approval is kept/);
    expect(api.callsOf(`POST /payments/batches/${SECOND_ID}/approvals`)).toHaveLength(1);
  });

  it('does not hold up the next one: each that is pressed is sent', async () => {
    const { api, host } = open();
    await press('Approve without a key');
    host.visit(<ApprovePage />, { id: SECOND_ID });
    await screen.findByText('CHG');
    await press('Approve without a key');
    await screen.findByText(/Your approval is kept/);
    expect(api.callsOf(`POST /payments/batches/${SECOND_ID}/approvals`)).toHaveLength(1);
  });
});

describe('The page of a batch', () => {
  it('shows nothing of the batch before it when that answer comes late, also when its own is refused', async () => {
    const held = holdBack(() => aHead());
    const api = fakeApi({
      [`GET /payments/batches/${BATCH_ID}/head`]: held.answer,
      [`GET /payments/batches/${SECOND_ID}/head`]: () => refuse(404, 'payments.batch-not-found'),
      'GET /payments/batches/*/lines': () => page(),
    });
    const host = renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
    await arrive();
    host.visit(<p>elsewhere</p>);
    held.release();
    await arrive();
    host.visit(<BatchPage />, { id: SECOND_ID });
    await screen.findByRole('alert');
    expect(screen.queryByText('OAA')).toBeNull();
  });

  it('does not show payments of one state under the name of another when those cannot be read', async () => {
    const api = fakeApi({
      'GET /payments/batches/*/lines': ({ params }) =>
        params['state'] === undefined ? page(aLine()) : refuse(503, 'platform.unavailable'),
      'GET /payments/batches/*/head': () =>
        aHead({ tallies: [{ state: 'REJECTED', currency: 'KES', count: 1, totalMinor: 200_000 }] }),
    });
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
    await screen.findByText('BEN-A1');
    enter('State', 'REJECTED');
    await screen.findByRole('alert');
    expect(screen.queryByText('BEN-A1')).toBeNull();
  });
});

describe('The list of batches', () => {
  it('is not shown by the state chosen before while the one chosen now is read', async () => {
    const held = holdBack(() => page());
    const api = fakeApi({
      'GET /payments/batches': ({ params }) => (params['state'] === undefined ? page(aHead()) : held.answer()),
    });
    renderPage(<BatchesPage />, api);
    await screen.findByText('OAA');
    enter('State', 'CLOSED');
    expect(screen.queryByText('OAA')).toBeNull();
    held.release();
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.queryByText('OAA')).toBeNull();
    expect(api.callsOf('GET /payments/batches').at(-1)?.params).toMatchObject({ state: 'CLOSED' });
  });
});

describe('S2: the payments of a person of openIMIS', () => {
  const AMINA = '00000000-0000-4000-8000-000000000010';
  const BEN = '00000000-0000-4000-8000-000000000011';
  const tab = (uuid: string) => <PersonTabPanel value="interlinkPaymentsLines" rights={MAKER} individual={{ uuid }} />;

  it.each([
    ['are still being read', () => holdBack(() => page()).answer()],
    ['may not be seen', () => refuse(403, 'platform.forbidden')],
  ])('are not shown as those of the next one, whose own %s', async (_why, ofBen) => {
    const api = fakeApi({
      [`GET /payments/individuals/${AMINA}/lines`]: () => page(aLine()),
      [`GET /payments/individuals/${BEN}/lines`]: ofBen,
    });
    const host = renderPage(tab(AMINA), api);
    await screen.findByText('BEN-A1');
    host.visit(tab(BEN));
    await waitFor(() => expect(api.callsOf(`GET /payments/individuals/${BEN}/lines`)).toHaveLength(1));
    await arrive();
    expect(screen.queryByText('BEN-A1')).toBeNull();
  });

  it('are gone when the tab is closed and the page of the next one is opened', async () => {
    const api = fakeApi({
      [`GET /payments/individuals/${AMINA}/lines`]: () => page(aLine()),
      [`GET /payments/individuals/${BEN}/lines`]: () => page(),
    });
    const host = renderPage(tab(AMINA), api);
    await screen.findByText('BEN-A1');
    host.visit(<p>elsewhere</p>);
    host.visit(tab(BEN));
    expect(screen.queryByText('BEN-A1')).toBeNull();
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  });
});

describe('IBR-031: the batch of a payroll', () => {
  const FIRST = '00000000-0000-4000-8000-00000000aa01';
  const SECOND = '00000000-0000-4000-8000-00000000aa02';
  const tab = (id: string) => <PayrollTabPanel value="interlinkPaymentsBatches" rights={MAKER} payroll={{ id }} />;
  const open = () => {
    const held = holdBack(() => ({ ...aHead(), lines: [] }));
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': ({ body }) =>
        (body as { payrollId: string }).payrollId === FIRST
          ? held.answer()
          : { ...aHead({ id: SECOND_ID, count: 8 }), lines: [] },
    });
    return { held, api, host: renderPage(tab(FIRST), api) };
  };

  it('is not shown as made of another payroll, and holds up none', async () => {
    const { held, api, host } = open();
    await press('Make a batch of payments');
    host.visit(tab(SECOND));
    held.release();
    await arrive();
    expect(screen.queryByRole('link', { name: /is made/ })).toBeNull();
    await press('Make a batch of payments');
    const link = await screen.findByRole('link', { name: /batch of 8 payments is made/ });
    expect(link.getAttribute('href')).toContain(SECOND_ID);
    expect(api.callsOf('POST /payments/batches')).toHaveLength(2);
  });

  it('that is made beside it keeps its own word, in whatever order they are done', async () => {
    const { held, host } = open();
    await press('Make a batch of payments');
    host.visit(tab(SECOND));
    await press('Make a batch of payments');
    await screen.findByRole('link', { name: /batch of 8 payments is made/ });
    held.release();
    await arrive();
    expect(screen.getByRole('link', { name: /batch of 8 payments is made/ })).toBeTruthy();
  });

  it('is told when one comes back to its payroll', async () => {
    const { held, api, host } = open();
    await press('Make a batch of payments');
    host.visit(<p>elsewhere</p>);
    host.visit(tab(FIRST));
    held.release();
    await screen.findByRole('link', { name: /batch of 3 payments is made/ });
    expect(api.callsOf('POST /payments/batches')).toHaveLength(1);
  });
});

describe('I6: the cash of a payment point', () => {
  const count = (over: object) => ({
    ...{ id: '01900000-0000-7000-8000-0000000000c1', batchId: BATCH_ID, day: '2026-11-25', currency: 'KES' },
    ...{ advanceMinor: 700_000, returnedMinor: 100_000, paidMinor: 600_000, isLast: false, managerLogin: 'pam' },
    ...over,
  });

  it('that was counted at one is not shown at the next', async () => {
    const held = holdBack(() => [count({})]);
    const api = fakeApi({
      [`GET /payments/batches/${BATCH_ID}/cash-counts`]: held.answer,
      [`GET /payments/batches/${SECOND_ID}/cash-counts`]: () => [],
    });
    const host = renderPage(<PayPointPage />, api, { params: { id: BATCH_ID }, rights: APPROVER });
    await arrive();
    host.visit(<PayPointPage />, { id: SECOND_ID });
    held.release();
    await arrive();
    expect(screen.queryByText('pam')).toBeNull();
  });

  it('says beside the day that was not signed why, and not beside another', async () => {
    const second = '01900000-0000-7000-8000-0000000000c2';
    const api = fakeApi({
      'GET /payments/batches/*/cash-counts': () => [count({}), count({ id: second, day: '2026-11-26' })],
      'POST /payments/cash-counts/*/witness': () => refuse(409, 'payments.pay-point-refused', { reason: 'involved' }),
    });
    renderPage(<PayPointPage />, api, { params: { id: BATCH_ID }, rights: APPROVER });
    await press('Sign as a witness: 2026-11-26');
    const alert = await screen.findByRole('alert');
    expect(alert.closest('tr')?.textContent).toContain('2026-11-26');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });
});
