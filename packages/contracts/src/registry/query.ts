import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';

/** What a search answers: people, households, or one row an enrolment. */
export const RecordType = Type.Enum(['Member', 'Group', 'Beneficiary']);
export type RecordType = Static<typeof RecordType>;

export const Operator = Type.Enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'like']);
export type Operator = Static<typeof Operator>;

type FieldKind = 'text' | 'code' | 'date' | 'moment' | 'number' | 'boolean' | 'identifier' | 'name' | 'id';

export interface SearchableField {
  readonly kind: FieldKind;
  readonly operators: readonly Operator[];
}

const exact = ['eq', 'in'] as const;
const ordered = ['eq', 'lt', 'le', 'gt', 'ge'] as const;
const code = { kind: 'code', operators: ['eq', 'ne', 'in'] } as const;
const id = { kind: 'id', operators: exact } as const;
const date = { kind: 'date', operators: ordered } as const;
const moment = { kind: 'moment', operators: ordered } as const;
/** `eq`: the same words in any order, case and marks; `like`: any spelling or script, ranked. */
const name = { kind: 'name', operators: ['eq', 'like'] } as const;
/** The value is `{type?, value}` or the value alone, which finds it under any type. */
const identifier = { kind: 'identifier', operators: exact } as const;

const ofPerson = {
  account: { kind: 'text', operators: ['eq'] },
  birthDate: date,
  deathDate: date,
  districtId: id,
  email: { kind: 'text', operators: exact },
  givenName: name,
  householdId: id,
  /** The household's, of a document or of its source. */
  householdNumber: identifier,
  identifier,
  isDisabled: { kind: 'boolean', operators: ['eq'] },
  locationId: id,
  maritalStatus: code,
  name,
  personId: id,
  phone: { kind: 'text', operators: exact },
  sex: code,
  surname: name,
} as const satisfies Record<string, SearchableField>;

/**
 * Every field that can be asked for, by record type. A query with another field or operator is refused, never ignored.
 */
export const searchableFields = {
  Member: { ...ofPerson, lastUpdated: moment, programme: code, registrationDate: date },
  Group: {
    districtId: id,
    groupType: code,
    headPersonId: id,
    householdId: id,
    identifier,
    lastUpdated: moment,
    locationId: id,
    memberPersonId: id,
    povertyScore: { kind: 'number', operators: ordered },
    registrationDate: date,
    size: { kind: 'number', operators: ordered },
  },
  Beneficiary: {
    ...ofPerson,
    benefitDate: date,
    benefitType: code,
    enrolledOn: date,
    lastUpdated: moment,
    programme: code,
    status: code,
    statusChangedOn: date,
    unit: code,
  },
} as const satisfies Record<RecordType, Record<string, SearchableField>>;

export const IdentifierValue = Type.Object(
  { type: Type.Optional(Type.String({ maxLength: 40 })), value: Type.String({ minLength: 1, maxLength: 80 }) },
  { additionalProperties: false },
);
export type IdentifierValue = Static<typeof IdentifierValue>;

const Single = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean(), IdentifierValue]);
export const QueryValue = Type.Union([Single, Type.Array(Single, { minItems: 1, maxItems: 500 })]);
export type QueryValue = Static<typeof QueryValue>;

export interface Comparison {
  readonly field: string;
  readonly operator: Operator;
  readonly value: QueryValue;
}

/** A condition over the declared fields. `domain/registry/query` checks one and says what is wrong with it. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly compare: Comparison };

export interface RegistryQuery {
  readonly recordType: RecordType;
  readonly where: Condition;
  /** Declared fields; default: best match first, then id. At most three. */
  readonly sort?: readonly { readonly field: string; readonly descending?: boolean }[];
  readonly page: { readonly number: number; readonly size: number };
  /** As it was true on this day (YYYY-MM-DD); default: today. */
  readonly asOf?: string;
}

/** The same as JSON schema, for routes; the tree's depth and size are checked by the domain. */
export const RegistryQuerySchema = Type.Object(
  {
    recordType: RecordType,
    where: Type.Unknown(),
    sort: Type.Optional(
      Type.Array(
        Type.Object(
          { field: Type.String({ maxLength: 40 }), descending: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
        { maxItems: 3 },
      ),
    ),
    page: Type.Object(
      { number: Type.Integer({ minimum: 1, maximum: 10_000 }), size: Type.Integer({ minimum: 1, maximum: 500 }) },
      { additionalProperties: false },
    ),
    asOf: Type.Optional(Day),
  },
  { additionalProperties: false },
);
