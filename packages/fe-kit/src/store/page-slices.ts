import { requestReducer, type RequestActions } from './request.js';
import { perSubject } from './subject.js';

type Action = { readonly type: string };

/** A slice that starts anew once what it knows is nobody's any more. */
export const untilOver =
  (isOver: (action: Action) => boolean) =>
  <S>(reduce: (state: S | undefined, action: Action) => S) =>
  (state: S | undefined, action: Action): S =>
    reduce(isOver(action) ? undefined : state, action);

/** The slices of pages that say `leave` when they are left. */
export function pageSlices(leave: string) {
  const untilLeft = untilOver(({ type }) => type === leave);
  return {
    untilLeft,
    /** It starts anew with each page, and with each thing asked about: an old refusal must not greet the next one. */
    perPage: <A, R>(actions: RequestActions<A, R>, subjectOf: (args: A) => unknown = () => undefined) =>
      untilLeft(perSubject(actions, requestReducer(actions), subjectOf)),
  };
}
