import fc from 'fast-check';
import { applyMiddleware, createStore, type AnyAction } from 'redux';
import { all } from 'redux-saga/effects';
import { ApiError } from '../src/api-problem.js';
import { sagaMiddleware } from '../src/saga-middleware.js';
import { pageSagas } from '../src/store/page-saga.js';
import { defineRequest } from '../src/store/request.js';

const LEAVE = 'LEAVE';
const look = defineRequest<string, string>('LOOK');
const act = defineRequest<string, string>('ACT');

/** A module whose answers come when the test says so, and everything that its store was told. */
function module() {
  const told: AnyAction[] = [];
  const open = new Map<string, { give: (answer: string) => void; refuse: () => void }>();
  const asked: string[] = [];
  const ask = (what: string) =>
    new Promise<string>((resolve, reject) => {
      asked.push(what);
      const refuse = () => reject(new ApiError({ code: 'lost', status: 0, details: {} }));
      open.set(what, { give: resolve, refuse });
    });
  const { latest, leading } = pageSagas(LEAVE);
  const saga = sagaMiddleware(function* () {
    yield all([latest(look, ask), leading(act, ask)]);
  });
  const remember = (_state: unknown, action: AnyAction) => {
    told.push(action);
    return null;
  };
  const store = createStore(remember, applyMiddleware(saga));
  const settle = async () => {
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  };
  const answersOf = (type: string) => told.filter((action) => action.type === type).map(({ meta }) => meta as string);
  return {
    ...{ store, asked, settle, answersOf },
    give: (what: string) => open.get(what)?.give(`answer to ${what}`),
    refuse: (what: string) => open.get(what)?.refuse(),
  };
}

describe('What a page asked', () => {
  it('is answered to it as long as it is there', async () => {
    const { store, give, settle, answersOf } = module();
    store.dispatch(look.ask('a'));
    store.dispatch(act.ask('b'));
    give('a');
    give('b');
    await settle();
    expect([answersOf(look.RESP), answersOf(act.RESP)]).toEqual([['a'], ['b']]);
  });

  it.each([
    ['a question', look],
    ['an act', act],
  ])('S13: is answered to nobody once it was left: %s', async (_what, request) => {
    const { store, give, settle, answersOf } = module();
    store.dispatch(request.ask('a'));
    store.dispatch({ type: LEAVE });
    give('a');
    await settle();
    expect(answersOf(request.RESP)).toEqual([]);
  });

  it.each([
    ['a question', look],
    ['an act', act],
  ])('is refused to nobody once it was left: %s', async (_what, request) => {
    const { store, refuse, settle, answersOf } = module();
    store.dispatch(request.ask('a'));
    store.dispatch({ type: LEAVE });
    refuse('a');
    await settle();
    expect(answersOf(request.ERR)).toEqual([]);
  });

  it('is asked anew by the next page, which need not wait for the one before', async () => {
    const { store, asked, give, settle, answersOf } = module();
    for (const who of ['a', 'b']) {
      store.dispatch(act.ask(`act ${who}`));
      store.dispatch(look.ask(`look ${who}`));
      if (who === 'a') store.dispatch({ type: LEAVE });
    }
    expect(asked).toEqual(['act a', 'look a', 'act b', 'look b']);
    asked.forEach(give);
    await settle();
    expect([answersOf(act.RESP), answersOf(look.RESP)]).toEqual([['act b'], ['look b']]);
  });

  it('is answered by the last question, whichever answer is the quicker', async () => {
    const { store, give, settle, answersOf } = module();
    store.dispatch(look.ask('first'));
    store.dispatch(look.ask('second'));
    give('second');
    await settle();
    give('first');
    await settle();
    expect(answersOf(look.RESP)).toEqual(['second']);
  });

  it('S4: is done once when a button is pressed twice, and again when it is pressed after the answer', async () => {
    const { store, asked, give, settle } = module();
    store.dispatch(act.ask('pay'));
    store.dispatch(act.ask('pay'));
    expect(asked).toEqual(['pay']);
    give('pay');
    await settle();
    store.dispatch(act.ask('pay'));
    expect(asked).toEqual(['pay', 'pay']);
  });

  it('goes on after a refusal: neither kind ever ends', async () => {
    const { store, asked, refuse, settle, answersOf } = module();
    for (const request of [look, act]) {
      store.dispatch(request.ask('x'));
      refuse('x');
      await settle();
      store.dispatch(request.ask('y'));
    }
    expect(asked).toEqual(['x', 'y', 'x', 'y']);
    expect(answersOf(act.ERR)).toEqual(['x']);
  });

  it('never tells a page of what another asked, in whatever order people leave and answers come', async () => {
    type Turn = 'act' | 'answer' | 'leave' | 'look';
    const turns = fc.array(fc.constantFrom<Turn>('act', 'answer', 'leave', 'look'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        const { store, asked, give, settle, answersOf } = module();
        let page = 0;
        let heard = 0;
        for (const [at, turn] of all.entries()) {
          if (turn === 'leave') store.dispatch({ type: LEAVE });
          if (turn === 'leave') page += 1;
          if (turn === 'act' || turn === 'look') store.dispatch((turn === 'act' ? act : look).ask(`${page} ${at}`));
          if (turn === 'answer') asked.forEach(give);
          await settle();
          const told = [...answersOf(act.RESP), ...answersOf(look.RESP)];
          const isNew = told.length > heard;
          heard = told.length;
          if (isNew) expect(told.some((one) => one.startsWith(`${page} `))).toBe(true);
          if (turn === 'leave') expect(isNew).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
