import { useSelector } from 'react-redux';
import { combineReducers } from 'redux';

type Action = { readonly type: string };
type Slices = Readonly<Record<string, (state: never, action: Action) => unknown>>;
export type StateOf<S extends Slices> = { readonly [Name in keyof S]: ReturnType<S[Name]> };

/**
 * A module's part of the host's store, under the module's name: a reducer of named slices, and the hook that reads
 * them.
 */
export function defineStore<S extends Slices>(module: string, slices: S) {
  return {
    reducer: combineReducers(slices as never) as (state: StateOf<S> | undefined, action: Action) => StateOf<S>,
    useStore: <T>(select: (state: StateOf<S>) => T): T =>
      useSelector((host: Readonly<Record<string, unknown>>) => select(host[module] as StateOf<S>)),
  };
}
