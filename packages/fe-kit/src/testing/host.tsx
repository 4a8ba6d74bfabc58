import { jssPreset, StylesProvider } from '@material-ui/core/styles';
import { create } from 'jss';
import { render } from '@testing-library/react';
import { IntlProvider } from 'react-intl';
import { Provider } from 'react-redux';
import { applyMiddleware, combineReducers, createStore, type AnyAction, type Middleware, type Reducer } from 'redux';
import type { ApiClient } from '../api-client.js';
import { ApiClientContext } from '../api-context.js';
import { hostProvider as HostProvider, type FakeHost } from './fe-core.js';

export interface HostOptions {
  /** Contributions of the module under test, as its index gives them. */
  readonly contributions?: Readonly<Record<string, unknown>>;
  readonly rights?: readonly number[];
  readonly language?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly conf?: Readonly<Record<string, unknown>>;
  readonly refs?: Readonly<Record<string, unknown>>;
  readonly signedIn?: boolean;
  /** For the kit's own components. */
  readonly client?: ApiClient;
}

/**
 * Class names without style sheets: nothing is seen in jsdom, where they make each look for a role several times as
 * slow.
 */
const unseen = create({ ...jssPreset(), Renderer: null });

interface CoreState {
  readonly user: unknown;
  readonly alert?: unknown;
}

/** Thunks as the host runs them, so that its own actions can be dispatched. */
const thunk: Middleware = (api) => (next) => (action: unknown) =>
  typeof action === 'function' ? action(api.dispatch, api.getState) : next(action as AnyAction);

function coreReducer(options: HostOptions): Reducer<CoreState> {
  const { signedIn = true, language = 'en', rights = [] } = options;
  const initial: CoreState = { user: signedIn ? { username: 'ina.intake', i_user: { language, rights } } : null };
  return (state = initial, action: AnyAction) => {
    if (action.type === 'CORE_AUTH_LOGOUT') return { ...state, user: null };
    return action.type === 'CORE_ALERT' ? { ...state, alert: action.payload as unknown } : state;
  };
}

function fakeHost(options: HostOptions, pushed: string[], replaced: string[]): FakeHost {
  const { contributions = {}, conf = {}, refs = {}, params = {}, search = '' } = options;
  return {
    modulesManager: {
      getConf: <T,>(_module: string, key: string, whenAbsent: T) => (conf[key] as T | undefined) ?? whenAbsent,
      getContribs: (key) => (contributions[key] as unknown[] | undefined) ?? [],
      getRef: (key) => refs[key],
    },
    history: {
      push: (path) => void pushed.push(path),
      replace: (path) => {
        pushed.push(path);
        replaced.push(path);
      },
      goBack: () => void pushed.push('back'),
    },
    location: { pathname: '/', search },
    params,
  };
}

/** Renders inside a host like the genuine one: its store with the module's reducers and middlewares, texts, history. */
export function renderHost(page: JSX.Element, options: HostOptions = {}) {
  const { contributions = {} } = options;
  const reducers = (contributions.reducers ?? []) as { key: string; reducer: Reducer }[];
  const store = createStore(
    combineReducers({
      core: coreReducer(options) as Reducer,
      ...Object.fromEntries(reducers.map(({ key, reducer }) => [key, reducer])),
    }),
    applyMiddleware(thunk, ...((contributions.middlewares ?? []) as Middleware[])),
  );
  const pushed: string[] = [];
  /** Of those, what one does not go back from to where one came from. */
  const replaced: string[] = [];
  const host = fakeHost(options, pushed, replaced);
  /** Another thing has another address. */
  const at = (params: FakeHost['params']): FakeHost => {
    const pathname = `/${Object.values(params).join('/')}`;
    return { ...host, params, location: { ...host.location, pathname } };
  };
  const inHost = (child: JSX.Element, params = host.params) => (
    <Provider store={store}>
      <IntlProvider locale="en" messages={{}} onError={() => undefined}>
        <HostProvider value={at(params)}>
          <ApiClientContext.Provider value={options.client}>
            <StylesProvider jss={unseen}>{child}</StylesProvider>
          </ApiClientContext.Provider>
        </HostProvider>
      </IntlProvider>
    </Provider>
  );
  const view = render(inHost(page));
  /** Goes to another page, or to the same of something else, as the host's router does. */
  const visit = (next: JSX.Element, params?: HostOptions['params']) => view.rerender(inHost(next, params));
  return { ...view, store, pushed, replaced, inHost, visit };
}
