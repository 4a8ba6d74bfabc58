import { ServiceError } from '@interlink/contracts/errors';
import { isPrivateKey } from '@interlink/contracts/interconnection/private-members';
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import { algorithmOf, isForEncryption } from './keys.js';

/** A public key that may be registered. */
export interface AdmittedKey {
  readonly kid: string;
  readonly thumbprint: string;
  readonly use: 'sig' | 'enc';
  readonly alg: string;
  readonly jwk: JWK;
}

const MIN_RSA_BITS = 2048;
const ENCRYPTION = 'RSA-OAEP-256';

/** Takes public keys of the kinds that are used here; throws `interconnection.key-refused` with the reason. */
export async function admitKey(given: Readonly<Record<string, unknown>>): Promise<AdmittedKey> {
  const jwk = given as JWK;
  // A private key that was sent to us is no longer its owner's secret.
  if (isPrivateKey(given)) throw refused('private-key');
  const use = isForEncryption(jwk) ? 'enc' : 'sig';
  const alg = use === 'enc' ? encryptionOf(jwk) : algorithmOf(jwk);
  if (alg === undefined) throw refused('unsupported-kind');
  if (jwk.kty === 'RSA' && bitsOf(given['n']) < MIN_RSA_BITS) throw refused('too-short');
  if (jwk.kty === 'RSA' && !isExponent(given['e'])) throw refused('unreadable');
  const name = nameOf(jwk.kid);
  const { kty, crv, x, y, n, e } = jwk;
  const bare = JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })) as JWK;
  try {
    (await importJWK(bare, alg)) as CryptoKey;
    const thumbprint = await calculateJwkThumbprint(bare);
    return { kid: name ?? thumbprint, thumbprint, use, alg, jwk: bare };
  } catch (cause) {
    throw new ServiceError('interconnection.key-refused', { reason: 'unreadable' }, { cause });
  }
}

/** A name that can be kept and shown: of a fetched key set nobody has looked at the texts before. */
function nameOf(kid: unknown): string | undefined {
  if (typeof kid !== 'string' || kid === '') return undefined;
  const name = kid.slice(0, 255).replace(/\p{Surrogate}$/u, '');
  // Not cut out but refused: a name that was changed is another key's, or nobody's, in the messages that bear it.
  if (/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/u.test(name)) throw refused('unreadable');
  return name;
}

/** One that its owner opens with another algorithm could not read what we would send. */
const encryptionOf = ({ kty, alg = ENCRYPTION }: JWK) => (kty === 'RSA' && alg === ENCRYPTION ? ENCRYPTION : undefined);

/** Of what may be anything: it is as a stranger wrote it. Zeros before a short number make it no longer. */
const numberIn = (text: unknown) =>
  BigInt(`0x0${typeof text === 'string' ? Buffer.from(text, 'base64url').toString('hex') : ''}`);
const bitsOf = (n: unknown) => numberIn(n).toString(2).length;
/** With 1 everybody could sign, with an even number nobody. */
const isExponent = (e: unknown) => numberIn(e) > 1n && numberIn(e) % 2n === 1n;

const refused = (reason: string) => new ServiceError('interconnection.key-refused', { reason });
