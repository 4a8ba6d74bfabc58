import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

export const OwnKeyPurpose = Type.Union([Type.Literal('message'), Type.Literal('token'), Type.Literal('encryption')]);
export type OwnKeyPurpose = Static<typeof OwnKeyPurpose>;

/** One key of ours without anything secret. `kid` is its RFC 7638 fingerprint. */
export const OwnKeyFacts = Type.Object({
  kid: Type.String(),
  purpose: Type.Union([OwnKeyPurpose, Type.Literal('oidc')]),
  alg: Type.String(),
  store: Type.Union([Type.Literal('secrets folder'), Type.Literal('database, encrypted')]),
  state: Type.Union([Type.Literal('next'), Type.Literal('current'), Type.Literal('retired')]),
  currentFrom: Type.Optional(Time),
  publishedUntil: Type.Optional(Time),
});
export type OwnKeyFacts = Static<typeof OwnKeyFacts>;

/**
 * Makes the next key of a purpose. It is published at once and used from then on; the old one stays published 30 days.
 */
export const RotateKey = Type.Object(
  { purpose: OwnKeyPurpose, from: Type.Optional(Time) },
  { additionalProperties: false },
);
export type RotateKey = Static<typeof RotateKey>;
