import type { OwnKeyFacts, OwnKeyPurpose } from '@interlink/contracts/interconnection/own-keys';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { systemActor } from '../platform/actor.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { importKey } from './import-key.js';
import type { OwnKey, OwnKeys } from './keys.js';
import { addOwnKey, hasCurrentKey, readOwnKeys, retireOlder, type KeptOwnKey } from './store/own-keys.js';

/** Our keys: those of the secrets folder, with which a deployment begins, and those that `keys rotate` made since. */
export interface Keyring {
  /** Ed25519, for messages. */
  signing(): Promise<OwnKey>;
  /** Ed25519, for our own access tokens: never for a message, so that neither can stand for the other. */
  token(): Promise<OwnKey>;
  /** The public half of a token key, however old, as long as its tokens can be alive. */
  findToken(kid: string): Promise<CryptoKey | undefined>;
  /** RSA-OAEP-256; older ones still open what was on its way. Undefined for a kid that was never ours. */
  findDecryption(kid: string | undefined): Promise<OwnKey | undefined>;
  /** What partners see at /interlink/.well-known/jwks.json: current, next and lately retired keys. */
  published(): Promise<readonly JWK[]>;
  list(): Promise<readonly OwnKeyFacts[]>;
  /** Makes the next key of a purpose; it is published at once and used from `from`. Returns its kid. */
  rotate(tx: Tx, purpose: OwnKeyPurpose, from: Date): Promise<string>;
}

const ALGORITHMS = { message: 'EdDSA', token: 'EdDSA', encryption: 'RSA-OAEP-256' } as const;
export const algorithmFor = (purpose: OwnKeyPurpose): string => ALGORITHMS[purpose];
const CACHE_MS = 60_000;
/**
 * An unknown key may be one that another process has just made; asking for unknown ones must not cost us a query each.
 */
const LOOK_AGAIN_MS = 1000;
/** A retired key stays published as long: a message signed with it may be retried for days. */
const OVERLAP_MS = 30 * 86_400_000;

export function openKeyring(platform: Platform, files: OwnKeys): Keyring {
  const now = () => platform.clock.now().getTime();
  const { read, forget, lookAgain } = openCache(platform, now);
  const currentOf = async (purpose: OwnKeyPurpose) =>
    (await read()).find((key) => key.purpose === purpose && key.currentFrom.getTime() <= now());
  const rotate = async (tx: Tx, purpose: OwnKeyPurpose, from: Date): Promise<string> => {
    const made = await makeKey(purpose);
    await addOwnKey(tx, platform.vault, { ...made, purpose, currentFrom: from });
    await retireOlder(tx, purpose, made.kid, new Date(from.getTime() + OVERLAP_MS));
    tx.audit({ stream: 'own-keys', action: 'interconnection.rotate-key', body: { purpose, kid: made.kid } });
    forget();
    return made.kid;
  };
  const makings = new Map<OwnKeyPurpose, Promise<void>>();
  const makeFirst = async (purpose: OwnKeyPurpose): Promise<void> => {
    await platform.inTransaction(systemActor(platform.ids.next()), async (tx) => {
      // Another process, or one who asked here a moment earlier, may have made it since we looked.
      if (!(await hasCurrentKey(tx, purpose))) await rotate(tx, purpose, tx.now);
    });
    // Somebody may have read before it was committed.
    forget();
  };
  /** The first key of a purpose is made when it is first needed: a fresh deployment has none. */
  const currentOrNew = async (purpose: OwnKeyPurpose): Promise<KeptOwnKey> => {
    const found = await currentOf(purpose);
    if (found) return found;
    const making = makings.get(purpose) ?? makeFirst(purpose).finally(() => makings.delete(purpose));
    makings.set(purpose, making);
    await making;
    const made = await currentOf(purpose);
    if (!made) throw new Error(`no key for ${purpose} could be made`);
    return made;
  };
  return {
    rotate,
    ...lookups(files, now, { read, lookAgain, currentOf, currentOrNew }),
    async list() {
      const keys = await read();
      const rotated = keys.some((key) => key.purpose === 'message' && key.currentFrom.getTime() <= now());
      return [
        fileFacts(files.signing, 'message', rotated ? 'retired' : 'current'),
        fileFacts(files.oidc, 'oidc', 'current'),
        ...keys.map((key) => factsOf(key, keys, now())),
      ];
    },
  };
}

/** What is kept of keys, read again once a minute, and at once after one was made here. */
function openCache(platform: Platform, now: () => number) {
  let kept: { readonly keys: readonly KeptOwnKey[]; readonly at: number } | undefined;
  let generation = 0;
  const readWithin = async (ageMs: number): Promise<readonly KeptOwnKey[]> => {
    if (kept && now() < kept.at + ageMs) return kept.keys;
    const begun = generation;
    const keys = await readOwnKeys(platform, platform.vault);
    // What was read before a key was made is not what there is after it.
    if (begun === generation) kept = { keys, at: now() };
    return keys;
  };
  return {
    read: () => readWithin(CACHE_MS),
    lookAgain: () => readWithin(LOOK_AGAIN_MS),
    forget() {
      generation += 1;
      kept = undefined;
    },
  };
}

interface Reading {
  readonly read: () => Promise<readonly KeptOwnKey[]>;
  readonly lookAgain: () => Promise<readonly KeptOwnKey[]>;
  readonly currentOf: (purpose: OwnKeyPurpose) => Promise<KeptOwnKey | undefined>;
  readonly currentOrNew: (purpose: OwnKeyPurpose) => Promise<KeptOwnKey>;
}

function lookups(
  files: OwnKeys,
  now: () => number,
  { read, lookAgain, currentOf, currentOrNew }: Reading,
): Pick<Keyring, 'signing' | 'token' | 'findToken' | 'findDecryption' | 'published'> {
  return {
    signing: async () => {
      const rotated = await currentOf('message');
      return rotated ? toOwnKey(rotated) : files.signing;
    },
    token: async () => toOwnKey(await currentOrNew('token')),
    async findToken(kid) {
      const isIt = (key: KeptOwnKey) => key.kid === kid && key.purpose === 'token';
      const found = (await read()).find(isIt) ?? (await lookAgain()).find(isIt);
      return found && importKey(found.publicJwk, found.alg);
    },
    async findDecryption(kid) {
      const current = await currentOrNew('encryption');
      const found = kid === undefined ? current : (await read()).find((key) => key.kid === kid);
      return found?.purpose === 'encryption' ? toOwnKey(found) : undefined;
    },
    async published() {
      await currentOrNew('encryption');
      const keys = (await read()).filter((key) => key.purpose !== 'token' && isPublished(key, now()));
      const fileKeys = isFileKeyRetired(await read(), now()) ? [files.oidc] : [files.signing, files.oidc];
      return [...fileKeys.map(({ publicJwk }) => publicJwk), ...keys.map(({ publicJwk }) => publicJwk)];
    },
  };
}

async function makeKey(purpose: OwnKeyPurpose) {
  const alg = ALGORITHMS[purpose];
  const pair = await generateKeyPair(alg, { extractable: true, ...(alg !== 'EdDSA' && { modulusLength: 3072 }) });
  const bare = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(bare);
  const use = purpose === 'encryption' ? 'enc' : 'sig';
  return { kid, alg, publicJwk: { ...bare, kid, alg, use }, privateJwk: await exportJWK(pair.privateKey) };
}

async function toOwnKey({ kid, alg, publicJwk, privateJwk }: KeptOwnKey): Promise<OwnKey> {
  return { kid, alg: alg as OwnKey['alg'], publicJwk, privateKey: await importKey(privateJwk, alg) };
}

const isPublished = ({ publishedUntil }: KeptOwnKey, now: number) =>
  publishedUntil === null || publishedUntil.getTime() > now;

/** The key of the secrets folder is withdrawn an overlap after the first rotation took effect. */
function isFileKeyRetired(keys: readonly KeptOwnKey[], now: number): boolean {
  return keys.some(({ purpose, currentFrom }) => purpose === 'message' && currentFrom.getTime() + OVERLAP_MS <= now);
}

function fileFacts({ kid, alg }: OwnKey, purpose: OwnKeyFacts['purpose'], state: OwnKeyFacts['state']): OwnKeyFacts {
  return { kid, alg, purpose, state, store: 'secrets folder' };
}

function factsOf(key: KeptOwnKey, all: readonly KeptOwnKey[], now: number): OwnKeyFacts {
  const { kid, purpose, alg, currentFrom, publishedUntil } = key;
  const current = all.find((one) => one.purpose === purpose && one.currentFrom.getTime() <= now);
  const state = currentFrom.getTime() > now ? 'next' : current?.kid === kid ? 'current' : 'retired';
  return {
    ...{ kid, purpose, alg, state, store: 'database, encrypted', currentFrom: currentFrom.toISOString() },
    ...(publishedUntil && { publishedUntil: publishedUntil.toISOString() }),
  };
}
