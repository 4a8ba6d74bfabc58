/** @jest-environment jsdom */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PaymentSample, SampledLine } from '@interlink/contracts/payments/sample';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BatchPage } from '../src/pages/BatchPage.js';
import { SamplePage } from '../src/pages/SamplePage.js';
import { aHead, BATCH_ID } from './support/batches.js';
import { APPROVER, arrive, axeViolations, enter, MAKER, renderPage } from './support/render.js';

const aLine = (at: number, over: Partial<SampledLine> = {}): SampledLine => ({
  ...{ instrId: `I${at}`, individualId: `p-${at}`, benefitCode: `BEN${at}`, name: `Payee ${at}` },
  ...{ amountMinor: 200_000, currency: 'KES', accountEnd: '0001' },
  ...over,
});
const aSample = (over: Partial<PaymentSample> = {}): PaymentSample => ({
  ...{ batchId: BATCH_ID, confidence: 95, marginPercent: 5, population: 300, size: 169, seed: 'a'.repeat(64) },
  ...{ drawnBy: 'abe.approver', drawnAt: '2026-11-29T08:00:00.000Z', result: { answered: 0, unreached: 0 } },
  lines: [aLine(1), aLine(2)],
  ...over,
});

/** A service that keeps what it is told. */
function service(drawn?: PaymentSample) {
  let sample = drawn;
  return fakeApi({
    'GET /payments/batches/*/sample': () => sample ?? refuse(404, 'payments.sample-not-found'),
    'POST /payments/batches/*/sample': () => {
      sample = aSample();
      return { done: true };
    },
    'POST /payments/batches/*/sample/*': (asked) => ({
      line: { instrId: 'I1', ...(asked.body as object), answeredBy: 'abe.approver' },
      result: { answered: 1, unreached: 0, received: { part: 1, low: 0.21, high: 1 } },
    }),
  });
}
const open = (api: ReturnType<typeof fakeApi>, language = 'en') =>
  renderPage(<SamplePage />, api, { params: { id: BATCH_ID }, rights: APPROVER, language });
const CALL = 'POST /payments/batches/*/sample/*';

describe('IBR-019: the page that asks whether the money came', () => {
  it('draws people first, as sure as is asked for', async () => {
    const api = service();
    open(api);
    await userEvent.selectOptions(await screen.findByLabelText('How sure'), '99');
    await userEvent.selectOptions(screen.getByLabelText('To within'), '3');
    await userEvent.click(screen.getByRole('button', { name: 'Draw people to ask' }));
    expect(await screen.findByText('Nobody has answered yet.')).toBeTruthy();
    expect(api.callsOf('POST /payments/batches/*/sample')[0]?.body).toEqual({ confidence: 99, marginPercent: 3 });
    expect(screen.getByText('169')).toBeTruthy();
  });

  it('keeps an answer as it is chosen, and says what the answers say of all', async () => {
    const api = service(aSample());
    open(api);
    await userEvent.selectOptions(await screen.findByLabelText('Answer about BEN1'), 'received');
    expect(await screen.findByText(/^100% of those asked got all of it.*between 21% and 100%/)).toBeTruthy();
    expect(api.callsOf(CALL)[0]?.body).toEqual({ answer: 'received' });
    expect(api.callsOf('GET /payments/batches/*/sample')).toHaveLength(1);
  });

  it('shows no answer that was refused', async () => {
    const refusal = () => refuse(409, 'payments.sample-refused', { reason: 'involved' });
    open(fakeApi({ 'GET /payments/batches/*/sample': () => aSample(), [CALL]: refusal }));
    const select = await screen.findByLabelText<HTMLSelectElement>('Answer about BEN1');
    await userEvent.selectOptions(select, 'received');
    expect(await screen.findByText(/You made or approved this batch/)).toBeTruthy();
    expect(select.value).toBe('');
  });

  it('wants an amount with “less”, below what was paid', async () => {
    const api = service(aSample());
    open(api);
    await userEvent.selectOptions(await screen.findByLabelText('Answer about BEN1'), 'less');
    const keep = screen.getByRole('button', { name: 'Keep this answer' });
    expect(keep.hasAttribute('disabled')).toBe(true);
    enter('How much came, in KES', '2000.00');
    expect(keep.hasAttribute('disabled')).toBe(true);
    enter('How much came, in KES', '1500.50');
    await userEvent.click(keep);
    await waitFor(() => expect(api.callsOf(CALL)[0]?.body).toEqual({ answer: 'less', receivedMinor: 150_050 }));
  });

  describe('of two answers about one line, chosen one right after the other,', () => {
    const said = (answer: string) => ({
      line: { instrId: 'I1', answer, answeredBy: 'abe.approver' },
      result: { answered: 1, unreached: 0 },
    });
    /** The first is held back: over a bad line it would come after the second. */
    const twice = (first: { readonly answer: () => unknown }) => {
      const api = fakeApi({
        'GET /payments/batches/*/sample': () => aSample(),
        [CALL]: ({ body }) => {
          const { answer } = body as { answer: string };
          return answer === 'received' ? first.answer() : said(answer);
        },
      });
      open(api);
      return api;
    };
    const choose = async (...answers: string[]) => {
      const select = await screen.findByLabelText<HTMLSelectElement>('Answer about BEN1');
      for (const answer of answers) await userEvent.selectOptions(select, answer);
      return select;
    };

    it('the second is sent after the first was answered, and is the one that is shown and kept', async () => {
      const held = holdBack(() => said('received'));
      const api = twice(held);
      const select = await choose('received', 'not-received');
      await arrive();
      expect(api.callsOf(CALL).map(({ body }) => body)).toEqual([{ answer: 'received' }]);
      held.release();
      await waitFor(() => expect(select.value).toBe('not-received'));
      await arrive();
      expect(select.value).toBe('not-received');
      expect(api.callsOf(CALL).map(({ body }) => body)).toEqual([{ answer: 'received' }, { answer: 'not-received' }]);
    });

    it('the second is sent also when the first is refused', async () => {
      const held = holdBack(() => refuse(503, 'platform.unavailable'));
      const api = twice(held);
      const select = await choose('received', 'refused');
      held.release();
      await waitFor(() => expect(select.value).toBe('refused'));
      expect(api.callsOf(CALL)).toHaveLength(2);
    });

    it('neither holds up an answer about another person', async () => {
      const held = holdBack(() => undefined);
      const api = twice(held);
      await choose('received');
      await userEvent.selectOptions(screen.getByLabelText('Answer about BEN2'), 'not-found');
      await waitFor(() => expect(api.callsOf(CALL)).toHaveLength(2));
    });
  });

  it('shows no answer about a line of one batch at the line of another that bears the same number', async () => {
    const OTHER = '01900000-0000-7000-8000-0000000000b2';
    const held = holdBack(() => ({
      line: { instrId: 'I1', answer: 'not-received', answeredBy: 'abe.approver' },
      result: { answered: 1, unreached: 0, received: { part: 0, low: 0, high: 0.8 } },
    }));
    const api = fakeApi({
      [`GET /payments/batches/${BATCH_ID}/sample`]: () => aSample(),
      [`GET /payments/batches/${OTHER}/sample`]: () =>
        aSample({ batchId: OTHER, lines: [aLine(1, { benefitCode: 'CHG1' })] }),
      [CALL]: held.answer,
    });
    const host = open(api);
    await userEvent.selectOptions(await screen.findByLabelText('Answer about BEN1'), 'not-received');
    host.visit(<SamplePage />, { id: OTHER });
    const select = await screen.findByLabelText<HTMLSelectElement>('Answer about CHG1');
    held.release();
    await arrive();
    expect(select.value).toBe('');
    expect(screen.getByText('Nobody has answered yet.')).toBeTruthy();
  });

  it('S10: says why it refuses who made or approved the batch', async () => {
    const refusal = () => refuse(409, 'payments.sample-refused', { reason: 'involved' });
    const absent = () => refuse(404, 'payments.sample-not-found');
    const paths = { 'GET /payments/batches/*/sample': absent, 'POST /payments/batches/*/sample': refusal };
    open(fakeApi(paths));
    await userEvent.click(await screen.findByRole('button', { name: 'Draw people to ask' }));
    expect(await screen.findByText(/You made or approved this batch/)).toBeTruthy();
  });

  it('names nobody who was erased', async () => {
    const { name: _gone, ...erased } = aLine(1);
    open(service(aSample({ lines: [erased] })));
    const table = await screen.findByRole('table', { name: 'Whom to ask' });
    expect(within(table).getByText('erased')).toBeTruthy();
  });

  it('is reached from a batch of which something was paid, by approvers alone', async () => {
    const tallies = [{ state: 'SETTLED' as const, currency: 'KES', count: 3, totalMinor: 600_000 }];
    const lines = { 'GET /payments/batches/*/lines': () => ({ items: [] }) };
    const api = () => fakeApi({ 'GET /payments/batches/*/head': () => aHead({ tallies }), ...lines });
    const { unmount } = renderPage(<BatchPage />, api(), { params: { id: BATCH_ID }, rights: APPROVER });
    const link = await screen.findByRole('link', { name: 'Ask whether the money came' });
    expect(link.getAttribute('href')).toContain(`${BATCH_ID}/sample`);
    unmount();
    renderPage(<BatchPage />, api(), { params: { id: BATCH_ID }, rights: MAKER });
    await screen.findByText('Money by state');
    expect(screen.queryByRole('link', { name: 'Ask whether the money came' })).toBeNull();
  });

  it.each(['en', 'ar'])('WCAG 2.2 AA: axe finds nothing wrong (%s)', async (language) => {
    const { container } = open(
      service(aSample({ result: { answered: 1, unreached: 0, received: { part: 0.9, low: 0.8, high: 0.95 } } })),
      language,
    );
    await screen.findByRole('table');
    expect(await axeViolations(container)).toEqual([]);
  });
});
