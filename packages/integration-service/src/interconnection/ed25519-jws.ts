import { KeyObject, sign, verify } from 'node:crypto';
import type { CryptoKey } from 'jose';

// The general library signs each message on another thread; for Ed25519 the way there costs more than the signature.

/** A compact JWS (RFC 7515, RFC 8037) of these bytes. Deterministic: the same bytes and key give the same text. */
export function signCompact(payload: string, { kid, key }: { readonly kid: string; readonly key: CryptoKey }): string {
  const header = encode(JSON.stringify({ alg: 'EdDSA', kid }));
  const signed = `${header}.${encode(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), KeyObject.from(key)).toString('base64url')}`;
}

/** The bytes that the key signed; undefined for another algorithm, a header that asks for more, or a wrong signature. */
export function verifyCompact(jws: string, key: CryptoKey): Buffer | undefined {
  const [header = '', payload = '', signature = '', ...more] = jws.split('.');
  if (more.length > 0 || !isPlain(header)) return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  const isSigned = verify(null, signed, KeyObject.from(key), Buffer.from(signature, 'base64url'));
  return isSigned ? Buffer.from(payload, 'base64url') : undefined;
}

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

/** No critical extension is known here, and none is ignored (RFC 7515, 4.1.11). */
function isPlain(text: string): boolean {
  const header = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>;
  return (
    ['EdDSA', 'Ed25519'].includes(String(header['alg'])) && header['crit'] === undefined && header['b64'] !== false
  );
}
