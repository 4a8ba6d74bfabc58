import { Type, type Static } from 'typebox';
import { VerificationKind, VerificationResult } from './result.js';
import { Time } from '../platform/time.js';

/** What can be asked without the person being there; the identity is confirmed at the enrolment desk. */
export const AskableKind = Type.Union([
  Type.Literal('account'),
  Type.Literal('civil-status'),
  Type.Literal('enrolment'),
]);
export type AskableKind = Static<typeof AskableKind>;

/** So many are answered at once; more are a list, which a job works off. */
export const AT_ONCE_MOST = 20;

/** Whom to verify, by national identifier; each is looked for in openIMIS with the operator's own rights. */
export const VerifyPeople = Type.Object(
  {
    nationalIds: Type.Array(Type.String({ minLength: 4, maxLength: 40, pattern: '^[^\\x00-\\x1f\\x7f]+$' }), {
      minItems: 1,
      maxItems: 500,
      uniqueItems: true,
    }),
    /** The programme whose policy says what is asked and what stops; without it the general policy. */
    programme: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    /** Instead of what the policy asks. */
    kinds: Type.Optional(Type.Array(AskableKind, { minItems: 1, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type VerifyPeople = Static<typeof VerifyPeople>;

/**
 * `accept`: everything that was asked is verified. `review`: a person must look. `stop`: the policy says that it may
 * not go on. `unknown`: openIMIS has nobody with this identifier whom the operator may see.
 */
export const Verdict = Type.Union([
  Type.Literal('accept'),
  Type.Literal('review'),
  Type.Literal('stop'),
  Type.Literal('unknown'),
]);
export type Verdict = Static<typeof Verdict>;

export const VerifiedPerson = Type.Object({
  /** All but the last four hidden. */
  nationalId: Type.String(),
  individualId: Type.Optional(Type.String({ format: 'uuid' })),
  name: Type.Optional(Type.String()),
  verdict: Verdict,
  results: Type.Array(VerificationResult),
  /** Could not be asked, because openIMIS does not have what is asked about. */
  notAsked: Type.Array(AskableKind),
});
export type VerifiedPerson = Static<typeof VerifiedPerson>;

export const VerificationRun = Type.Object({
  /** In the order of the identifiers. */
  items: Type.Array(VerifiedPerson),
});
export type VerificationRun = Static<typeof VerificationRun>;

/** Every answer kept about one person, oldest first. */
export const PersonVerifications = Type.Object({
  individualId: Type.String({ format: 'uuid' }),
  name: Type.String(),
  results: Type.Array(VerificationResult),
});
export type PersonVerifications = Static<typeof PersonVerifications>;

/** A confirmation that ends soon, or ended lately, and has not been renewed. */
export const ExpiringVerification = Type.Object({
  individualId: Type.String({ format: 'uuid' }),
  name: Type.String(),
  kind: VerificationKind,
  source: Type.String(),
  checkedAt: Time,
  expiresAt: Time,
});
export type ExpiringVerification = Static<typeof ExpiringVerification>;

export const ExpiringVerifications = Type.Object({ items: Type.Array(ExpiringVerification) });
export type ExpiringVerifications = Static<typeof ExpiringVerifications>;
