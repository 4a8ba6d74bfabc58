import { call, race, take, takeLatest, takeLeading } from 'redux-saga/effects';
import type { Asked, RequestActions } from './request.js';
import { requestSaga } from './request-saga.js';

/**
 * The requests of pages that say `leave` when they are left. What a page asked is answered to nobody once it was left:
 * a late answer would greet the next page with another person's data, or with a refusal that is none of its own. What
 * was sent is done all the same.
 */
export function pageSagas(leave: string) {
  /** The same for a request whose saga tells more than its end. */
  const latestBy = <A, R>(actions: RequestActions<A, R>, saga: (asked: Asked<A>) => Generator) =>
    takeLatest([actions.REQ, leave], function* (action: Asked<A>) {
      if (actions.isAsked(action)) yield* saga(action);
    });
  return {
    latestBy,
    /** Of two questions the last one counts. */
    latest: <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
      latestBy(actions, requestSaga(actions, effect)),
    /** A second press while the first is under way is the same intent; on the next page it is another one. */
    leading: <A, R>(actions: RequestActions<A, R>, effect: (args: A) => Promise<R>) =>
      takeLeading(actions.REQ, function* (asked: Asked<A>) {
        yield race([call(requestSaga(actions, effect), asked), take(leave)]);
      }),
  };
}
