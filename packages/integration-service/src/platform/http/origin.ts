import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyRequest } from 'fastify';
import { cameByCookie } from './operators.js';

/** A file goes as bare bytes: a form of another site can send neither of these without asking first. */
const OUR_TYPES = ['application/json', 'application/octet-stream'];
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * S7: a change by cookie comes from our own page or not at all. What another site can send without being asked
 * (forms, text) and what it cannot fake (Origin, our header) are both looked at.
 */
export function refuseForeignChange(request: FastifyRequest, publicOrigin: string): void {
  if (SAFE.includes(request.method)) return;
  const { origin } = request.headers;
  if (!cameByCookie(request)) {
    // A browser that sends a bearer token still says where it comes from.
    if (origin !== undefined && origin !== publicOrigin) throw new ServiceError('platform.origin-refused');
    return;
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const isOurs = request.headers['x-interlink'] === '1' && origin === publicOrigin && OUR_TYPES.includes(type ?? '');
  if (!isOurs) throw new ServiceError('platform.origin-refused');
}
