import { call, fork, race, take, takeLatest } from 'redux-saga/effects';
import type { Asked, RequestActions } from '@interlink/fe-kit/store/request';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import { LEAVE } from '../store/requests.js';

type Saga<A> = (asked: Asked<A>) => Generator;

/** Of two questions the answer to the second is wanted; once the page is left, to none: it would greet the next page. */
export const latest = <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
  latestBy(actions, requestSaga(actions, effect));

export const latestBy = <A, R>(actions: RequestActions<A, R>, saga: Saga<A>) =>
  takeLatest([actions.REQ, LEAVE], function* (action: Asked<A>) {
    if (action.type !== LEAVE) yield* saga(action);
  });

/**
 * A second press while the first is under way is the same intent. An act that the next page is left with goes on at the
 * service, and neither is its answer told there nor does it hold up what is pressed there.
 */
export const leading = <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
  fork(function* () {
    const saga = requestSaga(actions, effect);
    for (;;) {
      const asked: Asked<A> = yield take(actions.REQ);
      yield race({ answered: call(saga, asked), left: take(LEAVE) });
    }
  });
