import { createHash, sign as signBytes, verify as verifyBytes, KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SignatureDialect, SignaturePolicy } from '@interlink/contracts/interconnection/partner';
import type { SignatureState, SignedParts } from '@interlink/contracts/interconnection/partner-port';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import {
  findDialect,
  formatSignatureString,
  parseSignatureString,
  signingString,
} from '@interlink/domain/interconnection/signature-string';
import { compactVerify, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose';
import { openEd25519, signEd25519 } from './ed25519-jws.js';
import type { OwnKey, PartnerKey, PartnerKeys } from './keys.js';

type ProtectedHeader = ProtectedHeaderParameters;

const LIFETIME_S = 300;
const SKEW_S = 60;

/** The value of the envelope's `signature`. Deterministic for the JWS dialects: a repeat is the same bytes. */
export function signMessage(
  { header, message }: SignedParts,
  dialect: SignatureDialect,
  { key, senderId, nowSeconds }: { readonly key: OwnKey; readonly senderId: string; readonly nowSeconds: number },
): string {
  if (dialect === 'attached-jws') return signEd25519(JSON.stringify({ header, message }), key);
  if (dialect === 'detached-jws') {
    const [protectedHeader, , signature] = signEd25519(canonicalJson({ header, message }, 'as-is'), key).split('.');
    return `${protectedHeader}..${signature}`;
  }
  const letters = dialect === 'signature-string-escaped' ? 'escaped' : 'as-is';
  const expires = nowSeconds + LIFETIME_S;
  const text = signingString(nowSeconds, expires, digestOf(canonicalJson({ header, message }, letters)));
  const signature = signBytes(null, Buffer.from(text), KeyObject.from(key.privateKey)).toString('base64');
  return formatSignatureString({
    senderId,
    keyId: key.kid,
    algorithm: 'ed25519',
    created: nowSeconds,
    expires,
    signature,
  });
}

/**
 * Whether a registered key of the partner signed these parts, taken from the bytes received. Whatever the dialect, the
 * parts must be what was signed. Under `none` a signature is not looked at.
 */
export async function verifyMessage(
  signature: unknown,
  parts: SignedParts,
  {
    keys,
    policy,
    nowSeconds,
  }: { readonly keys: PartnerKeys; readonly policy: SignaturePolicy; readonly nowSeconds: number },
): Promise<SignatureState> {
  if (policy === 'none') return 'absent';
  if (typeof signature !== 'string' || signature === '' || signature.startsWith('unsigned')) return 'absent';
  const dialect = findDialect(signature);
  if (dialect === undefined) return 'invalid';
  const valid =
    dialect === 'signature-string'
      ? await verifyString(signature, parts, keys, nowSeconds)
      : await verifyJws(signature, dialect === 'detached-jws', parts, keys, nowSeconds);
  return valid ? 'verified' : 'invalid';
}

async function verifyJws(jws: string, detached: boolean, parts: SignedParts, keys: PartnerKeys, nowSeconds: number) {
  try {
    const protectedHeader = decodeProtectedHeader(jws);
    if (!isFresh(protectedHeader, nowSeconds)) return false;
    const known = await findKeys(protectedHeader, keys);
    // Whoever names a key that nobody registered costs no more than this.
    if (known.length === 0) return false;
    const said = { header: parts.header, message: parts.message };
    const whole = detached ? jws.replace('..', `.${encoded(canonicalJson(said, 'as-is'))}.`) : jws;
    const signed = await openWith(known, whole, protectedHeader);
    if (signed === undefined) return false;
    // The signer's own order of members, most often: then there is nothing to take apart.
    return detached || signed === JSON.stringify(said) || isDeepStrictEqual(JSON.parse(signed), said);
  } catch {
    // Whatever is wrong with it, it is not a signature of these parts.
    return false;
  }
}

/** What a registered key of the partner signed as compact JWS; undefined when none did. Throws for what is no JWS. */
export async function openSigned(jws: string, keys: PartnerKeys): Promise<string | undefined> {
  const protectedHeader = decodeProtectedHeader(jws);
  return openWith(await findKeys(protectedHeader, keys), jws, protectedHeader);
}

const findKeys = async ({ kid }: ProtectedHeader, keys: PartnerKeys) => (typeof kid === 'string' ? keys.find(kid) : []);

async function openWith(known: readonly PartnerKey[], jws: string, protectedHeader: ProtectedHeader) {
  for (const key of known) {
    const signed = await openJws(jws, key, protectedHeader);
    if (signed !== undefined) return signed;
  }
  return undefined;
}

async function openJws(jws: string, { alg, key }: PartnerKey, header: ProtectedHeader): Promise<string | undefined> {
  if (alg === 'EdDSA') return openEd25519(jws, key, header);
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: [alg] });
    return Buffer.from(payload).toString('utf8');
  } catch {
    return undefined;
  }
}

const encoded = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

/**
 * A time that is written otherwise than as a number is not passed over: it may be one that is over (RFC 7519, 4.1.4).
 */
function isFresh(
  { iat = 0, exp = Infinity }: ProtectedHeader & { readonly iat?: unknown; readonly exp?: unknown },
  nowSeconds: number,
): boolean {
  if (typeof iat !== 'number' || typeof exp !== 'number') return false;
  return iat <= nowSeconds + SKEW_S && exp >= nowSeconds - SKEW_S;
}

async function verifyString(text: string, { header, message }: SignedParts, keys: PartnerKeys, nowSeconds: number) {
  const found = parseSignatureString(text);
  if (!found || found.algorithm !== 'ed25519') return false;
  if (found.created > nowSeconds + SKEW_S || found.expires < nowSeconds - SKEW_S) return false;
  const known = (await keys.find(found.keyId)).filter(({ alg }) => alg === 'EdDSA');
  if (known.length === 0) return false;
  const senderId = (header as { readonly sender_id?: unknown } | null)?.sender_id;
  if (senderId !== undefined && senderId !== found.senderId) return false;
  return (['escaped', 'as-is'] as const).some((letters) => {
    const signed = signingString(found.created, found.expires, digestOf(canonicalJson({ header, message }, letters)));
    const bytes = Buffer.from(found.signature, 'base64');
    return known.some(({ key }) => verifyBytes(null, Buffer.from(signed), KeyObject.from(key), bytes));
  });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
