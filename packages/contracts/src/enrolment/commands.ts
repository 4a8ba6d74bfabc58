import { Type, type Static } from 'typebox';
import { Applicant, Mandate, PLAIN } from './applicant.js';
import { Time } from '../platform/time.js';

export const StartJourney = Type.Object(
  {
    /** Code of an openIMIS benefit plan that enrols by journey (interlink.json). */
    programme: Type.String({ minLength: 1, maxLength: 20 }),
    applicant: Applicant,
    mandate: Type.Optional(Mandate),
  },
  { additionalProperties: false },
);
export type StartJourney = Static<typeof StartJourney>;

export const GiveConsent = Type.Object(
  {
    /** Version of the notice that was read to the person. */
    noticeVersion: Type.String({ minLength: 1, maxLength: 40 }),
    means: Type.Union([Type.Literal('spoken'), Type.Literal('signed'), Type.Literal('thumbprint')]),
  },
  { additionalProperties: false },
);
export type GiveConsent = Static<typeof GiveConsent>;

/**
 * Where the applicant signs in with the national ID. Open it for the person; it ends on our page with code and state.
 */
export const IdentityStarted = Type.Object({
  authorizationUrl: Type.String(),
  expiresAt: Time,
});
export type IdentityStarted = Static<typeof IdentityStarted>;

export const CompleteIdentity = Type.Object(
  {
    state: Type.String({ minLength: 1, maxLength: 500 }),
    /** Absent when the provider sent an error instead. */
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    error: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type CompleteIdentity = Static<typeof CompleteIdentity>;

const Witness = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    documentReference: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);

/** Two witnesses vouch for a person without ID or phone: a lower assurance, shown as such. */
export const VouchIdentity = Type.Object(
  { witnesses: Type.Tuple([Witness, Witness]) },
  { additionalProperties: false },
);
export type VouchIdentity = Static<typeof VouchIdentity>;

export const CheckAccount = Type.Object(
  {
    provider: Type.String({ minLength: 1, maxLength: 35 }),
    accountNumber: Type.String({ minLength: 4, maxLength: 34, pattern: PLAIN }),
  },
  { additionalProperties: false },
);
export type CheckAccount = Static<typeof CheckAccount>;

export const Submit = Type.Object(
  { note: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);
export type Submit = Static<typeof Submit>;

/** A person takes responsibility for going on in spite of a finding that asks for review. */
export const OverrideHold = Type.Object(
  { reason: Type.String({ minLength: 10, maxLength: 500 }) },
  { additionalProperties: false },
);
export type OverrideHold = Static<typeof OverrideHold>;

export const Withdraw = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500 }) },
  { additionalProperties: false },
);
export type Withdraw = Static<typeof Withdraw>;

/** The second person's decision over exactly what was shown (S10). */
export const Decide = Type.Object(
  {
    decision: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
    /** `approvalStatement.hash` of the journey as it was shown. */
    statementHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type Decide = Static<typeof Decide>;
