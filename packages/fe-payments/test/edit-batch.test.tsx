import type { BatchHead } from '@interlink/contracts/payments/reads';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BatchPage } from '../src/pages/BatchPage.js';
import { BATCH_ID, aHead, aLine } from './support/batches.js';
import { APPROVER, axeViolations, enter, MAKER, press, renderPage } from './support/render.js';

const EDIT = 'POST /payments/batches/*/edit';
const CHECK = 'POST /payments/batches/*/check';
const HEAD = 'GET /payments/batches/*/head';
const LINES = ['I0000', 'I0001', 'I0002'].map((instrId, at) =>
  aLine({ instrId, benefitCode: `BEN-${at}`, state: 'DRAFT', exceptions: [] }),
);
const finding = { check: 'near-duplicate', severity: 'BLOCK' as const, values: {}, action: 'leave-out' };
const blocked: BatchHead = aHead({
  state: 'DRAFT',
  checks: {
    at: '2026-11-24T08:00:00.000Z',
    who: 'pam',
    report: {
      ...{ revision: 1, at: '2026-11-24T08:00:00.000Z', passed: false, leftOut: {} },
      findings: [
        { ...finding, lines: ['I0001', 'I0002'], count: 2 },
        { ...finding, check: 'over-budget', lines: [], count: 0 },
      ],
      delta: { added: 3, changed: 0, ended: 0, unchanged: 0, hash: 'h' },
    },
  },
});

const service = (more: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    [HEAD]: () => blocked,
    'GET /payments/batches/*/lines': () => ({ items: LINES }),
    [EDIT]: () => ({ ...blocked, lines: [], state: 'VALIDATED' }),
    [CHECK]: () => ({ ...blocked, lines: [], state: 'DRAFT' }),
    ...more,
  });
const open = (api: ReturnType<typeof service>, rights = MAKER) =>
  renderPage(<BatchPage />, api, { params: { id: BATCH_ID }, rights });
const box = (benefit: string) => screen.findByRole('checkbox', { name: `Pick to be left out: ${benefit}` });

describe('Before the seal the maker of a batch', () => {
  it('leaves out the lines of a finding and others, says why, and hears what the check says', async () => {
    const api = service();
    const { container } = open(api);
    await screen.findByText(/To leave payments out, pick them/);
    await press('Pick these 2 lines: near-duplicate');
    await userEvent.click(await box('BEN-0'));
    await userEvent.click(await box('BEN-2'));
    expect(screen.getByRole('button', { name: 'Leave 2 lines out' }).hasAttribute('disabled')).toBe(true);
    enter(/Why are these 2 lines left out/, ' paid by hand ');
    expect(await axeViolations(container)).toEqual([]);
    await press('Leave 2 lines out');
    expect(api.callsOf(EDIT)).toEqual([]);
    const read = api.callsOf(HEAD).length;
    await press('Yes, leave them out of this batch');
    await screen.findByText('Checked again. It is to be approved now.');
    expect(api.callsOf(EDIT).map(({ body }) => body)).toEqual([
      { leaveOut: ['I0000', 'I0001'], reason: 'paid by hand' },
    ]);
    expect(api.callsOf(EDIT)[0]?.header('Idempotency-Key')).toBeTruthy();
    await waitFor(() => expect(api.callsOf(HEAD).length).toBeGreaterThan(read));
    await screen.findByText(/To leave payments out, pick them/);
  });

  it('is told that the batch goes when nothing is left in it', async () => {
    open(service());
    for (const benefit of ['BEN-0', 'BEN-1', 'BEN-2']) await userEvent.click(await box(benefit));
    enter(/Why are these 3 lines left out/, 'wrong month');
    await press('Leave 3 lines out');
    await screen.findByRole('button', { name: 'Yes, leave all out: the batch is taken back' });
  });

  it('moves the day of execution, and is told of a day that is none and of one that the bank does not take', async () => {
    const api = service({ [EDIT]: () => refuse(422, 'payments.payroll-refused', { reason: 'execution-date' }) });
    open(api);
    await screen.findByLabelText('Another day of execution');
    for (const none of ['31.12.2026', '2026-02-31']) {
      enter('Another day of execution', none);
      await press('Move the day');
      await screen.findByText('Please give a day as 2026-12-31.');
    }
    expect(api.callsOf(EDIT)).toEqual([]);
    enter('Another day of execution', '2026-12-27');
    await press('Move the day');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the bank does not work on it');
    expect(api.callsOf(EDIT).map(({ body }) => body)).toEqual([{ executionDate: '2026-12-27' }]);
  });

  it('has a draft checked again, and once more when its cause is mended: not the answer of before', async () => {
    let checked = 0;
    const at = () => `2026-11-24T08:00:0${checked}.000Z`;
    const api = service({
      [HEAD]: () => ({ ...blocked, checks: { ...blocked.checks, at: at() } }),
      [CHECK]: () => {
        checked += 1;
        return { ...blocked, lines: [], state: checked === 1 ? 'DRAFT' : 'VALIDATED' };
      },
    });
    open(api);
    await press('Check again');
    await screen.findByText('Checked again. The batch is now: Draft.');
    await screen.findByText(/08:00:01/);
    await press('Check again');
    await screen.findByText('Checked again. It is to be approved now.');
    const calls = api.callsOf(CHECK);
    expect(calls.map(({ body }) => body)).toEqual([{}, {}]);
    expect(new Set(calls.map((one) => one.header('Idempotency-Key'))).size).toBe(2);
  });
});

describe('Nothing of a batch is changed', () => {
  it.each([
    ['by whoever approves it', aHead({ state: 'VALIDATED' }), APPROVER],
    ['once it is sealed', aHead({ state: 'SEALED' }), MAKER],
  ])('%s', async (_case, head, rights) => {
    open(service({ [HEAD]: () => head }), rights);
    await screen.findByText('BEN-0');
    expect(screen.queryByText('Change before the seal')).toBeNull();
    expect(within(document.body).queryByRole('checkbox')).toBeNull();
  });
});

it('shows beside a line that was left out what the maker said', async () => {
  const exclusions = [{ benefitId: 'b', code: 'BEN-9', reason: 'officer: paid by hand' }];
  open(service({ [HEAD]: () => aHead({ exclusions }) }));
  await screen.findByText('Left out by the maker: paid by hand');
});
