import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';
import { EnrolmentStatus, MaritalStatus, Sex } from '../registry/codes.js';
import { Account, text } from '../registry/values.js';

const Id = Type.String({ format: 'uuid' });

/** What happened in somebody's life; `contact`: another telephone. */
export const LifeEvent = Type.Enum(['account', 'birth', 'contact', 'death', 'marriage', 'move']);
export type LifeEvent = Static<typeof LifeEvent>;

const closed = { additionalProperties: false } as const;

/** SR-027: one life event of one person. The day of it is the request's `happenedOn`: a birth's and a death's date. */
export const Change = Type.Union([
  Type.Object({ event: Type.Literal('account'), account: Account }, closed),
  Type.Object({ event: Type.Literal('birth'), givenName: text(), surname: Type.Optional(text()), sex: Sex }, closed),
  Type.Object({ event: Type.Literal('contact'), phone: Type.String({ pattern: '^\\+[1-9]\\d{6,14}$' }) }, closed),
  Type.Object({ event: Type.Literal('death') }, closed),
  Type.Object(
    {
      event: Type.Literal('marriage'),
      maritalStatus: MaritalStatus,
      /** The registry's id of the spouse to whose household the person moves; absent: everybody stays where they are. */
      joins: Type.Optional(Id),
    },
    closed,
  ),
  Type.Object(
    {
      event: Type.Literal('move'),
      /** The village's code in openIMIS. */
      village: text(40),
      addressLine: Type.Optional(text()),
      /** False: the person left the household; true: all of it moved. */
      withHousehold: Type.Boolean(),
    },
    closed,
  ),
]);
export type Change = Static<typeof Change>;

export const Evidence = Type.Object(
  {
    kind: Type.Enum(['certificate', 'court-order', 'identity-document', 'letter', 'statement', 'other']),
    /** Number of the certificate, or where the paper is kept. */
    reference: text(80),
    issuer: Type.Optional(text(120)),
    issuedOn: Type.Optional(Day),
  },
  closed,
);
export type Evidence = Static<typeof Evidence>;

export const BeginChange = Type.Object(
  {
    /** The registry's id of the person. */
    personId: Id,
    change: Change,
    happenedOn: Day,
    /** Who brought it; staff enters what a partner or the person says. */
    channel: Type.Enum(['partner', 'person', 'staff']),
    evidence: Type.Array(Evidence, { maxItems: 10 }),
    note: Type.Optional(text(500)),
  },
  closed,
);
export type BeginChange = Static<typeof BeginChange>;

/**
 * `sending`: approved and not yet carried out. `at-openimis`: sent, and a task of openIMIS waits for its own approval.
 */
export const ChangeState = Type.Enum(['waiting', 'sending', 'at-openimis', 'done', 'refused', 'failed']);
export type ChangeState = Static<typeof ChangeState>;

export const ChangePolicy = Type.Enum(['approval', 'automatic']);
export type ChangePolicy = Static<typeof ChangePolicy>;

/** A request without what it says: as it stands in a list. */
export const ListedChange = Type.Object({
  id: Id,
  personId: Id,
  event: LifeEvent,
  happenedOn: Day,
  channel: Type.Enum(['partner', 'person', 'staff']),
  state: ChangeState,
  policy: ChangePolicy,
  makerLogin: Type.String(),
  approverLogin: Type.Optional(Type.String()),
  /** Why it was refused. */
  reason: Type.Optional(Type.String()),
  /** Why it failed, or cannot be finished yet: a code of the error catalogue. */
  problem: Type.Optional(Type.String()),
  createdAt: Time,
  decidedAt: Type.Optional(Time),
});
export type ListedChange = Static<typeof ListedChange>;

export const ChangeList = Type.Object({ items: Type.Array(ListedChange), next: Type.Optional(Type.String()) });
export type ChangeList = Static<typeof ChangeList>;

/** Who holds the field: where openIMIS does, the change is sent there and comes back by the registry's follower. */
export const FieldEffect = Type.Object({
  field: Type.String(),
  home: Type.Enum(['openimis', 'registry']),
  before: Type.Optional(Type.String()),
  after: Type.String(),
});
export type FieldEffect = Static<typeof FieldEffect>;

/** What follows for an enrolment. None of it is a decision: a person takes it. */
export const EffectCode = Type.Enum([
  'account-to-verify',
  'district-changes',
  'enrolment-to-decide',
  'household-changes',
  'messages-to-new-number',
  'none',
  'recipient-to-name',
]);
export type EffectCode = Static<typeof EffectCode>;

export const ProgrammeEffect = Type.Object({
  programme: Type.String(),
  programmeName: Type.String(),
  source: Type.String(),
  status: EnrolmentStatus,
  effects: Type.Array(EffectCode),
});
export type ProgrammeEffect = Static<typeof ProgrammeEffect>;

/** A household's score before and after, in millionths; `after` is absent when nobody is left in it. */
export const Reassessment = Type.Object({
  formula: Type.String(),
  version: Type.Integer(),
  before: Type.Integer(),
  after: Type.Optional(Type.Integer()),
  /** Programmes that it may qualify for now and did not before, and the other way round. */
  gains: Type.Array(Type.String()),
  losses: Type.Array(Type.String()),
});
export type Reassessment = Static<typeof Reassessment>;

const side = {
  fields: Type.Array(FieldEffect),
  programmes: Type.Array(ProgrammeEffect),
  /** Programmes that the one who asks may not see have the person, too. */
  otherEnrolments: Type.Boolean(),
  membersBefore: Type.Optional(Type.Integer()),
  membersAfter: Type.Optional(Type.Integer()),
  reassessed: Type.Array(Reassessment),
};

/** What a change would do to one person and their household. */
export const EffectOnOne = Type.Object(side);
export type EffectOnOne = Static<typeof EffectOnOne>;

/** What a change would do, before anybody approves it. */
export const ChangeEffect = Type.Object({
  ...side,
  /** Of a marriage that joins two households: to the spouse and the household that the person moves to. */
  spouse: Type.Optional(EffectOnOne),
  /** Of all that is shown: an approval names it, and another effect by now is refused (S10). */
  digest: Type.String(),
});
export type ChangeEffect = Static<typeof ChangeEffect>;

export const ChangeRequest = Type.Object({
  request: ListedChange,
  /** The requests of others of the household that were entered with it: all of it moved. */
  together: Type.Array(ListedChange),
  change: Change,
  /** Whom it is about, while it is not decided: who decides must know. Absent where nobody knows a name. */
  personName: Type.Optional(Type.String()),
  /** The same of the spouse whose household they move to. */
  spouseName: Type.Optional(Type.String()),
  /** Of a move: the name of the village, as openIMIS had it when the change was entered. */
  villageName: Type.Optional(Type.String()),
  evidence: Type.Array(Evidence),
  note: Type.Optional(Type.String()),
  /** While it is not decided. */
  effect: Type.Optional(ChangeEffect),
  /** After it was carried out. */
  reassessed: Type.Array(Reassessment),
  /** The same of the household that a marriage was joined to. */
  spouseReassessed: Type.Array(Reassessment),
});
export type ChangeRequest = Static<typeof ChangeRequest>;

/** `shown`: the digest of the effect that the approver saw. */
export const ApproveChange = Type.Object({ shown: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed);
export type ApproveChange = Static<typeof ApproveChange>;

export const RefuseChange = Type.Object({ reason: text(500) }, closed);
export type RefuseChange = Static<typeof RefuseChange>;
