import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TreeHead } from '@interlink/contracts/audit/tree-head';
import { canonicalText } from '../platform/audit/chain.js';
import { ConfigError } from '../platform/config-error.js';

export interface SealKey {
  readonly id: string;
  sign(head: TreeHead): string;
}

/** A key whose signatures count. */
export interface TrustedKey {
  readonly id: string;
  verifies(head: TreeHead, signature: string): boolean;
}

export const canonicalHead = (head: TreeHead): string => canonicalText(head);

export const hashOfHead = (head: TreeHead): string =>
  createHash('sha256').update(canonicalHead(head), 'utf8').digest('hex');

/** Reads the private Ed25519 key with which `work` seals; nothing else may read that file. */
export async function loadSealKey(path: string): Promise<SealKey> {
  const jwk = await readJwk(path);
  if (jwk.crv !== 'Ed25519' || jwk.d === undefined)
    throw new ConfigError(`${path} does not hold a private Ed25519 key.`);
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    id: thumbprint(jwk),
    sign: (head) => sign(null, Buffer.from(canonicalHead(head), 'utf8'), key).toString('base64url'),
  };
}

/** The public half of a key file (a private one will do), or every key of a JWKS. */
export async function loadTrustedKeys(path: string): Promise<readonly TrustedKey[]> {
  const { keys, ...alone } = (await readJwk(path)) as JsonWebKey & { readonly keys?: readonly JsonWebKey[] };
  // A published key set holds keys of other kinds and for other things: none of them seals.
  const sealing = (Array.isArray(keys) ? keys : [alone]).filter((key: JsonWebKey | null) => key?.crv === 'Ed25519');
  if (sealing.length === 0) throw new ConfigError(`${path} does not hold a public Ed25519 key.`);
  try {
    return sealing.map(toTrusted);
  } catch (cause) {
    throw new ConfigError(`${path} holds an Ed25519 key that is none.`, { cause });
  }
}

function toTrusted({ kty, crv, x }: JsonWebKey): TrustedKey {
  const key: KeyObject = createPublicKey({ key: { kty, crv, x } as JsonWebKey, format: 'jwk' });
  return {
    id: thumbprint({ kty, crv, x } as JsonWebKey),
    verifies: (head, signature) =>
      verify(null, Buffer.from(canonicalHead(head), 'utf8'), key, Buffer.from(signature, 'base64url')),
  };
}

async function readJwk(path: string): Promise<JsonWebKey> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as JsonWebKey;
    throw new TypeError('no object');
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read as a JSON Web Key.`, { cause });
  }
}

/** RFC 7638. */
function thumbprint({ kty, crv, x }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}
