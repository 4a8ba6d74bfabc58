import {
  approveBatch,
  leavePage,
  loadBatches,
  loadHead,
  loadMoney,
  madeProgress,
  makeBatch,
  toldMaking,
} from '../src/store/requests.js';
import { paymentsReducer } from '../src/store/reducer.js';
import { paymentsApi } from '../src/api.js';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { aHead } from './support/batches.js';

type PaymentsState = ReturnType<typeof paymentsReducer>;

const play = (...actions: { readonly type: string }[]): PaymentsState =>
  actions.reduce<PaymentsState | undefined>(
    (state, action) => paymentsReducer(state, action),
    undefined,
  ) as PaymentsState;
const page = (id: string, nextCursor?: string) => ({ items: [aHead({ id })], ...(nextCursor && { nextCursor }) });
const problem = { code: 'payments.fenced', status: 503, details: {} } as const;

describe('The store of the payments pages', () => {
  it('is idle before anything is asked', () => {
    const state = play({ type: '@@INIT' });
    const { answerSample, making, progress, ...requests } = state;
    expect([answerSample, making, progress]).toEqual([{}, {}, 0]);
    expect(Object.values(requests).map(({ status }) => status)).toEqual(Object.keys(requests).map(() => 'idle'));
  });

  it('joins the next page to the first, and begins anew without a cursor', () => {
    const first = loadBatches.answered({}, page('b1', 'c1'));
    const second = loadBatches.answered({ cursor: 'c1' }, page('b2'));
    expect(play(first, second).batches.value?.items.map(({ id }) => id)).toEqual(['b1', 'b2']);
    expect(play(first, second).batches.value?.nextCursor).toBeUndefined();
    expect(play(first, second, first).batches.value?.items).toHaveLength(1);
  });

  it('forgets an old refusal when the page is left, so that it does not greet the next batch', () => {
    const refused = approveBatch.refused({ head: aHead(), assurance: 'webauthn', key: 'k' }, problem);
    expect(play(refused).approve.problem).toEqual(problem);
    const left = play(loadHead.answered({ id: 'b' }, aHead()), refused, leavePage());
    expect([left.approve, left.head, left.batches]).toEqual([
      { status: 'idle' },
      { status: 'idle' },
      { status: 'idle' },
    ]);
  });

  it('keeps what is not of one page', () => {
    const money = { batches: [], lines: [], countedAt: '2026-11-24T08:00:00.000Z' };
    expect(play(loadMoney.answered(undefined, money), leavePage()).money.value).toEqual(money);
  });

  it('counts the lines that were downloaded', () => {
    expect(play(madeProgress(2), madeProgress(3)).progress).toBe(3);
  });

  it('IBR-031: tells how far the batch of each payroll is, two of which may be made at once', () => {
    const told = (payrollId: string, done: number) => toldMaking({ payrollId, done, total: 5000 });
    const ask = (payrollId: string) => makeBatch.ask({ payrollId, key: 'k' });
    const state = play(ask('one'), told('one', 4000), leavePage(), ask('two'), told('one', 4500));
    expect(state.making['two']).toMatchObject({ done: 0, total: 0 });
    expect(state.making['one']).toMatchObject({ done: 4500 });
    // Made again after a refusal, it begins anew.
    expect(play(told('one', 4000), ask('one')).making['one']).toMatchObject({ done: 0 });
  });
});

describe('The payments API of the pages', () => {
  it('names a batch by one part of an address', async () => {
    const api = fakeApi({ 'GET /payments/batches/*/head': () => aHead() });
    await paymentsApi(api.client)
      .head('b/../x')
      .catch(() => undefined);
    expect(api.calls[0]?.what).toContain('b%2F..%2Fx');
  });

  it('S4: makes and cancels under the key of the wish', async () => {
    const api = fakeApi({ 'POST /payments/batches': () => ({}), 'POST /payments/batches/*/cancel': () => ({}) });
    await paymentsApi(api.client).make('p1', 'k1');
    await paymentsApi(api.client).cancel('b1', 'k2');
    expect(api.calls.map((call) => call.header('Idempotency-Key'))).toEqual(['k1', 'k2']);
  });
});
