import { requestReducer, type RequestActions, type RequestState } from './request.js';

type Action = { readonly type: string };
type Reduce<R> = (state: RequestState<R> | undefined, action: Action) => RequestState<R>;
const IDLE = { status: 'idle' } as const;

/**
 * A slice that forgets what it knows once something else is asked about: nothing of one is shown under the name of
 * another, neither while the answer is waited for nor when it is refused. `subjectOf` leaves out what only turns pages.
 */
export function perSubject<A, R>(actions: RequestActions<A, R>, reduce: Reduce<R>, subjectOf: (args: A) => unknown) {
  const nameOf = (args: A) => JSON.stringify(subjectOf(args));
  return (state: RequestState<R> | undefined, action: Action): RequestState<R> => {
    const isAnother =
      actions.isAsked(action) && state?.asked !== undefined && nameOf(state.asked as A) !== nameOf(action.payload);
    return reduce(isAnother ? IDLE : state, action);
  };
}

/** Nothing of one thing under the name of another: each answer is of what was asked last. */
export const shownAlone = <A, R>(actions: RequestActions<A, R>) =>
  perSubject(actions, requestReducer(actions), (args) => args);

interface Page {
  readonly items: readonly unknown[];
}

/** Page after page behind the cursor of that name; of something else, or by another filter, it is another list. */
export function pagedReducer<A extends object, P extends Page>(actions: RequestActions<A, P>, cursor: keyof A) {
  const join = requestReducer<A, P>(actions, (before, page, args) =>
    args[cursor] === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  );
  return perSubject(actions, join, (args) => ({ ...args, [cursor]: undefined }));
}

/** What was asked of the one of that id, and of nothing else. */
export const withId =
  (id: string) =>
  (asked: { readonly id: string }): boolean =>
    asked.id === id;

/** A state as far as it is about what the page shows: what became of an act on something else is not told here. */
export function ofSubject<A, R>(state: RequestState<R>, isMeant: (asked: A) => boolean): RequestState<R> {
  return state.asked !== undefined && isMeant(state.asked as A) ? state : IDLE;
}
