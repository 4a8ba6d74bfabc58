import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/** What is asked of another system. */
export const VerificationKind = Type.Union([
  Type.Literal('identity'),
  Type.Literal('civil-status'),
  Type.Literal('account'),
  Type.Literal('enrolment'),
]);
export type VerificationKind = Static<typeof VerificationKind>;

/**
 * `verified`: it is so. `mismatch`: the source knows the person, otherwise than we do. `refused`: the source or the
 * person said no. `not-found`, `ambiguous`: none, or more than one, answers. `unavailable`: nobody answered.
 */
export const VerificationOutcome = Type.Union([
  Type.Literal('verified'),
  Type.Literal('mismatch'),
  Type.Literal('refused'),
  Type.Literal('not-found'),
  Type.Literal('ambiguous'),
  Type.Literal('unavailable'),
]);
export type VerificationOutcome = Static<typeof VerificationOutcome>;

/** Why: one or more of these accompany every outcome but `verified` (there they are remarks). */
export const VerificationReason = Type.Union([
  Type.Literal('account-blocked'),
  Type.Literal('account-closed'),
  Type.Literal('account-name-close'),
  Type.Literal('account-name-differs'),
  Type.Literal('account-not-checkable'),
  Type.Literal('account-not-linked'),
  Type.Literal('answer-unsigned'),
  Type.Literal('birth-date-differs'),
  Type.Literal('birth-date-partial'),
  Type.Literal('consent-refused'),
  Type.Literal('deceased'),
  Type.Literal('enrolled-elsewhere'),
  Type.Literal('enrolled-here'),
  Type.Literal('enrolments-hidden'),
  Type.Literal('enrolments-unknown'),
  Type.Literal('identifier-unknown'),
  Type.Literal('name-close'),
  Type.Literal('name-differs'),
  Type.Literal('not-agreed'),
  Type.Literal('otp-locked'),
  Type.Literal('otp-wrong'),
  Type.Literal('person-differs'),
  Type.Literal('request-rejected'),
  Type.Literal('several-records'),
  Type.Literal('signature-invalid'),
  Type.Literal('timed-out'),
  Type.Literal('unreachable'),
]);
export type VerificationReason = Static<typeof VerificationReason>;

/** A kept answer: who said what, when, how long it holds, and what proves it. No personal value. */
export const VerificationResult = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: VerificationKind,
  outcome: VerificationOutcome,
  reasons: Type.Array(VerificationReason),
  /** Partner id in interlink.json, e.g. `national-id`. */
  source: Type.String(),
  checkedAt: Time,
  expiresAt: Time,
  tookMs: Type.Integer({ minimum: 0 }),
  /** True when an earlier answer, still valid, was used again and nobody was asked. */
  reused: Type.Boolean(),
  evidence: Type.Object({
    /** SHA-256 of the raw bytes received, hex; absent when nothing came. */
    sha256: Type.Optional(Type.String()),
    signature: Type.Union([Type.Literal('verified'), Type.Literal('absent'), Type.Literal('invalid')]),
  }),
});
export type VerificationResult = Static<typeof VerificationResult>;
