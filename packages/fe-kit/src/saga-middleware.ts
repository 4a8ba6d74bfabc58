import createSagaMiddleware, { type Saga } from 'redux-saga';
import type { Middleware } from 'redux';

/**
 * A middleware for the host's `middlewares` contribution: the host has no sagas, so each module brings its own. The
 * root starts after the store is whole, so that it may select from the first line.
 */
export function sagaMiddleware(root: Saga): Middleware {
  return (api) => {
    const saga = createSagaMiddleware();
    const handle = saga(api);
    void Promise.resolve().then(() => saga.run(root));
    return handle;
  };
}
