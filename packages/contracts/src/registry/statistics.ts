import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';
import { Purpose } from './scope.js';
import { EnrolmentStatus } from './codes.js';

/** People, rounded to five; null: fewer than five, so that nobody can be recognised (S12). */
export const Cell = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);
export type Cell = Static<typeof Cell>;

/**
 * Minor units; null: kept back with a cell of fewer than five people, or so that such a cell cannot be reckoned back.
 */
export const MoneyCell = Type.Union([Type.Integer(), Type.Null()]);

export const AGES = ['0-4', '5-17', '18-34', '35-59', '60-69', '70+', 'unknown'] as const;

export const StatisticsQuery = Type.Object(
  { purpose: Purpose, asOf: Type.Optional(Day) },
  { additionalProperties: false },
);
export type StatisticsQuery = Static<typeof StatisticsQuery>;

export const Slice = Type.Object({
  /** A sex, an age, `yes`, `no` or `unknown` for a disability, a district's uuid. */
  key: Type.String(),
  /** Of a district. */
  name: Type.Optional(Type.String()),
  people: Cell,
});
export type Slice = Static<typeof Slice>;

export const Slices = Type.Object({
  sex: Type.Array(Slice),
  age: Type.Array(Slice),
  disability: Type.Array(Slice),
  district: Type.Array(Slice),
});
export type Slices = Static<typeof Slices>;
export type Dimension = keyof Slices;

/** Households of one trait: a number of systems, or a district's uuid with its name. */
export const HouseholdSlice = Type.Object({
  key: Type.String(),
  name: Type.Optional(Type.String()),
  households: Cell,
});
export type HouseholdSlice = Static<typeof HouseholdSlice>;

/** Each once, however many systems know it. */
export const HouseholdStatistics = Type.Object({
  households: Cell,
  by: Type.Object({ systems: Type.Array(HouseholdSlice), district: Type.Array(HouseholdSlice) }),
});
export type HouseholdStatistics = Static<typeof HouseholdStatistics>;

export const ProgrammeStatistics = Type.Object({
  source: Type.String(),
  programme: Type.String(),
  name: Type.String(),
  institution: Type.Optional(Type.String()),
  /** In it now, themselves or as members of an enrolled household; each person once. */
  people: Cell,
  statuses: Type.Array(Type.Object({ status: EnrolmentStatus, people: Cell })),
  by: Slices,
  /** Enrolled as such, each once; absent when none is. */
  households: Type.Optional(Cell),
});
export type ProgrammeStatistics = Static<typeof ProgrammeStatistics>;

/** People who are in both. */
export const Overlap = Type.Object({ one: Type.String(), other: Type.String(), people: Cell });
export type Overlap = Static<typeof Overlap>;

export const Expenditure = Type.Object({
  source: Type.String(),
  programme: Type.String(),
  /** `2026-11`; a year alone for what is older than a year. */
  period: Type.String(),
  currency: Type.String(),
  /** sent, paid, failed, returned. */
  status: Type.String(),
  payments: Cell,
  amountMinor: MoneyCell,
});
export type Expenditure = Static<typeof Expenditure>;

/** People of one trait who were paid; `household` where a household was. */
export const PaidSlice = Type.Object({ ...Slice.properties, payments: Cell, amountMinor: MoneyCell });
export type PaidSlice = Static<typeof PaidSlice>;

/** What a programme paid in the twelve months before the day, in one currency, by who was paid. */
export const PaidTo = Type.Object({
  source: Type.String(),
  programme: Type.String(),
  currency: Type.String(),
  by: Type.Object({
    sex: Type.Array(PaidSlice),
    age: Type.Array(PaidSlice),
    disability: Type.Array(PaidSlice),
    district: Type.Array(PaidSlice),
  }),
});
export type PaidTo = Static<typeof PaidTo>;

/** IBR-004, 007, 008, 045: of the districts and programmes that the one who asks may see. */
export const Statistics = Type.Object({
  /** The day whose summary this is: the last one kept on or before the day that was asked for. */
  day: Type.Optional(Day),
  madeAt: Type.Optional(Time),
  people: Cell,
  by: Slices,
  /** Absent when none was counted. */
  households: Type.Optional(HouseholdStatistics),
  programmes: Type.Array(ProgrammeStatistics),
  overlaps: Type.Array(Overlap),
  expenditure: Type.Array(Expenditure),
  paid: Type.Array(PaidTo),
});
export type Statistics = Static<typeof Statistics>;

export const StatisticsTable = Type.Enum(['coverage', 'expenditure', 'households', 'overlaps', 'paid', 'people']);
export type StatisticsTable = Static<typeof StatisticsTable>;
