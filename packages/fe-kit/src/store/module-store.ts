import { useSelector } from 'react-redux';
import { combineReducers } from 'redux';

type Action = { readonly type: string };
type Slices = Readonly<Record<string, (state: never, action: Action) => unknown>>;
export type StateOf<S extends Slices> = { readonly [Name in keyof S]: ReturnType<S[Name]> };

/** What the host says when somebody logs out. */
export const HOST_LOGOUT = 'CORE_AUTH_LOGOUT';

/**
 * A module's part of the host's store, under the module's name: a reducer of named slices, and the hook that reads
 * them. The host keeps its store when somebody logs out: whom one has looked at is nothing for the next one (S2).
 */
export function defineStore<S extends Slices>(module: string, slices: S) {
  const reduce = combineReducers(slices as never) as (state: StateOf<S> | undefined, action: Action) => StateOf<S>;
  return {
    reducer: (state: StateOf<S> | undefined, action: Action): StateOf<S> =>
      reduce(action.type === HOST_LOGOUT ? undefined : state, action),
    useStore: <T>(select: (state: StateOf<S>) => T): T =>
      useSelector((host: Readonly<Record<string, unknown>>) => select(host[module] as StateOf<S>)),
  };
}
