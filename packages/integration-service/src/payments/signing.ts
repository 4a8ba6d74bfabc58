import { CompactSign } from 'jose';
import type { OwnKey } from '../interconnection/service.js';

/** A detached compact JWS (RFC 7515, appendix F): the same key and bytes give the same text. */
export async function detachedJws({ kid, alg, privateKey }: OwnKey, payload: Uint8Array): Promise<string> {
  const whole = await new CompactSign(payload).setProtectedHeader({ alg, kid }).sign(privateKey);
  const [header, , signature] = whole.split('.');
  return `${header}..${signature}`;
}
