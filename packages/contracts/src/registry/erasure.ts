import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';
import { Purpose } from './scope.js';
import { text } from './values.js';

const Id = Type.String({ format: 'uuid' });
const Count = Type.Integer({ minimum: 0 });

/** Why and what for; kept in the log. */
export const Reasoned = Type.Object(
  { purpose: Purpose, reason: Type.String({ minLength: 3, maxLength: 500 }) },
  { additionalProperties: false },
);
export type Reasoned = Static<typeof Reasoned>;

export const SetLegalHold = Type.Object(
  { ...Reasoned.properties, holds: Type.Boolean() },
  { additionalProperties: false },
);
export type SetLegalHold = Static<typeof SetLegalHold>;

/** What an erasure would destroy, and what it cannot reach. Nothing is changed by asking. */
export const ErasurePreview = Type.Object({
  personId: Id,
  /** Statements of sources about the person, their enrolments, benefits and payments. */
  statements: Count,
  sources: Type.Array(Type.String()),
  enrolments: Count,
  payments: Count,
  /** Households that nobody else is known in: they go too. */
  householdsAlone: Count,
  legalHold: Type.Boolean(),
  /** In a programme now: an erasure is refused. */
  activeEnrolment: Type.Boolean(),
  /** Journeys of enrolment: what was told in them goes, their states and times stay. */
  journeys: Count,
  /** Of these, still under way: an erasure is refused until they have ended. */
  journeysOpen: Count,
  /** Answers of those who were asked about the person: evidence and values go, outcome and hash stay. */
  verifications: Count,
  /** Payments in batches: they stay, as the laws on money want it. */
  paymentsKept: Count,
  /** Of these, in a batch that is not closed: an erasure is refused until it is. */
  paymentsOpen: Count,
  /** The person stays in these; somebody has to erase them there. */
  remainsIn: Type.Array(Type.String()),
});
export type ErasurePreview = Static<typeof ErasurePreview>;

export const ErasureState = Type.Enum(['asked', 'done', 'withdrawn']);
export type ErasureState = Static<typeof ErasureState>;

/** Asked for by one person, confirmed by another: for one human being, or for all whom the retention rule names. */
export const Erasure = Type.Object({
  id: Id,
  kind: Type.Enum(['person', 'retention']),
  state: ErasureState,
  /** Of one human being, until they are erased: whoever confirms looks first at whom. */
  personId: Type.Optional(Id),
  people: Count,
  erased: Count,
  reason: Type.String(),
  askedBy: Type.String(),
  askedAt: Time,
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Time),
});
export type Erasure = Static<typeof Erasure>;
export const ErasureList = Type.Array(Erasure);

/** Whom the retention rule would erase today. */
export const RetentionPreview = Type.Object({
  /** Absent: the deployment has no rule, and nobody is ever due. */
  years: Type.Optional(Type.Integer()),
  /** First day of what is still kept. */
  before: Type.Optional(Day),
  due: Count,
});
export type RetentionPreview = Static<typeof RetentionPreview>;

/** A photograph that was taken of somebody or of their household. */
export const ExportedPhoto = Type.Object({
  source: Type.String(),
  /** The question that it answers. */
  question: Type.String(),
  /** What it was taken for, e.g. `social-registry`. */
  purpose: Type.String(),
  /** `household`: others may be seen in it, so that it is named and not shown. */
  shows: Type.Enum(['person', 'household']),
  keptAt: Time,
  keptBy: Type.String(),
  type: Type.String(),
  /** Of its bytes, in hex. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** Its bytes in base64; of the person alone. */
  content: Type.Optional(Type.String()),
});
export type ExportedPhoto = Static<typeof ExportedPhoto>;

/** A journey of enrolment, as somebody told it and as it went. */
export const ExportedJourney = Type.Object({
  id: Id,
  programme: Type.String(),
  institution: Type.String(),
  state: Type.String(),
  startedAt: Time,
  /** What was told at the desk: the applicant, the account by its last four figures, a proxy, remarks; null when erased. */
  told: Type.Unknown(),
  timeline: Type.Array(Type.Object({ at: Time, what: Type.String(), who: Type.String() })),
});
export type ExportedJourney = Static<typeof ExportedJourney>;

/** What somebody who was asked about the person answered. */
export const ExportedVerification = Type.Object({
  /** Of whom it was asked: the journey, or the individual of openIMIS. */
  subject: Type.String(),
  kind: Type.String(),
  source: Type.String(),
  outcome: Type.String(),
  reasons: Type.Array(Type.String()),
  checkedAt: Time,
  expiresAt: Time,
  /** What the source said of the person, where it said more than yes or no. */
  attributes: Type.Optional(Type.Unknown()),
  /** Of the answer as it came, in hex. */
  evidenceSha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
});
export type ExportedVerification = Static<typeof ExportedVerification>;

/** SR-008, data protection: all that is kept about somebody, for themselves. Accounts are masked. */
export const SubjectExport = Type.Object({
  personId: Id,
  madeAt: Time,
  view: Type.Unknown(),
  statements: Type.Array(
    Type.Object({
      source: Type.String(),
      kind: Type.String(),
      recordedAt: Time,
      validFrom: Type.Optional(Type.String()),
      deleted: Type.Boolean(),
      data: Type.Unknown(),
    }),
  ),
  photographs: Type.Array(ExportedPhoto),
  journeys: Type.Array(ExportedJourney),
  verifications: Type.Array(ExportedVerification),
  /** Programmes, journeys and photographs of other institutions are theirs to tell. */
  otherInstitutions: Type.Boolean(),
});
export type SubjectExport = Static<typeof SubjectExport>;

export const AskRetention = Type.Object({ reason: text(500) }, { additionalProperties: false });
