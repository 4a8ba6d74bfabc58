import { createHash } from 'node:crypto';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';

/** The same for the same content, however it is spaced and ordered; bytes of a file are their own content. */
export function hashOfBody(body: unknown): string {
  const hash = createHash('sha256');
  // Not as an object: a photograph would be millions of members, and nothing else would be answered meanwhile.
  if (Buffer.isBuffer(body)) return hash.update('bytes\n').update(body).digest('hex');
  return hash.update(canonicalJson(body ?? null, 'as-is'), 'utf8').digest('hex');
}
