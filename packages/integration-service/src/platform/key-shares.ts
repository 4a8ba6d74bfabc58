import { createHash, randomUUID } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { combine, split } from 'shamir-secret-sharing';

/** One of the parts into which the key-encryption key is split (S15). Any `threshold` of one set make it again. */
export const KeyShare = Type.Object(
  {
    kind: Type.Literal('interlink-key-share-v1'),
    deployment: Type.String({ minLength: 1 }),
    /** The same for all parts that were made together. */
    set: Type.String({ format: 'uuid' }),
    number: Type.Integer({ minimum: 1, maximum: 255 }),
    of: Type.Integer({ minimum: 2, maximum: 255 }),
    threshold: Type.Integer({ minimum: 2, maximum: 255 }),
    madeAt: Type.String({ format: 'date-time' }),
    /** Of the whole key: tells that it was put together rightly, and nothing else about it. */
    fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    share: Type.String({ pattern: '^[A-Za-z0-9_-]+$' }),
    /** Over all of the above: a misread or altered part is named. */
    checksum: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);
export type KeyShare = Static<typeof KeyShare>;

export interface ShareSettings {
  readonly deployment: string;
  readonly of: number;
  readonly threshold: number;
  readonly now: Date;
}

/** Why shares make no key. `number`: of the share that is at fault. */
export type SharesRefused =
  | { readonly why: 'not-a-share'; readonly at: number }
  | { readonly why: 'altered'; readonly number: number }
  | { readonly why: 'different-sets' | 'wrong-key' }
  | { readonly why: 'too-few'; readonly needed: number; readonly given: number };

/** A hash of 256 random bits tells nothing of them. */
export function keyFingerprint(key: Uint8Array): string {
  return createHash('sha256').update('interlink-kek-v1\n').update(key).digest('hex');
}

/** Splits a key of 32 bytes; fewer than `threshold` parts tell nothing about it. */
export async function splitKey(key: Uint8Array, settings: ShareSettings): Promise<readonly KeyShare[]> {
  const { deployment, of, threshold, now } = settings;
  const parts = await split(Uint8Array.from(key), of, threshold);
  const shared = { kind: 'interlink-key-share-v1', deployment, set: randomUUID(), of, threshold } as const;
  const rest = { madeAt: now.toISOString(), fingerprint: keyFingerprint(key) };
  return parts.map((part, at) => {
    const bare = { ...shared, number: at + 1, ...rest, share: Buffer.from(part).toString('base64url') };
    return { ...bare, checksum: checksumOf(bare) };
  });
}

/** Puts a key together again, or says what is wrong; the same part given twice counts once. */
export async function joinShares(given: readonly unknown[]): Promise<{ readonly key: Buffer } | SharesRefused> {
  const read = readShares(given);
  if ('why' in read) return read;
  const [first] = read.shares;
  if (!first) return { why: 'too-few', needed: 2, given: 0 };
  if (read.shares.some(({ set }) => set !== first.set)) return { why: 'different-sets' };
  if (read.shares.length < first.threshold) {
    return { why: 'too-few', needed: first.threshold, given: read.shares.length };
  }
  const parts = read.shares.map(({ share }) => Uint8Array.from(Buffer.from(share, 'base64url')));
  // The library throws for parts of different lengths, or two of one place: a checksum is soon written anew.
  const key = await combine(parts).then(
    (joined) => Buffer.from(joined),
    () => undefined,
  );
  return key && keyFingerprint(key) === first.fingerprint ? { key } : { why: 'wrong-key' };
}

function readShares(given: readonly unknown[]): { readonly shares: readonly KeyShare[] } | SharesRefused {
  const shares = new Map<string, KeyShare>();
  for (const [at, value] of given.entries()) {
    if (!Value.Check(KeyShare, value)) return { why: 'not-a-share', at };
    const { checksum, ...bare } = value;
    if (checksumOf(bare) !== checksum) return { why: 'altered', number: value.number };
    shares.set(value.share, value);
  }
  return { shares: [...shares.values()] };
}

function checksumOf(bare: Omit<KeyShare, 'checksum'>): string {
  const entries = Object.entries(bare).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}
