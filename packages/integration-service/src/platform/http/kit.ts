import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyRequest } from 'fastify';
import type { Platform } from '../platform.js';
import type { HttpKit, Operator } from './api.js';
import { idempotency } from './idempotency.js';
import type { Operators } from './operators.js';

/** What routes are built with. */
export function openHttpKit(platform: Platform, operators: Operators): HttpKit {
  const signIn = async (request: FastifyRequest, fresh = false): Promise<Operator> => {
    request.operator = await operators.authenticate(request, { fresh });
    return request.operator;
  };
  return {
    requireSession: (options) => async (request) => {
      await signIn(request, options?.fresh);
    },
    requirePermission: (permission, options) => async (request) => {
      const { session } = await signIn(request, options?.fresh);
      if (!session.permissions.includes(permission)) throw new ServiceError('platform.forbidden', { permission });
    },
    operatorOf,
    ...idempotency({ inTransaction: platform.inTransaction, vault: platform.vault, operatorOf }),
  };
}

function operatorOf(request: FastifyRequest): Operator {
  if (!request.operator) throw new ServiceError('platform.unauthenticated');
  return request.operator;
}
