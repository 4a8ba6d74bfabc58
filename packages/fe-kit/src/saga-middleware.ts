import createSagaMiddleware, { type Saga } from 'redux-saga';
import type { Middleware } from 'redux';

/**
 * A middleware for the host's `middlewares` contribution: the host has no sagas, so each module brings its own. The
 * root starts when the store is whole, and at the latest with the first action, so that it misses none.
 */
export function sagaMiddleware(root: Saga): Middleware {
  return (api) => {
    const saga = createSagaMiddleware();
    const handle = saga(api);
    let isRunning = false;
    const run = () => {
      if (!isRunning) saga.run(root);
      isRunning = true;
    };
    void Promise.resolve().then(run);
    return (next) => {
      const pass = handle(next);
      return (action) => {
        run();
        return pass(action) as unknown;
      };
    };
  };
}
