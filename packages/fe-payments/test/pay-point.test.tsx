/** @jest-environment jsdom */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { CashCount, KeptMark, PayList } from '@interlink/contracts/payments/pay-point';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BatchPage } from '../src/pages/BatchPage.js';
import { PayPointPage } from '../src/pages/PayPointPage.js';
import { standOn } from '../../fe-kit/test/support/pages.js';
import { BATCH_ID, aHead, aLine } from './support/batches.js';
import { APPROVER, axeViolations, enter, MAKER, press, renderPage } from './support/render.js';

const names = ['Mercy Omondi', 'Ahmed Ali', 'Zuri Okello'];
const aList = (lines = names): PayList => ({
  number: 7,
  batchId: BATCH_ID,
  point: 'Shangani market',
  programme: 'OAA',
  executionDate: '2026-11-25',
  currency: 'KES',
  total: '6000.00',
  lines: lines.map((name, at) => ({ instrId: `I${at}`, reference: `REF${at}`, name, amount: '2000.00' })),
  signature: 'a..b',
});
const aCount = (over: Partial<CashCount> = {}): CashCount => ({
  id: '01900000-0000-7000-8000-0000000000c1',
  batchId: BATCH_ID,
  day: '2026-11-25',
  advanceMinor: 700_000,
  returnedMinor: 100_000,
  paidMinor: 600_000,
  currency: 'KES',
  isLast: false,
  managerLogin: 'pam.payments',
  ...over,
});
const answers = (list = aList(), marks: readonly KeptMark[] = [], counts: readonly CashCount[] = []) => ({
  'GET /payments/batches/*/pay-list': () => list,
  'GET /payments/batches/*/marks': () => marks,
  'GET /payments/batches/*/cash-counts': () => counts,
  'POST /payments/batches/*/marks': () => ({}),
  'POST /payments/batches/*/cash-counts': () => ({ id: 'c1' }),
  'POST /payments/cash-counts/*/witness': () => ({ batchId: BATCH_ID }),
});
const open = (api: ReturnType<typeof fakeApi>, rights = MAKER, loginName?: string) =>
  renderPage(<PayPointPage />, api, { params: { id: BATCH_ID }, rights, ...(loginName && { loginName }) });
const mark = (name: string, kind: string) =>
  userEvent.selectOptions(screen.getByLabelText(`What happened with ${name}`), kind);

describe('The screen of a payment point', () => {
  it('asks for the place first, issues the list, and shows it with names and amounts', async () => {
    let isIssued = false;
    const api = fakeApi({
      ...answers(),
      'GET /payments/batches/*/pay-list': () =>
        isIssued ? aList() : refuse(409, 'payments.pay-point-refused', { reason: 'no-list' }),
      'POST /payments/batches/*/pay-list': () => {
        isIssued = true;
        return {};
      },
    });
    const { container } = open(api);
    await screen.findByText('No list has been issued for this batch yet.');
    enter('Payment point', 'Shangani market');
    await press('Issue the list');
    await screen.findByText('List 7, Shangani market: 6 000.00 KES');
    expect(api.callsOf('POST /payments/batches/*/pay-list')[0]?.body).toEqual({ point: 'Shangani market' });
    for (const name of names) expect(screen.getByText(name)).toBeTruthy();
    const pdf = screen.getByRole('link', { name: 'The list to print and sign (PDF)' });
    expect(pdf.getAttribute('href')).toBe(`/interlink/api/v1/payments/batches/${BATCH_ID}/pay-list/pdf?language=en`);
    expect(pdf.getAttribute('download')).toBe('pay-list-7.pdf');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('hands in each mark once, with the time when it was made, the place and what was shown', async () => {
    const api = fakeApi(answers());
    open(api);
    await screen.findByText('Mercy Omondi');
    await mark('Mercy Omondi', 'proxy');
    enter('Proof, or who came, for Mercy Omondi', ' her son, identity card ');
    await mark('Ahmed Ali', 'absent');
    await mark('Zuri Okello', 'paid');
    await mark('Zuri Okello', '');
    await press('Hand in 2 marks');
    await screen.findByText(/2 marks are kept/);
    const [call] = api.callsOf('POST /payments/batches/*/marks');
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    expect(call?.body).toEqual({
      marks: [
        { instrId: 'I0', mark: 'proxy', at, place: 'Shangani market', proof: 'her son, identity card' },
        { instrId: 'I1', mark: 'absent', at, place: 'Shangani market' },
      ],
    });
    expect(call?.header('Idempotency-Key')).toBeTruthy();
    await press('Go on with the list');
    expect(screen.queryByLabelText(/^Proof, or who came/)).toBeNull();
  });

  it('shows what is kept already, and finds a person in a list of hundreds by a part of the name or the reference', async () => {
    const many = aList([...Array.from({ length: 120 }, (_none, at) => `Person ${at}`), 'Mercy Omondi']);
    const kept = { instrId: 'I120', mark: 'paid' as const, at: '2026-11-25T09:00:00Z', place: 'x', who: 'pam' };
    open(fakeApi(answers(many, [kept])));
    await screen.findByText('71 more are not shown; type a part of the name.');
    enter('Name or reference', 'omondi');
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByText('Kept: Paid')).toBeTruthy();
    enter('Name or reference', 'ref119');
    expect(screen.getByText('Person 119')).toBeTruthy();
    enter('Name or reference', 'nobody at all');
    expect(screen.getByText('Nobody on the list fits.')).toBeTruthy();
  });

  it('says why a mark is not taken', async () => {
    const api = fakeApi({
      ...answers(),
      'POST /payments/batches/*/marks': () => refuse(409, 'payments.pay-point-refused', { reason: 'line-decided' }),
    });
    open(api);
    await screen.findByText('Mercy Omondi');
    await mark('Mercy Omondi', 'paid');
    await press('Hand in 1 mark');
    await screen.findByText('A signed day decided over this payment already.');
  });

  it('counts a day in minor units, and says what is missing when it does not come out', async () => {
    let differs = true;
    const api = fakeApi({
      ...answers(aList(), [], [aCount()]),
      'POST /payments/batches/*/cash-counts': () =>
        differs ? refuse(409, 'payments.cash-differs', { differenceMinor: 12_550 }) : { id: 'c1' },
    });
    open(api);
    await screen.findByText('Mercy Omondi');
    enter('Day', '2026-11-25');
    enter('Cash advanced (KES)', '7000.50');
    enter('Cash that came back (KES)', '1000');
    await press('Count this day');
    await screen.findByText('125.50 KES is missing.');
    differs = false;
    await press('Count this day');
    await screen.findByText('Counted. Somebody else signs it as a witness.');
    const [first, second] = api.callsOf('POST /payments/batches/*/cash-counts');
    expect(second?.body).toEqual({ day: '2026-11-25', advanceMinor: 700_050, returnedMinor: 100_000, isLast: false });
    expect(second?.header('Idempotency-Key')).not.toBe(first?.header('Idempotency-Key'));
  });

  it('begins with the day that it is at the payment point, and offers a telephone the key of the point', async () => {
    standOn('2031-01-02');
    open(fakeApi(answers()));
    await screen.findByText('Mercy Omondi');
    expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe('2031-01-02');
    for (const label of ['Cash advanced (KES)', 'Cash that came back (KES)'])
      expect(screen.getByLabelText(label).getAttribute('inputmode')).toBe('decimal');
  });

  it('takes the day of the deployment, by which the service counts, for that of a computer in another time zone', async () => {
    standOn('2031-01-02');
    open(fakeApi({ ...answers(), 'GET /payments/channels': () => ({ today: '2031-01-03' }) }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe('2031-01-03'));
  });

  it.each([
    ['more digits than the currency has', '7000.505', '0'],
    ['an amount below zero', '-5', '0'],
    ['no amount', '7000', ''],
  ])('does not count with %s', async (_what, advance, returned) => {
    open(fakeApi(answers()));
    await screen.findByText('Mercy Omondi');
    enter('Cash advanced (KES)', advance);
    enter('Cash that came back (KES)', returned);
    expect(screen.getByRole('button', { name: 'Count this day' }).hasAttribute('disabled')).toBe(true);
  });

  it('I6: is signed by an approver who sees no names, and not by who counted', async () => {
    let witnessLogin: string | undefined;
    const api = fakeApi({
      ...answers(),
      'GET /payments/batches/*/cash-counts': () => [aCount(witnessLogin ? { witnessLogin } : {})],
      'POST /payments/cash-counts/*/witness': () => {
        witnessLogin = 'ana.approver';
        return { batchId: BATCH_ID };
      },
    });
    open(api, APPROVER);
    await press('Sign as a witness: 2026-11-25');
    await screen.findByText('ana.approver');
    expect(api.callsOf('POST /payments/cash-counts/*/witness')).toHaveLength(1);
    expect(api.callsOf('GET /payments/batches/*/pay-list')).toEqual([]);
    expect(screen.queryByRole('button', { name: /Sign/ })).toBeNull();
  });

  it('says of a day that nobody signed it yet to who may not', async () => {
    open(fakeApi(answers(aList(), [], [aCount()])));
    const row = (await screen.findByText('pam.payments')).closest('tr') as HTMLElement;
    expect(within(row).getByText('Not signed yet')).toBeTruthy();
  });

  it('is led to from the batches of payment points alone', async () => {
    const answersOf = (channel: string) => ({
      'GET /payments/batches/*/head': () =>
        aHead({
          state: 'TRANSMITTED',
          transmissions: [{ part: 1, number: 1, channel, messageId: 'M1', at: '2026-11-24T09:00:00.000Z' }],
        }),
      'GET /payments/batches/*/lines': () => ({ items: [aLine()] }),
    });
    const { unmount } = renderPage(<BatchPage />, fakeApi(answersOf('pay-point')), { params: { id: BATCH_ID } });
    await screen.findByRole('link', { name: 'To the payment point' });
    unmount();
    renderPage(<BatchPage />, fakeApi(answersOf('https')), { params: { id: BATCH_ID } });
    await waitFor(() => expect(screen.getByText('Made of the payroll')).toBeTruthy());
    expect(screen.queryByRole('link', { name: 'To the payment point' })).toBeNull();
  });
});
