import { applyMiddleware, combineReducers, createStore, type Middleware, type Reducer, type Store } from 'redux';
import { apiMiddleware } from 'redux-api-middleware';
import thunk from 'redux-thunk';
import type { ModulesManager } from './modules-manager.js';

interface ReducerContribution {
  readonly key: string;
  readonly reducer: Reducer;
}

/** What the shell itself reads of fe-core's slice. */
export interface HostState {
  readonly core: {
    readonly isInitialized?: boolean;
    readonly user?: { readonly i_user?: { readonly language?: string; readonly rights?: readonly number[] } } | null;
  };
}

/** One slice for each contributed reducer; contributed middlewares come after thunk and the API middleware. */
export function createHostStore(modulesManager: ModulesManager): Store<HostState> {
  const contributed = modulesManager.getContribs('reducers') as readonly ReducerContribution[];
  const reducers = Object.fromEntries(contributed.map(({ key, reducer }) => [key, reducer]));
  const middlewares = modulesManager.getContribs('middlewares') as readonly Middleware[];
  return createStore(
    combineReducers(reducers),
    applyMiddleware(thunk, apiMiddleware, ...middlewares),
  ) as Store<HostState>;
}
