import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyRequest } from 'fastify';
import type { Platform } from '../platform.js';
import type { Confirmations } from '../session/confirmations.js';
import type { HttpKit, Operator, PreHandler, SessionOptions } from './api.js';
import { idempotency } from './idempotency.js';
import type { Operators } from './operators.js';
import type { Rate } from './rate.js';

export interface KitParts {
  readonly platform: Platform;
  readonly operators: Operators;
  readonly confirmations: Confirmations;
  /** Requests a minute of one user, whatever address or session they come by. */
  readonly perUser: Rate;
}

/** What routes are built with, and which of their preHandlers are guards of it. */
export function openHttpKit({ platform, operators, confirmations, perUser }: KitParts): HttpKit & {
  readonly isGuard: (hook: PreHandler) => boolean;
} {
  const guards = new WeakSet<PreHandler>();
  const guard = (hook: PreHandler): PreHandler => {
    guards.add(hook);
    return hook;
  };
  const signIn = async (request: FastifyRequest, fresh = false): Promise<Operator> => {
    request.operator = await operators.authenticate(request, { fresh });
    if (!perUser.count(request.operator.session.userId)) throw new ServiceError('platform.too-many-requests');
    return request.operator;
  };
  const confirm = async (operator: Operator, { fresh, secondFactor = false }: SessionOptions = {}) => {
    if (fresh) await confirmations.check(operator, { secondFactor });
  };
  return {
    isGuard: (hook) => guards.has(hook),
    requireSession: (options) =>
      guard(async (request) => {
        await confirm(await signIn(request, options?.fresh), options);
      }),
    requirePermission: (permission, options) =>
      guard(async (request) => {
        const operator = await signIn(request, options?.fresh);
        if (!operator.session.permissions.includes(permission)) {
          throw new ServiceError('platform.forbidden', { permission });
        }
        await confirm(operator, options);
      }),
    confirmed: (request, need) => confirmations.check(operatorOf(request), need),
    operatorOf,
    ...idempotency({ inTransaction: platform.inTransaction, vault: platform.vault, operatorOf }),
  };
}

function operatorOf(request: FastifyRequest): Operator {
  if (!request.operator) throw new ServiceError('platform.unauthenticated');
  return request.operator;
}
