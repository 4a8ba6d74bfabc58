import { KeyObject, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { decodeProtectedHeader, type CryptoKey, type ProtectedHeaderParameters } from 'jose';

/*
 * Compact JWS (RFC 7515) with Ed25519 (RFC 8037), as every message of most partners bears it. Node signs and verifies
 * at once, in less time than the library's way through the thread pool takes to be begun; all other algorithms stay
 * with the library.
 */

const NAMES: readonly unknown[] = ['EdDSA', 'Ed25519'];
const SIGNATURE_BYTES = 64;

/** Deterministic: the same payload and key give the same text. */
export function signEd25519(payload: string, { kid, privateKey }: { kid: string; privateKey: CryptoKey }): string {
  const input = `${encoded(JSON.stringify({ alg: 'EdDSA', kid }))}.${encoded(payload)}`;
  return `${input}.${signBytes(null, Buffer.from(input), KeyObject.from(privateKey)).toString('base64url')}`;
}

/**
 * The payload, when this key signed it and its header, which was read from it, asks for nothing else; undefined when
 * not.
 */
export function openEd25519(jws: string, key: CryptoKey, header?: ProtectedHeaderParameters): string | undefined {
  const [head, payload, signature, ...more] = jws.split('.');
  if (head === undefined || payload === undefined || signature === undefined || more.length > 0) return undefined;
  const { alg, crit } = header ?? decodeProtectedHeader(jws);
  // What it says is critical is not understood here, so that it may not be passed over (RFC 7515, 4.1.11).
  if (!NAMES.includes(alg) || crit !== undefined) return undefined;
  const bytes = Buffer.from(signature, 'base64url');
  // Of the texts that stand for these bytes, one counts.
  if (bytes.length !== SIGNATURE_BYTES || bytes.toString('base64url') !== signature) return undefined;
  if (!verifyBytes(null, Buffer.from(`${head}.${payload}`), KeyObject.from(key), bytes)) return undefined;
  return Buffer.from(payload, 'base64url').toString('utf8');
}

const encoded = (text: string) => Buffer.from(text, 'utf8').toString('base64url');
