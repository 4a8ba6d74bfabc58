import type { RouteOptions } from 'fastify';
import type { PreHandler } from './api.js';

type Hooks = RouteOptions['preHandler'];

const toList = (hooks: Hooks): readonly PreHandler[] =>
  (hooks === undefined ? [] : Array.isArray(hooks) ? hooks : [hooks]) as unknown as readonly PreHandler[];

/**
 * Who asks and what that permits is settled before the body is read: 401 and 403 come before 400, and nobody learns
 * from a refusal what a route wants. Moves the guards among a route's preHandlers to the front.
 */
export function guardFirst(isGuard: (hook: PreHandler) => boolean): (route: RouteOptions) => void {
  return (route) => {
    const hooks = toList(route.preHandler);
    const guards = hooks.filter(isGuard);
    if (guards.length === 0) return;
    const before = toList(route.onRequest as Hooks);
    Object.assign(route, {
      onRequest: [...before, ...guards],
      preHandler: hooks.filter((hook) => !isGuard(hook)),
    });
  };
}
