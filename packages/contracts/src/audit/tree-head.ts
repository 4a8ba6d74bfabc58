import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** What the log was at one moment: the size and last hash of every chain, bound to the head before it (S5). */
export const TreeHead = Type.Object(
  {
    version: Type.Literal(1),
    deployment: Type.String(),
    /** Entries of all shards together. */
    size: Type.Integer({ minimum: 0 }),
    shards: Type.Array(
      Type.Object({ shard: Type.Integer(), size: Type.Integer(), hash: Hash }, { additionalProperties: false }),
      { minItems: 16, maxItems: 16 },
    ),
    /** Hash of the head before it; 64 zeros for the first. */
    previous: Hash,
    time: Time,
  },
  { additionalProperties: false },
);
export type TreeHead = Static<typeof TreeHead>;

/** As the witness keeps it: Ed25519 over the head in canonical JSON, base64url. */
export const SignedTreeHead = Type.Object({ head: TreeHead, signature: Type.String({ minLength: 1 }) });
export type SignedTreeHead = Static<typeof SignedTreeHead>;
