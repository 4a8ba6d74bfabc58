/** @jest-environment jsdom */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AnswerSample, PaymentSample, SampledLine } from '@interlink/contracts/payments/sample';
import { fakeApi, holdBack, refuse, type FakeCall } from '@interlink/fe-kit/testing/fake-api';
import { SamplePage } from '../src/pages/SamplePage.js';
import { BATCH_ID } from './support/batches.js';
import { APPROVER, arrive, enter, renderPage } from './support/render.js';

const CALL = 'POST /payments/batches/*/sample/*';
const aLine = (at: number, over: Partial<SampledLine> = {}): SampledLine => ({
  ...{ instrId: `I${at}`, individualId: `p-${at}`, benefitCode: `BEN${at}`, name: `Payee ${at}` },
  ...{ amountMinor: 200_000, currency: 'KES', accountEnd: '0001' },
  ...over,
});
const aSample = (...lines: SampledLine[]): PaymentSample => ({
  ...{ batchId: BATCH_ID, confidence: 95, marginPercent: 5, population: 300, size: 169, seed: 'a'.repeat(64) },
  ...{ drawnBy: 'abe.approver', drawnAt: '2026-11-29T08:00:00.000Z', result: { answered: 0, unreached: 0 } },
  lines,
});
const lineOf = ({ what }: FakeCall) => what.split('/').at(-1) ?? '';
const kept = (call: FakeCall) => ({
  line: { instrId: lineOf(call), ...(call.body as AnswerSample), answeredBy: 'abe.approver' },
  result: { answered: 1, unreached: 0 },
});
const involved = () => refuse(409, 'payments.sample-refused', { reason: 'involved' });

/** A page with these lines; `answer` says what becomes of each answer. */
async function open(answer: (call: FakeCall) => unknown, lines = [aLine(1), aLine(2)], language = 'en') {
  const api = fakeApi({ 'GET /payments/batches/*/sample': () => aSample(...lines), [CALL]: answer });
  const host = renderPage(<SamplePage />, api, { params: { id: BATCH_ID }, rights: APPROVER, language });
  await screen.findByRole('table');
  return { api, ...host };
}
const select = (at: number) => screen.getByLabelText<HTMLSelectElement>(`Answer about BEN${at}`);
const row = (at: number) => within(select(at).closest('tr') as HTMLElement);
const choose = (at: number, answer: string) => userEvent.selectOptions(select(at), answer);

describe('IBR-019: an answer that was refused', () => {
  it('is told at its line, and still when another was kept meanwhile', async () => {
    await open((call) => (lineOf(call) === 'I1' ? involved() : kept(call)));
    await choose(1, 'received');
    await waitFor(() => expect(row(1).getByRole('alert').textContent).toContain('You made or approved this batch'));
    await choose(2, 'received');
    await waitFor(() => expect(select(2).value).toBe('received'));
    expect(row(1).getByRole('alert')).toBeTruthy();
    expect(row(2).queryByRole('alert')).toBeNull();
    expect(select(1).value).toBe('');
  });

  it('is told of its line alone when several are refused for different reasons', async () => {
    await open((call) => (lineOf(call) === 'I1' ? involved() : refuse(503, 'platform.audit-unavailable')));
    await choose(1, 'received');
    await choose(2, 'not-found');
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2));
    expect(row(2).getByRole('alert').textContent).not.toContain('You made or approved');
  });

  it('is told no more once its line is answered again', async () => {
    let isDown = true;
    await open((call) => (isDown ? refuse(503, 'platform.audit-unavailable') : kept(call)));
    await choose(1, 'received');
    await screen.findByRole('alert');
    isDown = false;
    await choose(1, 'not-received');
    await waitFor(() => expect(select(1).value).toBe('not-received'));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is forgotten with the page: it does not greet who comes back', async () => {
    const { visit } = await open(involved);
    await choose(1, 'received');
    await screen.findByRole('alert');
    visit(<p>elsewhere</p>);
    visit(<SamplePage />, { id: BATCH_ID });
    await screen.findByRole('table');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leaves what was kept before as it was, and lets its amount be put right', async () => {
    const before = aLine(1, { answer: 'less', receivedMinor: 150_000, answeredAt: '2026-11-29T09:00:00.000Z' });
    const { api } = await open(
      (call) => ((call.body as AnswerSample).answer === 'received' ? involved() : kept(call)),
      [before],
    );
    await choose(1, 'received');
    await screen.findByRole('alert');
    expect(select(1).value).toBe('less');
    expect(row(1).getByText('1 500.00 KES')).toBeTruthy();
    enter('How much came, in KES', '1200');
    await userEvent.click(screen.getByRole('button', { name: 'Keep this answer' }));
    await row(1).findByText('1 200.00 KES');
    expect(api.callsOf(CALL).at(-1)?.body).toEqual({ answer: 'less', receivedMinor: 120_000 });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('IBR-019: less than was paid', () => {
  const keep = () => screen.getByRole('button', { name: 'Keep this answer' }) as HTMLButtonElement;
  const AMOUNT = 'How much came, in KES';

  it.each([
    ['nothing', '0'],
    ['all of it', '2000'],
    ['more than was paid', '2000.01'],
    ['below nothing', '-1'],
    ['half a cent', '1.005'],
    ['words', 'half'],
  ])('WCAG 3.3.1: is not %s, and that is said at the field', async (_what, typed) => {
    const { api } = await open(kept);
    await choose(1, 'less');
    expect(screen.getByLabelText(AMOUNT).getAttribute('aria-invalid')).toBe('false');
    enter(AMOUNT, typed);
    expect(keep().disabled).toBe(true);
    const field = screen.getByLabelText(AMOUNT);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(`${field.id}-error`)?.textContent).toMatch(/less than was paid/);
    expect(api.callsOf(CALL)).toEqual([]);
  });

  it.each(['0.01', '1999.99', ' 1500 '])('may be %s', async (typed) => {
    await open(kept);
    await choose(1, 'less');
    enter(AMOUNT, typed);
    expect(keep().disabled).toBe(false);
    // A telephone offers the point with the digits.
    expect(screen.getByLabelText(AMOUNT).getAttribute('inputmode')).toBe('decimal');
  });

  it('is sent for nobody before an amount is kept, and is given up by another answer', async () => {
    const { api } = await open(kept);
    await choose(1, 'less');
    expect(api.callsOf(CALL)).toEqual([]);
    await choose(1, 'not-found');
    await waitFor(() => expect(select(1).value).toBe('not-found'));
    expect(screen.queryByLabelText(AMOUNT)).toBeNull();
    expect(api.callsOf(CALL).map(({ body }) => body)).toEqual([{ answer: 'not-found' }]);
  });

  it('waits for its own answer, and not for that about another person', async () => {
    const late = holdBack(() => undefined);
    await open((call) => (lineOf(call) === 'I2' ? late.answer() : kept(call)));
    await choose(2, 'received');
    await choose(1, 'less');
    enter(AMOUNT, '1500');
    expect(keep().disabled).toBe(false);
    await userEvent.click(keep());
    await row(1).findByText('1 500.00 KES');
    late.release();
    await arrive();
  });
});

describe('IBR-019: what is said of a sample', () => {
  it.each(['en', 'fr', 'ar'])('calls no two things by one word (%s)', async (language) => {
    await open(kept, [aLine(1)], language);
    const terms = screen.getAllByRole('term').map(({ textContent }) => textContent);
    expect(terms).toHaveLength(6);
    expect(new Set(terms).size).toBe(terms.length);
  });
});
