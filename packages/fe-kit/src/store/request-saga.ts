import { call, put, takeLatest, takeLeading } from 'redux-saga/effects';
import { toProblem } from '../api-problem.js';
import type { Asked, RequestActions } from './request.js';

/** Does one request: `effect` calls the API, the outcome becomes `_RESP` or `_ERR`. It never throws. */
export function requestSaga<A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) {
  return function* ({ payload: args }: Asked<A>) {
    try {
      const result: R = yield call(effect, args);
      yield put(actions.answered(args, result));
    } catch (thrown) {
      // The page that asked shows this, translated: a saga has no language.
      yield put(actions.refused(args, toProblem(thrown)));
    }
  };
}

/** Of two questions the answer to the last is wanted, in whatever order they come. */
export const latest = <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
  takeLatest(actions.REQ, requestSaga(actions, effect));

/** A second press while the first is under way is the same intent. */
export const leading = <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
  takeLeading(actions.REQ, requestSaga(actions, effect));
