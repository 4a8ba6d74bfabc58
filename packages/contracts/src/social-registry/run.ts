import { Type, type Static } from 'typebox';
import { AssessmentResult, CutOff, Formula } from './assessment.js';
import { Day, Time } from '../platform/time.js';

const Count = Type.Integer({ minimum: 0 });

/** A formula with who wrote and who approved it. */
export const KeptFormula = Type.Object({
  formula: Formula,
  state: Type.Enum(['draft', 'approved']),
  makerLogin: Type.String(),
  approverLogin: Type.Optional(Type.String()),
  createdAt: Time,
  approvedAt: Type.Optional(Time),
});
export type KeptFormula = Static<typeof KeptFormula>;

export const BeginRun = Type.Object(
  {
    formula: Type.String({ minLength: 1 }),
    /** When ages count; absent: today. */
    day: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type BeginRun = Static<typeof BeginRun>;

/** One assessment of every household that the institution has answers of. */
export const Run = Type.Object({
  id: Type.String({ format: 'uuid' }),
  formula: Type.String(),
  formulaVersion: Type.Integer(),
  day: Type.String(),
  state: Type.Enum(['running', 'done']),
  /** Of all households of the institution, whichever districts the one who asks may see: how far the work is. */
  done: Count,
  total: Count,
  makerLogin: Type.String(),
  createdAt: Time,
  finishedAt: Type.Optional(Time),
});
export type Run = Static<typeof Run>;

/** What a cut-off would mean, and the most generous one that a budget pays. Money in minor units a month. */
export const Simulation = Type.Object({
  cutOff: CutOff,
  households: Count,
  members: Count,
  costMinor: Count,
  affordableScore: Type.Optional(Type.Integer()),
  /** Households by score, at most 40 bars of equal width; `upTo` is each bar's highest score. */
  bars: Type.Array(Type.Object({ from: Type.Integer(), upTo: Type.Integer(), households: Count })),
});
export type Simulation = Static<typeof Simulation>;

export const SimulationQuery = Type.Object(
  {
    programme: Type.String({ minLength: 1 }),
    comparison: Type.Enum(['at-most', 'at-least']),
    score: CutOff.properties.score,
    benefitMinor: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    budgetMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  { additionalProperties: false },
);
export type SimulationQuery = Static<typeof SimulationQuery>;

/** A household by rank; who they are is asked for one by one. */
export const Ranked = Type.Object({ householdId: Type.String(), score: Type.Integer(), members: Count });
export const Ranking = Type.Object({ items: Type.Array(Ranked), next: Type.Optional(Type.String()) });
export type Ranking = Static<typeof Ranking>;

/** The result of one household with the words of its terms: an explanation. */
export const Explanation = Type.Object({ householdId: Type.String(), result: AssessmentResult, formula: Formula });
export type Explanation = Static<typeof Explanation>;
