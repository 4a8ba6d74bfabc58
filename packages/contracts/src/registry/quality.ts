import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';
import { Purpose } from './scope.js';
import { Cell, StatisticsQuery } from './statistics.js';
import { Wording } from './values.js';

const closed = { additionalProperties: false } as const;

/** What quality is measured in (IBR-015). It follows from what a rule checks. */
export const QualityDimension = Type.Enum(['completeness', 'validity', 'timeliness', 'uniqueness']);
export type QualityDimension = Static<typeof QualityDimension>;

const RuleId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' });
const common = { id: RuleId, title: Wording };
const DayField = Type.Enum(['birthDate', 'deathDate', 'registrationDate']);
const TextField = Type.Enum(['emails', 'givenName', 'identifiers', 'phones', 'surname']);

/** Completeness: the view has something in this field. */
const Present = Type.Object(
  {
    ...common,
    check: Type.Literal('present'),
    field: Type.Enum([
      'accounts',
      'addresses',
      'birthDate',
      'disability',
      'givenName',
      'identifiers',
      'maritalStatus',
      'phones',
      'place',
      'registrationDate',
      'sex',
      'surname',
    ]),
    /** Of `identifiers`: one of this type. */
    identifier: Type.Optional(Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,39}$' })),
  },
  closed,
);
/** Completeness: the day is known, not its month or year alone. */
const Precise = Type.Object(
  { ...common, check: Type.Literal('precise'), field: Type.Enum(['birthDate', 'deathDate']) },
  closed,
);
/** Validity: every value of the field, as a whole, has this form: a regular expression. */
const Form = Type.Object(
  {
    ...common,
    check: Type.Literal('form'),
    field: TextField,
    pattern: Type.String({ minLength: 1, maxLength: 200 }),
    identifier: Type.Optional(Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,39}$' })),
  },
  closed,
);
/** Validity: the day is not in the future, and not longer ago than so many years. */
const Possible = Type.Object(
  {
    ...common,
    check: Type.Literal('possible'),
    field: DayField,
    mostYearsAgo: Type.Integer({ minimum: 1, maximum: 200 }),
  },
  closed,
);
/** Validity: the one day is not after the other. */
const Ordered = Type.Object({ ...common, check: Type.Literal('ordered'), first: DayField, then: DayField }, closed);
/** Timeliness: the source said it, or said it again, within so many days. */
const Told = Type.Object(
  { ...common, check: Type.Literal('told'), withinDays: Type.Integer({ minimum: 1, maximum: 36_500 }) },
  closed,
);
/** Uniqueness: nobody else in the registry has the same; `person`: nobody is thought to be the same person. */
const Unique = Type.Object(
  { ...common, check: Type.Literal('unique'), what: Type.Enum(['account', 'email', 'identifier', 'person', 'phone']) },
  closed,
);

/** One rule as data, in `policies.registry.quality`. What does not apply to somebody counts for nothing. */
export const QualityRule = Type.Union([Form, Ordered, Possible, Precise, Present, Told, Unique]);
export type QualityRule = Static<typeof QualityRule>;

/** Of the people to whom a rule applies. */
const Measured = { people: Cell, faults: Cell };

export const RuleQuality = Type.Object({
  id: RuleId,
  title: Wording,
  dimension: QualityDimension,
  ...Measured,
  sources: Type.Array(Type.Object({ source: Type.String(), ...Measured })),
  districts: Type.Array(Type.Object({ district: Type.String(), name: Type.Optional(Type.String()), ...Measured })),
});
export type RuleQuality = Static<typeof RuleQuality>;

/** IBR-015: of the districts that the one who asks may see, small numbers kept back (S12). */
export const Quality = Type.Object({
  /** The day on which it was measured: the last one on or before the day that was asked for. */
  day: Type.Optional(Day),
  madeAt: Type.Optional(Time),
  rules: Type.Array(RuleQuality),
});
export type Quality = Static<typeof Quality>;

/** `view`: what the registry holds of a person as one; `statement`: what each source says of them by itself. */
export const Judged = Type.Enum(['view', 'statement']);
export type Judged = Static<typeof Judged>;

export const QualityQuery = Type.Object({ ...StatisticsQuery.properties, judged: Type.Optional(Judged) }, closed);
export type QualityQuery = Static<typeof QualityQuery>;

export const OfQualityRule = Type.Object({ rule: RuleId }, closed);
export const FaultyQuery = Type.Object(
  {
    purpose: Purpose,
    /** Of one source only. */
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    judged: Type.Optional(Judged),
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);
export type FaultyQuery = Static<typeof FaultyQuery>;

/** Who a rule found fault with, so that somebody can mend it. */
export const FaultyPage = Type.Object({
  items: Type.Array(
    Type.Object({
      personId: Type.String({ format: 'uuid' }),
      /** Absent where none is known. */
      name: Type.Optional(Type.String()),
      /** Sources that answer for the fault. */
      sources: Type.Array(Type.String()),
    }),
  ),
  next: Type.Optional(Type.String({ format: 'uuid' })),
});
export type FaultyPage = Static<typeof FaultyPage>;
