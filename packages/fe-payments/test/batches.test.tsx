import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { BatchesPage } from '../src/pages/BatchesPage.js';
import { BatchPage } from '../src/pages/BatchPage.js';
import { BATCH_ID, aHead, aLine } from './support/batches.js';
import { APPROVER, MAKER, axeViolations, enter, renderPage } from './support/render.js';

const page = (...items: unknown[]) => ({ items });
const press = async (name: RegExp | string) => userEvent.click(await screen.findByRole('button', { name }));

describe('The list of batches', () => {
  it('asks the next page by its cursor and shows both', async () => {
    const api = fakeApi({
      'GET /payments/batches': ({ params }) =>
        params.cursor === undefined
          ? { items: [aHead()], nextCursor: BATCH_ID }
          : page(aHead({ id: '01900000-0000-7000-8000-0000000000b2' })),
    });
    const { container } = renderPage(<BatchesPage />, api);
    await press('Show more');
    await waitFor(() => expect(screen.getAllByRole('link', { name: /OAA/ })).toHaveLength(2));
    expect(screen.getAllByText(/^6.000\.00 KES$/)).toHaveLength(2);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('filters by state', async () => {
    const api = fakeApi({ 'GET /payments/batches': () => page() });
    renderPage(<BatchesPage />, api);
    await screen.findByText(/There is no batch/);
    enter('State', 'PARTIAL');
    await waitFor(() => expect(api.calls.at(-1)?.params).toMatchObject({ state: 'PARTIAL' }));
  });
});

describe('The page of a batch', () => {
  const answers = (head = aHead()) => ({
    'GET /payments/batches/*/head': () => head,
    'GET /payments/batches/*/lines': () => page(aLine({ state: 'REJECTED', reason: 'AC04' })),
    'POST /payments/batches/*/cancel': () => ({ ...head, lines: [], state: 'CANCELLED' }),
  });

  it('shows lines, checks, approvals, files, what was left out and what happened', async () => {
    const file = {
      part: 1,
      format: 'pain.001.001.09',
      count: 3,
      totalMinor: 600_000,
      messageId: 'M1',
      sha256: 'ab'.repeat(32),
      size: 9,
      sealedAt: '2026-11-24T09:00:00.000Z',
    };
    const report = {
      revision: 1,
      at: '2026-11-24T08:00:00.000Z',
      passed: true,
      findings: [
        {
          check: 'near-duplicate',
          severity: 'WARN' as const,
          lines: ['I0001'],
          count: 1,
          values: {},
          action: 'compare',
        },
      ],
      leftOut: {},
      delta: { added: 3, changed: 0, ended: 0, unchanged: 0, hash: 'h' },
    };
    const head = aHead({
      files: [file],
      checks: { at: report.at, who: 'pam', report },
      approvals: [{ approverLogin: 'ana', at: report.at, assurance: 'signed' }],
    });
    const { container } = renderPage(<BatchPage />, fakeApi(answers(head)), { params: { id: BATCH_ID } });
    await screen.findByText('The account is closed.');
    for (const words of [
      'ana (signed)',
      '1 of 2',
      'near-duplicate',
      'Look at it',
      'A payment of this benefit is still under way.',
      'Made of the payroll',
      'M1',
    ]) {
      expect(screen.getAllByText(words).length).toBeGreaterThan(0);
    }
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S11: offers the approver approval and the maker only to take it back', async () => {
    renderPage(<BatchPage />, fakeApi(answers()), { params: { id: BATCH_ID }, rights: APPROVER });
    await screen.findByRole('link', { name: 'Check and approve' });
    expect(screen.queryByRole('button', { name: 'Take the batch back' })).toBeNull();
  });

  it('takes a batch back once, however often the button is pressed', async () => {
    const api = fakeApi(answers());
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID }, rights: MAKER });
    await press('Take the batch back');
    await waitFor(() => expect(api.callsOf('POST /payments/batches/*/cancel')).toHaveLength(1));
    expect(api.callsOf('POST /payments/batches/*/cancel')[0]?.header('Idempotency-Key')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Check and approve' })).toBeNull();
  });

  it('says that a batch is held', async () => {
    const holds = [{ id: BATCH_ID, reason: 'status-totals-differ', at: '2026-11-24T08:00:00.000Z' }];
    renderPage(<BatchPage />, fakeApi(answers(aHead({ holds, state: 'EXCEPTION' }))), { params: { id: BATCH_ID } });
    expect((await screen.findByRole('alert')).textContent).toContain('the totals of the bank differ');
  });
});
