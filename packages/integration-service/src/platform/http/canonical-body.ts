import { createHash } from 'node:crypto';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';

/** The same for the same content, however it is spaced and ordered. */
export function hashOfBody(body: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(body ?? null, 'as-is'), 'utf8')
    .digest('hex');
}
