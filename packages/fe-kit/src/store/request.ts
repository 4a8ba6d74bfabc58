import type { ApiProblem } from '../api-problem.js';

/** Where a request stands; the last value stays while it is asked again. */
export interface RequestState<R> {
  readonly status: 'idle' | 'loading' | 'done' | 'failed';
  readonly value?: R | undefined;
  readonly problem?: ApiProblem | undefined;
  /** What was asked last: to ask it again, or to know what the answer is about. */
  readonly asked?: unknown;
}

export interface Asked<A> {
  readonly type: string;
  readonly payload: A;
}
export interface Answered<A, R> {
  readonly type: string;
  readonly payload: R;
  readonly meta: A;
}
export type Refused<A> = Answered<A, ApiProblem>;

/** The three actions of one request, by the host's naming convention. */
export interface RequestActions<A, R> {
  readonly REQ: string;
  readonly RESP: string;
  readonly ERR: string;
  readonly ask: (args: A) => Asked<A>;
  readonly answered: (args: A, result: R) => Answered<A, R>;
  readonly refused: (args: A, problem: ApiProblem) => Refused<A>;
  readonly isAsked: (action: { readonly type: string }) => action is Asked<A>;
  readonly isAnswered: (action: { readonly type: string }) => action is Answered<A, R>;
  readonly isRefused: (action: { readonly type: string }) => action is Refused<A>;
}

export function defineRequest<A, R>(name: string): RequestActions<A, R> {
  const [REQ, RESP, ERR] = [`${name}_REQ`, `${name}_RESP`, `${name}_ERR`];
  return {
    REQ,
    RESP,
    ERR,
    ask: (payload) => ({ type: REQ, payload }),
    answered: (meta, payload) => ({ type: RESP, payload, meta }),
    refused: (meta, payload) => ({ type: ERR, payload, meta }),
    isAsked: (action): action is Asked<A> => action.type === REQ,
    isAnswered: (action): action is Answered<A, R> => action.type === RESP,
    isRefused: (action): action is Refused<A> => action.type === ERR,
  };
}

/** One slice for one request. `merge` joins a new answer to the one before, e.g. the next page. */
export function requestReducer<A, R>(
  actions: RequestActions<A, R>,
  merge: (before: R | undefined, result: R, args: A) => R = (_before, result) => result,
) {
  const idle: RequestState<R> = { status: 'idle' };
  return (state: RequestState<R> = idle, action: { readonly type: string }): RequestState<R> => {
    if (actions.isAsked(action)) return { status: 'loading', value: state.value, asked: action.payload };
    if (actions.isAnswered(action)) {
      const value = merge(state.value, action.payload, action.meta);
      return { status: 'done', value, asked: action.meta };
    }
    if (actions.isRefused(action)) {
      return { status: 'failed', value: state.value, problem: action.payload, asked: action.meta };
    }
    return state;
  };
}
