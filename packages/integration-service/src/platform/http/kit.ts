import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyRequest } from 'fastify';
import type { Platform } from '../platform.js';
import type { Confirmations } from '../session/confirmations.js';
import type { HttpKit, Operator, SessionOptions } from './api.js';
import { idempotency } from './idempotency.js';
import type { Operators } from './operators.js';

/** What routes are built with. */
export function openHttpKit(platform: Platform, operators: Operators, confirmations: Confirmations): HttpKit {
  const signIn = async (request: FastifyRequest, fresh = false): Promise<Operator> => {
    request.operator = await operators.authenticate(request, { fresh });
    return request.operator;
  };
  const confirm = async (operator: Operator, { fresh, secondFactor = false }: SessionOptions = {}) => {
    if (fresh) await confirmations.check(operator, { secondFactor });
  };
  return {
    requireSession: (options) => async (request) => {
      await confirm(await signIn(request, options?.fresh), options);
    },
    requirePermission: (permission, options) => async (request) => {
      const operator = await signIn(request, options?.fresh);
      if (!operator.session.permissions.includes(permission)) {
        throw new ServiceError('platform.forbidden', { permission });
      }
      await confirm(operator, options);
    },
    confirmed: (request, need) => confirmations.check(operatorOf(request), need),
    operatorOf,
    ...idempotency({ inTransaction: platform.inTransaction, vault: platform.vault, operatorOf }),
  };
}

function operatorOf(request: FastifyRequest): Operator {
  if (!request.operator) throw new ServiceError('platform.unauthenticated');
  return request.operator;
}
