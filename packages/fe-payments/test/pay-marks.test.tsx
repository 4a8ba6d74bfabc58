/** @jest-environment jsdom */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { KeptMark, PayList, PayMark } from '@interlink/contracts/payments/pay-point';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { PayPointPage } from '../src/pages/PayPointPage.js';
import { BATCH_ID } from './support/batches.js';
import { arrive, enter, MAKER, press, renderPage } from './support/render.js';

const HAND_IN = 'POST /payments/batches/*/marks';
const NAMES = ['Mercy Omondi', 'Ahmed Ali', 'Zuri Okello'];
const aList = (names = NAMES): PayList => ({
  ...{ number: 7, batchId: BATCH_ID, point: 'Shangani market', programme: 'OAA', executionDate: '2026-11-25' },
  ...{ currency: 'KES', total: '6000.00', signature: 'a..b' },
  lines: names.map((name, at) => ({ instrId: `I${at}`, reference: `REF${at}`, name, amount: '2000.00' })),
});
type Marks = { readonly marks: readonly PayMark[] };

/** A service that keeps the newest mark of each. */
function service(over: Parameters<typeof fakeApi>[0] = {}) {
  const kept = new Map<string, KeptMark>();
  return fakeApi({
    'GET /payments/batches/*/pay-list': () => aList(),
    'GET /payments/batches/*/marks': () => [...kept.values()],
    'GET /payments/batches/*/cash-counts': () => [],
    [HAND_IN]: ({ body }) => {
      for (const { proof: _proof, ...mark } of (body as Marks).marks) kept.set(mark.instrId, { ...mark, who: 'pam' });
      return {};
    },
    ...over,
  });
}
async function open(api = service(), language = 'en') {
  const host = renderPage(<PayPointPage />, api, { params: { id: BATCH_ID }, rights: MAKER, language });
  await screen.findByText('Mercy Omondi');
  return { api, ...host };
}
const markOf = (name: string) => screen.getByLabelText<HTMLSelectElement>(`What happened with ${name}`);
const mark = (name: string, kind: string) => userEvent.selectOptions(markOf(name), kind);
const handedIn = (api: ReturnType<typeof service>) =>
  api.callsOf(HAND_IN).map(({ body }) => (body as Marks).marks.map(({ instrId, mark: kind }) => `${instrId} ${kind}`));

describe('The list', () => {
  it('writes money as everywhere else, with its currency', async () => {
    await open();
    expect(screen.getByText('List 7, Shangani market: 6 000.00 KES')).toBeTruthy();
    expect(screen.getAllByText('2 000.00 KES')).toHaveLength(NAMES.length);
  });
});

describe('What was marked after the marks before were handed in', () => {
  it('is not lost by going on with the list: money that was given out would not be written down', async () => {
    const { api } = await open();
    await mark('Mercy Omondi', 'paid');
    await press('Hand in 1 mark');
    await screen.findByText(/1 mark is kept/);
    await mark('Ahmed Ali', 'paid');
    await press('Go on with the list');
    expect(markOf('Ahmed Ali').value).toBe('paid');
    expect(markOf('Mercy Omondi').value).toBe('');
    expect(screen.getByText('Kept: Paid')).toBeTruthy();
    await press('Hand in 1 mark');
    await waitFor(() => expect(handedIn(api)).toEqual([['I0 paid'], ['I1 paid']]));
  });

  it('is handed in alone, and under another key', async () => {
    const { api } = await open();
    await mark('Mercy Omondi', 'paid');
    await press('Hand in 1 mark');
    await screen.findByText(/1 mark is kept/);
    await mark('Zuri Okello', 'absent');
    await press('Hand in 1 mark');
    await waitFor(() => expect(handedIn(api)).toEqual([['I0 paid'], ['I2 absent']]));
    await screen.findByRole('button', { name: 'Hand in 0 marks' });
    const [first, second] = api.callsOf(HAND_IN).map((call) => call.header('Idempotency-Key'));
    expect(second).not.toBe(first);
  });

  it('is still to be handed in when it was changed since', async () => {
    const { api } = await open();
    await mark('Mercy Omondi', 'proxy');
    await press('Hand in 1 mark');
    await screen.findByText(/1 mark is kept/);
    enter('Proof, or who came, for Mercy Omondi', 'her son');
    await press('Hand in 1 mark');
    await waitFor(() => expect(api.callsOf(HAND_IN)).toHaveLength(2));
    expect((api.callsOf(HAND_IN)[1]?.body as Marks).marks[0]).toMatchObject({ instrId: 'I0', proof: 'her son' });
  });
});

describe('Marks that could not be handed in', () => {
  it('S4: stay, and are handed in under the same key', async () => {
    let isDown = true;
    const { api } = await open(service({ [HAND_IN]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : {}) }));
    await mark('Mercy Omondi', 'paid');
    await press('Hand in 1 mark');
    await screen.findByRole('alert');
    expect(markOf('Mercy Omondi').value).toBe('paid');
    expect(screen.queryByRole('button', { name: 'Go on with the list' })).toBeNull();
    isDown = false;
    await press('Hand in 1 mark');
    await screen.findByText(/1 mark is kept/);
    const keys = api.callsOf(HAND_IN).map((call) => call.header('Idempotency-Key'));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('cannot be handed in twice while the answer is on its way, and what is marked meanwhile stays', async () => {
    const late = holdBack(() => ({}));
    const { api } = await open(service({ [HAND_IN]: late.answer }));
    await mark('Mercy Omondi', 'paid');
    await press('Hand in 1 mark');
    await mark('Ahmed Ali', 'refused');
    expect((screen.getByRole('button', { name: /^Hand in/ }) as HTMLButtonElement).disabled).toBe(true);
    late.release();
    await screen.findByText(/1 mark is kept/);
    expect(screen.getByRole('button', { name: 'Hand in 1 mark' })).toBeTruthy();
    expect(handedIn(api)).toEqual([['I0 paid']]);
  });

  it('without a place are not handed in: nobody would know where it was', async () => {
    const { api } = await open();
    await mark('Mercy Omondi', 'paid');
    enter('Place', '  ');
    expect((screen.getByRole('button', { name: 'Hand in 0 marks' }) as HTMLButtonElement).disabled).toBe(true);
    enter('Place', ' Kibokoni ');
    await press('Hand in 1 mark');
    await waitFor(() => expect(api.callsOf(HAND_IN)).toHaveLength(1));
    expect((api.callsOf(HAND_IN)[0]?.body as Marks).marks[0]).toMatchObject({ place: 'Kibokoni' });
  });
});

describe('The list on the screen of a payment point', () => {
  it('keeps a mark that was made of somebody who is not shown any more', async () => {
    const { api } = await open();
    await mark('Mercy Omondi', 'paid');
    enter('Name or reference', 'zuri');
    expect(screen.queryByText('Mercy Omondi')).toBeNull();
    await press('Hand in 1 mark');
    await waitFor(() => expect(handedIn(api)).toEqual([['I0 paid']]));
  });

  it('finds a name in capitals, with blanks around, and of another script', async () => {
    await open(service({ 'GET /payments/batches/*/pay-list': () => aList([...NAMES, 'أمينة وانجيرو']) }));
    for (const [typed, found] of [
      ['  MERCY ', 'Mercy Omondi'],
      ['وانجيرو', 'أمينة وانجيرو'],
    ] as const) {
      enter('Name or reference', typed);
      expect(screen.getAllByRole('row')).toHaveLength(2);
      expect(screen.getByText(found)).toBeTruthy();
    }
  });

  it('says when it was marked, not when it is handed in', async () => {
    const { api } = await open();
    await mark('Mercy Omondi', 'paid');
    const before = new Date().toISOString();
    await arrive();
    await press('Hand in 1 mark');
    await waitFor(() => expect(api.callsOf(HAND_IN)).toHaveLength(1));
    expect(((api.callsOf(HAND_IN)[0]?.body as Marks).marks[0]?.at ?? '') <= before).toBe(true);
  });

  it.each([
    ['fr', 'ltr'],
    ['ar', 'rtl'],
  ])('is printed in the language of who works there: %s', async (language, dir) => {
    const { container } = await open(service(), language);
    const link = container.querySelector('a[download]') as HTMLAnchorElement;
    expect(link.getAttribute('href')).toContain(`/pay-list/pdf?language=${language}`);
    expect(container.querySelector('section')?.getAttribute('dir')).toBe(dir);
    // Amounts and references run from left to right in each.
    expect(screen.getByText('REF0').getAttribute('dir')).toBe('ltr');
  });
});

describe('The count of a day', () => {
  const COUNT = 'POST /payments/batches/*/cash-counts';
  const count = () => screen.getByRole('button', { name: 'Count this day' }) as HTMLButtonElement;
  const errorOf = (label: string) => {
    const field = screen.getByLabelText(label);
    return document.getElementById(`${field.id}-error`)?.textContent;
  };
  const fill = () => {
    enter('Cash advanced (KES)', '7000.50');
    enter('Cash that came back (KES)', '0');
  };

  it.each(['2026-02-30', '2026-13-01', '25.11.2026', ''])(
    'WCAG 3.3.1: is of a day that there is, not of “%s”',
    async (day) => {
      const { api } = await open(service({ [COUNT]: () => ({ id: 'c1' }) }));
      fill();
      expect(count().disabled).toBe(false);
      enter('Day', day);
      expect(count().disabled).toBe(true);
      expect(errorOf('Day')).toBe('Please give a day as 2026-12-31.');
      expect(api.callsOf(COUNT)).toEqual([]);
    },
  );

  it.each([
    ['Cash advanced (KES)', '7.000,50'],
    ['Cash that came back (KES)', '-1'],
    ['Cash that came back (KES)', '1.005'],
  ])('WCAG 3.3.1: says how an amount is written: %s %s', async (label, typed) => {
    await open();
    fill();
    expect(errorOf(label)).toBeUndefined();
    enter(label, typed);
    expect(errorOf(label)).toBe('Write the amount like 1500.50.');
    expect(count().disabled).toBe(true);
  });

  it('takes a day with blanks around it, and says that it is the last one', async () => {
    const { api } = await open(service({ [COUNT]: () => ({ id: 'c1' }) }));
    fill();
    enter('Day', ' 2026-11-25 ');
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(count());
    await screen.findByText('Counted. Somebody else signs it as a witness.');
    expect(api.callsOf(COUNT)[0]?.body).toEqual({
      ...{ day: '2026-11-25', advanceMinor: 700_050, returnedMinor: 0, isLast: true },
    });
  });

  it('says what is too much as plainly as what is missing', async () => {
    await open(service({ [COUNT]: () => refuse(409, 'payments.cash-differs', { differenceMinor: -5 }) }));
    fill();
    await userEvent.click(count());
    await screen.findByText('0.05 KES is too much.');
  });
});
