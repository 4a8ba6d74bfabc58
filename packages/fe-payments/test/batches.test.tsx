import type { BatchState } from '@interlink/contracts/payments/batch';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BatchesPage } from '../src/pages/BatchesPage.js';
import { BatchPage } from '../src/pages/BatchPage.js';
import { BATCH_ID, aHead, aLine } from './support/batches.js';
import { APPROVER, axeViolations, enter, MAKER, press, renderPage } from './support/render.js';

const page = (...items: unknown[]) => ({ items });

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

  it('can be saved as a spreadsheet', async () => {
    renderPage(<BatchPage />, fakeApi(answers()), { params: { id: BATCH_ID } });
    const link = await screen.findByRole('link', { name: 'Save as XLSX' });
    expect(link.getAttribute('href')).toBe(`/interlink/api/v1/payments/batches/${BATCH_ID}/spreadsheet`);
    expect(link.getAttribute('download')).toBe(`batch-${BATCH_ID}.xlsx`);
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

  it('says who gets the money by place, sex and account keeper, with what is not known and what is too many to name', async () => {
    const { agent } = aHead().totals;
    const area = [
      { name: 'Shangani', count: 2, totalMinor: 400_000 },
      { count: 1, totalMinor: 200_000 },
      { others: 12, count: 40, totalMinor: 100_000 },
    ];
    const sex = [{ name: 'female', count: 1, totalMinor: 200_000 }];
    renderPage(<BatchPage />, fakeApi(answers(aHead({ totals: { agent, area, sex } }))), { params: { id: BATCH_ID } });
    const places = within(await screen.findByRole('table', { name: 'By place' }));
    expect(places.getAllByRole('row').map(({ textContent }) => textContent?.replace(/\s/g, ' '))).toEqual([
      'PlacePaymentsTotal',
      expect.stringMatching(/^Shangani2/),
      expect.stringMatching(/^Not known1/),
      expect.stringMatching(/^12 others40/),
    ]);
    expect(within(screen.getByRole('table', { name: 'By sex' })).getByText('Female')).toBeTruthy();
    expect(within(screen.getByRole('table', { name: 'By account keeper' })).getByText('DEMOKENA')).toBeTruthy();
  });

  it('offers a receipt of what arrived to whoever makes payments, and none of what failed or to who only reads', async () => {
    const two = page(aLine(), aLine({ instrId: 'I0002', benefitCode: 'BEN-A2', state: 'REJECTED' }));
    const api = () => fakeApi({ ...answers(), 'GET /payments/batches/*/lines': () => two });
    const { unmount } = renderPage(<BatchPage />, api(), { params: { id: BATCH_ID } });
    const link = await screen.findByRole('link', { name: 'PDF receipt of BEN-A1' });
    expect(link.getAttribute('href')).toBe(
      `/interlink/api/v1/payments/batches/${BATCH_ID}/lines/I0001/receipt?language=en`,
    );
    expect(screen.queryByRole('link', { name: /BEN-A2/ })).toBeNull();
    unmount();
    renderPage(<BatchPage />, api(), { params: { id: BATCH_ID }, rights: APPROVER });
    await screen.findByText('BEN-A1');
    expect(screen.queryByRole('link', { name: /Receipt/ })).toBeNull();
  });

  it('S11: offers the approver approval and the maker only to take it back', async () => {
    renderPage(<BatchPage />, fakeApi(answers()), { params: { id: BATCH_ID }, rights: APPROVER });
    await screen.findByRole('link', { name: 'Check and approve' });
    expect(screen.queryByRole('button', { name: 'Take the batch back' })).toBeNull();
  });

  it('takes a batch back by a second press and not by the first, once, however often it is pressed', async () => {
    const CANCEL = 'POST /payments/batches/*/cancel';
    const held = holdBack(() => ({ ...aHead({ state: 'CANCELLED' }), lines: [] }));
    const api = fakeApi({ ...answers(), [CANCEL]: held.answer });
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID }, rights: MAKER });
    await press('Take the batch back');
    await press('Leave it');
    await press('Take the batch back');
    const sure = await screen.findByRole('button', { name: 'Yes, do not pay it' });
    expect(api.callsOf(CANCEL)).toEqual([]);
    fireEvent.click(sure);
    fireEvent.click(sure);
    held.release();
    await waitFor(() => expect(api.callsOf('GET /payments/batches/*/head').length).toBeGreaterThan(1));
    expect(api.callsOf(CANCEL)).toHaveLength(1);
    expect(api.callsOf(CANCEL)[0]?.header('Idempotency-Key')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Check and approve' })).toBeNull();
  });

  it('says why a batch cannot be taken back, with the reason in words', async () => {
    const refused = () => refuse(409, 'payments.batch-not-ready', { reason: 'not-sealed' });
    const api = fakeApi({ ...answers(), 'POST /payments/batches/*/cancel': refused });
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID }, rights: MAKER });
    await press('Take the batch back');
    await press('Yes, do not pay it');
    expect((await screen.findByRole('alert')).textContent).toContain('The batch is not sealed yet.');
  });

  it.each([
    ['en', /^1.*\(1 payment\)$/],
    ['fr', /\(1 paiement\)$/],
    ['ar', /\(دفعة واحدة\)$/],
  ])('counts one payment as one (%s)', async (language, words) => {
    const tallies = [{ state: 'SETTLED' as const, currency: 'KES', count: 1, totalMinor: 100_000 }];
    renderPage(<BatchPage />, fakeApi(answers(aHead({ tallies }))), { params: { id: BATCH_ID }, language });
    await screen.findAllByRole('table');
    const bar = document.querySelector('[data-state=SETTLED] > :last-child');
    expect(bar?.textContent?.replace(/\s+/g, ' ')).toMatch(words);
  });

  it('says that a batch is held', async () => {
    const holds = [{ id: BATCH_ID, reason: 'status-totals-differ', at: '2026-11-24T08:00:00.000Z' }];
    renderPage(<BatchPage />, fakeApi(answers(aHead({ holds, state: 'EXCEPTION' }))), { params: { id: BATCH_ID } });
    expect((await screen.findByRole('alert')).textContent).toContain('the totals of the bank differ');
  });

  it('says once that it could not be read again, and looks on when a person wants it', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      let isDown = false;
      const HEAD = 'GET /payments/batches/*/head';
      const api = fakeApi({ ...answers(), [HEAD]: () => (isDown ? refuse(503, 'platform.overloaded') : aHead()) });
      renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
      await screen.findByText('To approve');
      isDown = true;
      act(() => void jest.advanceTimersByTime(15_000));
      await screen.findByText(/too much to do at the moment/);
      act(() => void jest.advanceTimersByTime(60_000));
      expect(api.callsOf(HEAD)).toHaveLength(2);
      isDown = false;
      await press('Try again');
      await waitFor(() => expect(screen.queryByText(/too much to do/)).toBeNull());
      act(() => void jest.advanceTimersByTime(15_000));
      await waitFor(() => expect(api.callsOf(HEAD)).toHaveLength(4));
    } finally {
      jest.useRealTimers();
    }
  });

  it('shows what others did with it meanwhile, and looks no more once it is over', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      let state: BatchState = 'VALIDATED';
      const api = fakeApi({ ...answers(), 'GET /payments/batches/*/head': () => aHead({ state }) });
      renderPage(<BatchPage />, api, { params: { id: BATCH_ID } });
      await screen.findByText('To approve');
      for (const [next, shown] of [
        ['SEALED', 'Sealed'],
        ['PARTIAL', 'Partly paid'],
        ['CLOSED', 'Closed'],
      ] as const) {
        state = next;
        act(() => void jest.advanceTimersByTime(15_000));
        await screen.findByText(shown);
      }
      const asked = api.callsOf('GET /payments/batches/*/head').length;
      act(() => void jest.advanceTimersByTime(60_000));
      expect(api.callsOf('GET /payments/batches/*/head')).toHaveLength(asked);
    } finally {
      jest.useRealTimers();
    }
  });
});
