import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';
import { BenefitData, EnrolmentData, PaymentData, SubjectKey } from './enrolment.js';
import { HouseholdData } from './household.js';
import { PersonData } from './person.js';
import { text } from './values.js';

const common = {
  /** The source's own key of the record; (source, kind, key) names it for ever. */
  key: text(120),
  /** First day on which it is true, when the source says so; otherwise it is "known since" the day it came. */
  validFrom: Type.Optional(Day),
  /** The same for the first version only, where the source tells when it began and not when it changed. */
  firstFrom: Type.Optional(Day),
  /** First day on which it is true no more. */
  validTo: Type.Optional(Day),
};

/** Stated when the source has deleted the record, or no longer shows it. */
export const Tombstone = Type.Object(
  {
    kind: Type.Enum(['person', 'household', 'enrolment', 'benefit', 'payment']),
    key: text(120),
    /** Needed for enrolments, benefits and payments. */
    subject: Type.Optional(SubjectKey),
    deleted: Type.Literal(true),
    validFrom: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type Tombstone = Static<typeof Tombstone>;

const own = <K extends string, D extends Type.TSchema>(kind: K, data: D) =>
  Type.Object({ kind: Type.Literal(kind), ...common, data }, { additionalProperties: false });
const of = <K extends string, D extends Type.TSchema>(kind: K, data: D) =>
  Type.Object({ kind: Type.Literal(kind), ...common, subject: SubjectKey, data }, { additionalProperties: false });

export const PersonRecord = own('person', PersonData);
export type PersonRecord = Static<typeof PersonRecord>;
export const HouseholdRecord = own('household', HouseholdData);
export type HouseholdRecord = Static<typeof HouseholdRecord>;
export const EnrolmentRecord = of('enrolment', EnrolmentData);
export type EnrolmentRecord = Static<typeof EnrolmentRecord>;
export const BenefitRecord = of('benefit', BenefitData);
export type BenefitRecord = Static<typeof BenefitRecord>;
export const PaymentRecord = of('payment', PaymentData);
export type PaymentRecord = Static<typeof PaymentRecord>;

/** What any source may feed: one statement about one record. */
export const SourceRecord = Type.Union([
  PersonRecord,
  HouseholdRecord,
  EnrolmentRecord,
  BenefitRecord,
  PaymentRecord,
  Tombstone,
]);
export type SourceRecord = Static<typeof SourceRecord>;
export type RecordKind = Tombstone['kind'];

/** `unchanged`: stated before in the same words; nothing was written. */
export const IngestResult = Type.Object({
  received: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  deleted: Type.Integer(),
  unchanged: Type.Integer(),
  /** People whose view differs now. */
  people: Type.Array(Type.String({ format: 'uuid' })),
});
export type IngestResult = Static<typeof IngestResult>;

/** What a first load brought. */
export interface LoadResult {
  readonly received: number;
  readonly people: number;
  readonly households: number;
}
