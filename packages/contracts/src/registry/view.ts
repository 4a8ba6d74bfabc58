import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';
import { AssistanceUnit, BenefitStatus, BenefitType, EnrolmentStatus } from './codes.js';
import { HouseholdRole } from './household.js';
import { PersonData } from './person.js';
import { Address, Identifier, Money, Place } from './values.js';

/** Where a value comes from, and why this one was chosen. */
export const Provenance = Type.Object({
  source: Type.String(),
  recordId: Type.String(),
  /** First day on which the source says it is true; absent when it has no history. */
  validFrom: Type.Optional(Day),
  recordedAt: Time,
  chosenBy: Type.Enum(['only', 'agreed', 'authoritative', 'freshest', 'decision']),
  /** True when another source says otherwise. */
  disputed: Type.Boolean(),
});
export type Provenance = Static<typeof Provenance>;

/** The source that a person is known from, and since when. */
export const LinkedRecord = Type.Object({
  recordId: Type.String(),
  source: Type.String(),
  key: Type.String(),
  linkedBy: Type.Enum(['first', 'identifier', 'rule', 'decision']),
  linkedAt: Time,
  score: Type.Optional(Type.Number()),
  evidence: Type.Array(Type.String()),
  deleted: Type.Boolean(),
});
export type LinkedRecord = Static<typeof LinkedRecord>;

/** An account as it may be shown: never the number. */
export const MaskedAccount = Type.Object({ provider: Type.String(), masked: Type.String() });
export type MaskedAccount = Static<typeof MaskedAccount>;

export const EnrolmentView = Type.Object({
  recordId: Type.String(),
  source: Type.String(),
  programme: Type.String(),
  programmeName: Type.String(),
  institution: Type.Optional(Type.String()),
  unit: AssistanceUnit,
  householdId: Type.Optional(Type.String()),
  status: EnrolmentStatus,
  enrolledOn: Type.Optional(Day),
  endsOn: Type.Optional(Day),
  statusHistory: Type.Array(Type.Object({ status: EnrolmentStatus, on: Day })),
  lastUpdated: Time,
});
export type EnrolmentView = Static<typeof EnrolmentView>;

export const BenefitView = Type.Object({
  recordId: Type.String(),
  source: Type.String(),
  programme: Type.String(),
  type: BenefitType,
  status: BenefitStatus,
  period: Type.Optional(Type.String()),
  dueOn: Type.Optional(Day),
  amount: Type.Optional(Money),
  quantity: Type.Optional(Type.Number()),
  description: Type.Optional(Type.String()),
});
export type BenefitView = Static<typeof BenefitView>;

export const PaymentView = Type.Object({
  recordId: Type.String(),
  source: Type.String(),
  programme: Type.String(),
  amount: Money,
  paidOn: Day,
  status: Type.Enum(['sent', 'paid', 'failed', 'returned']),
  channel: Type.Optional(Type.String()),
  receipt: Type.Optional(Type.String()),
  period: Type.Optional(Type.String()),
});
export type PaymentView = Static<typeof PaymentView>;

export const MembershipView = Type.Object({
  householdId: Type.String(),
  source: Type.String(),
  role: Type.Optional(HouseholdRole),
  recipient: Type.Optional(Type.Enum(['primary', 'secondary'])),
});
export type MembershipView = Static<typeof MembershipView>;

/** The person's own fields, accounts masked. */
export const PersonFields = Type.Object({
  ...Type.Omit(PersonData, ['accounts', 'additional']).properties,
  accounts: Type.Optional(Type.Array(MaskedAccount)),
  additional: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type PersonFields = Static<typeof PersonFields>;

/** One person across all systems, as the one who asks may see it. */
export const PersonView = Type.Object({
  personId: Type.String({ format: 'uuid' }),
  /** ETag of the view. */
  version: Type.Integer(),
  asOf: Day,
  knownAt: Time,
  /** The first day from which anything is known; what is shown for earlier days is what was first known. */
  knownSince: Type.Optional(Day),
  data: PersonFields,
  /** By field of `data`. */
  provenance: Type.Record(Type.String(), Provenance),
  records: Type.Array(LinkedRecord),
  households: Type.Array(MembershipView),
  enrolments: Type.Array(EnrolmentView),
  benefits: Type.Array(BenefitView),
  payments: Type.Array(PaymentView),
  /** True when there are enrolments that the one who asks may not see: not which, nor how many. */
  otherEnrolments: Type.Boolean(),
  lastUpdated: Time,
});
export type PersonView = Static<typeof PersonView>;

export const MemberView = Type.Object({
  personId: Type.Optional(Type.String()),
  /** Absent when the member may not be seen. */
  data: Type.Optional(PersonFields),
  role: Type.Optional(HouseholdRole),
  recipient: Type.Optional(Type.Enum(['primary', 'secondary'])),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
});
export type MemberView = Static<typeof MemberView>;

export const HouseholdView = Type.Object({
  householdId: Type.String({ format: 'uuid' }),
  version: Type.Integer(),
  /** Valid time and recorded time of this view; its members are those of that day. */
  asOf: Day,
  knownAt: Time,
  /** Of a past day: nothing is known of it from before. */
  knownSince: Type.Optional(Day),
  source: Type.String(),
  identifiers: Type.Array(Identifier),
  unit: AssistanceUnit,
  place: Type.Optional(Place),
  addresses: Type.Array(Address),
  size: Type.Integer(),
  povertyScore: Type.Optional(Type.Number()),
  povertyScoreType: Type.Optional(Type.String()),
  members: Type.Array(MemberView),
  enrolments: Type.Array(EnrolmentView),
  /** True when there are enrolments that the one who asks may not see: not which, nor how many. */
  otherEnrolments: Type.Boolean(),
  registrationDate: Type.Optional(Day),
  lastUpdated: Time,
});
export type HouseholdView = Static<typeof HouseholdView>;

/** One enrolment with the one who is enrolled, and what it brought. */
export const BeneficiaryView = Type.Object({
  enrolment: EnrolmentView,
  person: Type.Optional(PersonView),
  household: Type.Optional(HouseholdView),
  benefits: Type.Array(BenefitView),
});
export type BeneficiaryView = Static<typeof BeneficiaryView>;

export const PersonHit = Type.Object({
  personId: Type.String(),
  /** 1 for an exact match, less for a likeness; absent when nothing was ranked. */
  score: Type.Optional(Type.Number()),
  view: PersonView,
});

/**
 * As `SearchPage`, for whoever shares data: of people no more than what is said of themselves, of households each once,
 * however many systems know it.
 */
export type SharedPage =
  | {
      readonly recordType: 'Member';
      readonly total: number;
      readonly items: readonly Pick<PersonView, 'data' | 'personId'>[];
    }
  | (Extract<SearchPage, { readonly recordType: 'Group' }> & {
      /** Of a page of all there is: how many households of sources it was made of. */
      readonly looked?: number;
    })
  | Extract<SearchPage, { readonly recordType: 'Beneficiary' }>;

/** A household as a system knows it. */
export const KnownHousehold = Type.Object({ householdId: Type.String(), source: Type.String() });
export type KnownHousehold = Static<typeof KnownHousehold>;

/** A page of a search, by the record type that was asked for. `total` counts what the scope may see. */
export type SearchPage = (
  | {
      readonly recordType: 'Member';
      readonly total: number;
      readonly items: readonly PersonView[];
      /** A name that too many bear: `total` of them were looked at, the likest in spelling first; there are others. */
      readonly hasMore?: boolean;
    }
  | { readonly recordType: 'Group'; readonly total: number; readonly items: readonly HouseholdView[] }
  | { readonly recordType: 'Beneficiary'; readonly total: number; readonly items: readonly BeneficiaryView[] }
) & {
  /** Of the households of these hits, those that several systems know: each once, as every one of them knows it. */
  readonly across?: readonly (readonly KnownHousehold[])[];
};
