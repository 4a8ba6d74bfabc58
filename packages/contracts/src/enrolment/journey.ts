import { Type, type Static } from 'typebox';
import { VerificationResult } from '../verification/result.js';
import { Mandate } from './applicant.js';
import { Assurance, BirthDate, JourneyAction, JourneyState, Language, StepName, StepStatus } from './states.js';
import { Day, Time } from '../platform/time.js';

export const JourneyStep = Type.Object({
  name: StepName,
  status: StepStatus,
  /** Label of who was asked, e.g. `civil-registry`; absent for our own steps. */
  askedOf: Type.Optional(Type.String()),
  /** Codes the frontend and the command line translate: `VerificationReason` or an enrolment finding. */
  reasons: Type.Array(Type.String()),
  /** What the officer does next; a code that the frontends translate. */
  advice: Type.Optional(Type.String()),
  startedAt: Type.Optional(Time),
  endedAt: Type.Optional(Time),
  /** System time of the step in milliseconds, without the person's typing. */
  tookMs: Type.Optional(Type.Integer({ minimum: 0 })),
  attempts: Type.Integer({ minimum: 0 }),
});
export type JourneyStep = Static<typeof JourneyStep>;

export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  at: Time,
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
  /** What the person has in the message or on the slip and can read out: eight letters and digits. */
  reference: Type.String(),
  correlationId: Type.String(),
  state: JourneyState,
  programme: Type.Object({ code: Type.String(), name: Type.String() }),
  /** Names and birth date in full; identifier and mobile masked but for the last four characters. Absent once erased. */
  applicant: Type.Optional(
    Type.Object({
      givenName: Type.String(),
      surname: Type.String(),
      birthDate: BirthDate,
      nationalId: Type.Optional(Type.String()),
      mobile: Type.Optional(Type.String()),
      language: Language,
      locationId: Type.String(),
    }),
  ),
  /** The person was erased: what was told is gone, states and times stay. */
  erasedAt: Type.Optional(Time),
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
  /** Where the person asks and complains, as the message and the slip tell. */
  grievanceNumber: Type.String(),
  /** First day on which a person who is too young is eligible. */
  eligibleFrom: Type.Optional(Day),
  /** The enrolment that a person who is already enrolled has. */
  existingBeneficiaryId: Type.Optional(Type.String()),
  /** Possible now for the one who asks. */
  allowedActions: Type.Array(JourneyAction),
  /** Sum of the steps' system time, milliseconds. */
  systemMs: Type.Integer({ minimum: 0 }),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer({ minimum: 1 }),
});
export type Journey = Static<typeof Journey>;

/** A row of the list: no timeline, no verifications. */
export const JourneySummary = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: JourneyState,
  programme: Type.String(),
  /** Unless openIMIS is away. */
  programmeName: Type.Optional(Type.String()),
  /** Absent once the person was erased. */
  name: Type.Optional(Type.String()),
  erasedAt: Type.Optional(Time),
  maker: Type.String(),
  assurance: Assurance,
  provisional: Type.Boolean(),
  /** Reasons of the step that stopped it, if one did. */
  reasons: Type.Array(Type.String()),
  createdAt: Time,
  updatedAt: Time,
});
export type JourneySummary = Static<typeof JourneySummary>;

export const JourneyPage = Type.Object({ items: Type.Array(JourneySummary), nextCursor: Type.Optional(Type.String()) });
export type JourneyPage = Static<typeof JourneyPage>;

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
