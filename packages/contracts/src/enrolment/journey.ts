import { Type, type Static } from 'typebox';
import { VerificationResult } from '../verification/result.js';

/** Where a journey stands. Terminal: enrolled, refused, rejected, withdrawn. */
export const JourneyState = Type.Union([
  Type.Literal('identified'),
  Type.Literal('consented'),
  Type.Literal('authenticating'),
  Type.Literal('checking'),
  Type.Literal('held'),
  Type.Literal('ready'),
  Type.Literal('awaiting-approval'),
  Type.Literal('approved'),
  Type.Literal('landing'),
  Type.Literal('awaiting-task'),
  Type.Literal('approval-in-doubt'),
  Type.Literal('enrolled'),
  Type.Literal('refused'),
  Type.Literal('rejected'),
  Type.Literal('withdrawn'),
]);
export type JourneyState = Static<typeof JourneyState>;

/** What a person may ask for next; the service names in each answer those that are possible now. */
export const JourneyAction = Type.Union([
  Type.Literal('approve'),
  Type.Literal('check-account'),
  Type.Literal('complete-identity'),
  Type.Literal('consent'),
  Type.Literal('override-hold'),
  Type.Literal('reject'),
  Type.Literal('resolve-task'),
  Type.Literal('retry-checks'),
  Type.Literal('start-identity'),
  Type.Literal('submit'),
  Type.Literal('vouch-identity'),
  Type.Literal('withdraw'),
]);
export type JourneyAction = Static<typeof JourneyAction>;

export const StepName = Type.Union([
  Type.Literal('identify'),
  Type.Literal('consent'),
  Type.Literal('identity'),
  Type.Literal('civil-status'),
  Type.Literal('account'),
  Type.Literal('eligibility'),
  Type.Literal('review'),
  Type.Literal('approval'),
  Type.Literal('landing'),
  Type.Literal('notification'),
]);
export type StepName = Static<typeof StepName>;

export const StepStatus = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('passed'),
  Type.Literal('review'),
  Type.Literal('failed'),
  Type.Literal('skipped'),
]);
export type StepStatus = Static<typeof StepStatus>;

/** How sure we are who this is: by the national ID's OTP and liveness, or by two witnesses. */
export const Assurance = Type.Union([Type.Literal('none'), Type.Literal('witnessed'), Type.Literal('authenticated')]);
export type Assurance = Static<typeof Assurance>;

/** A birth date as precise as it is known. `date` is always full; unknown parts are the latest possible (D, row 4'). */
export const BirthDate = Type.Object(
  {
    date: Type.String({ format: 'date' }),
    precision: Type.Union([Type.Literal('day'), Type.Literal('month'), Type.Literal('year')]),
  },
  { additionalProperties: false },
);
export type BirthDate = Static<typeof BirthDate>;

/** Language of messages to the person: ISO 639-1. */
export const Language = Type.Union([Type.Literal('ar'), Type.Literal('en'), Type.Literal('fr')]);
export type Language = Static<typeof Language>;

/** No control characters: PostgreSQL, openIMIS and partners refuse some of them only after the journey began. */
const PLAIN = '^[^\\u0000-\\u001f\\u007f]*$';

export const Applicant = Type.Object(
  {
    givenName: Type.String({ minLength: 1, maxLength: 100, pattern: PLAIN }),
    surname: Type.String({ minLength: 1, maxLength: 100, pattern: PLAIN }),
    birthDate: BirthDate,
    /** National identifier; a person without one is found by name, birth date and mobile. */
    nationalId: Type.Optional(Type.String({ minLength: 4, maxLength: 40, pattern: PLAIN })),
    /** E.164, e.g. +25470000001; a person without a phone gets a printed slip. */
    mobile: Type.Optional(Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$' })),
    sex: Type.Optional(
      Type.Union([Type.Literal('female'), Type.Literal('male'), Type.Literal('other'), Type.Literal('unknown')]),
    ),
    language: Language,
    /** openIMIS location uuid of the village. */
    locationId: Type.String({ format: 'uuid' }),
    /** openIMIS individual uuid, when the person is already there. */
    individualId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);
export type Applicant = Static<typeof Applicant>;

/** Somebody who acts for the applicant, with what allows it. */
export const Mandate = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    relationship: Type.String({ minLength: 1, maxLength: 100 }),
    documentReference: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
export type Mandate = Static<typeof Mandate>;

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

/** Where the applicant signs in with the national ID. Open it for the person; it ends on our page with code and state. */
export const IdentityStarted = Type.Object({
  authorizationUrl: Type.String(),
  expiresAt: Type.String({ format: 'date-time' }),
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

export const JourneyStep = Type.Object({
  name: StepName,
  status: StepStatus,
  /** Label of who was asked, e.g. `civil-registry`; absent for our own steps. */
  askedOf: Type.Optional(Type.String()),
  /** Codes the frontend and the command line translate: `VerificationReason` or an enrolment finding. */
  reasons: Type.Array(Type.String()),
  /** What the officer does next; a code that the frontends translate. */
  advice: Type.Optional(Type.String()),
  startedAt: Type.Optional(Type.String({ format: 'date-time' })),
  endedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** System time of the step in milliseconds, without the person's typing. */
  tookMs: Type.Optional(Type.Integer({ minimum: 0 })),
  attempts: Type.Integer({ minimum: 0 }),
});
export type JourneyStep = Static<typeof JourneyStep>;

export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  /** Event type of the journey, e.g. `identity-verified`. */
  what: Type.String(),
  /** Login name of the person, or `interlink`. */
  who: Type.String(),
  /** Milliseconds since the entry before. */
  sinceMs: Type.Integer({ minimum: 0 }),
  detail: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]),
  ),
});
export type TimelineEntry = Static<typeof TimelineEntry>;

/** What an approver is asked to confirm; `hash` is the SHA-256 of its RFC 8785 form. */
export const ApprovalStatement = Type.Object({ hash: Type.String(), text: Type.Record(Type.String(), Type.String()) });
export type ApprovalStatement = Static<typeof ApprovalStatement>;

export const Journey = Type.Object({
  id: Type.String({ format: 'uuid' }),
  correlationId: Type.String(),
  state: JourneyState,
  programme: Type.Object({ code: Type.String(), name: Type.String() }),
  /** Names and birth date in full; identifier and mobile masked but for the last four characters. */
  applicant: Type.Object({
    givenName: Type.String(),
    surname: Type.String(),
    birthDate: BirthDate,
    nationalId: Type.Optional(Type.String()),
    mobile: Type.Optional(Type.String()),
    language: Language,
    locationId: Type.String(),
  }),
  mandate: Type.Optional(Mandate),
  assurance: Assurance,
  /** True when a check could not be made yet: no payment before it is (D, row 4). */
  provisional: Type.Boolean(),
  steps: Type.Array(JourneyStep),
  verifications: Type.Array(VerificationResult),
  timeline: Type.Array(TimelineEntry),
  /** Present from `ready` on. */
  approvalStatement: Type.Optional(ApprovalStatement),
  maker: Type.Optional(Type.String()),
  approver: Type.Optional(Type.String()),
  openimis: Type.Object({
    individualId: Type.Optional(Type.String()),
    beneficiaryId: Type.Optional(Type.String()),
    taskId: Type.Optional(Type.String()),
  }),
  /** First day on which a person who is too young is eligible. */
  eligibleFrom: Type.Optional(Type.String({ format: 'date' })),
  /** The enrolment that a person who is already enrolled has. */
  existingBeneficiaryId: Type.Optional(Type.String()),
  /** Possible now for the one who asks. */
  allowedActions: Type.Array(JourneyAction),
  /** Sum of the steps' system time, milliseconds. */
  systemMs: Type.Integer({ minimum: 0 }),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  version: Type.Integer({ minimum: 1 }),
});
export type Journey = Static<typeof Journey>;

/** A row of the list: no timeline, no verifications. */
export const JourneySummary = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: JourneyState,
  programme: Type.String(),
  name: Type.String(),
  maker: Type.String(),
  assurance: Assurance,
  provisional: Type.Boolean(),
  /** Reasons of the step that stopped it, if one did. */
  reasons: Type.Array(Type.String()),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
});
export type JourneySummary = Static<typeof JourneySummary>;

export const JourneyPage = Type.Object({ items: Type.Array(JourneySummary), nextCursor: Type.Optional(Type.String()) });
export type JourneyPage = Static<typeof JourneyPage>;

export const FindApplicants = Type.Object(
  {
    nationalId: Type.Optional(Type.String({ minLength: 4, maxLength: 40, pattern: PLAIN })),
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 200, pattern: PLAIN })),
    birthDate: Type.Optional(Type.String({ format: 'date' })),
    mobile: Type.Optional(Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$' })),
  },
  { additionalProperties: false },
);
export type FindApplicants = Static<typeof FindApplicants>;

/** At most three, and never which part of the search matched (D row 1, S12). */
export const ApplicantCandidates = Type.Object({
  items: Type.Array(
    Type.Object({
      individualId: Type.String(),
      givenName: Type.String(),
      surname: Type.String(),
      birthDate: BirthDate,
      nationalId: Type.Optional(Type.String()),
      locationId: Type.Optional(Type.String()),
      locationName: Type.Optional(Type.String()),
      /** Codes of programmes in which the person is an active or potential beneficiary, as far as the operator may see. */
      programmes: Type.Array(Type.String()),
    }),
    { maxItems: 3 },
  ),
});
export type ApplicantCandidates = Static<typeof ApplicantCandidates>;

export const EnrolmentProgramme = Type.Object({
  code: Type.String(),
  name: Type.String(),
  institution: Type.String(),
  minimumAge: Type.Optional(Type.Integer()),
  accountRequired: Type.Boolean(),
});
export type EnrolmentProgramme = Static<typeof EnrolmentProgramme>;

/** Work that waits for the one who asks; shown on the openIMIS home page. */
export const OpenWork = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: Type.Union([
        Type.Literal('approval-in-doubt'),
        Type.Literal('awaiting-approval'),
        Type.Literal('awaiting-task'),
        Type.Literal('held'),
        Type.Literal('unfinished'),
      ]),
      count: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type OpenWork = Static<typeof OpenWork>;
