import { Type, type Static } from 'typebox';
import { Wording } from '../registry/values.js';
import { Day } from '../platform/time.js';

const Code = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' });
/** Millionths: a weight of 0.25 is 250000. Whole numbers, so that every machine computes the same. */
const Micro = Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 });

/** A number taken from the answers of one household. */
export const Variable = Type.Union([
  /** 1 when the household's answer is one of these, else 0. */
  Type.Object(
    {
      kind: Type.Literal('household-is'),
      question: Code,
      in: Type.Array(Type.Union([Type.String(), Type.Boolean()]), { minItems: 1 }),
    },
    { additionalProperties: false },
  ),
  /** The household's number; 0 when it was not answered. */
  Type.Object(
    { kind: Type.Literal('household-number'), question: Code, atMost: Type.Optional(Type.Number()) },
    { additionalProperties: false },
  ),
  /** How many members. */
  Type.Object(
    { kind: Type.Literal('members'), atMost: Type.Optional(Type.Integer({ minimum: 1 })) },
    { additionalProperties: false },
  ),
  /** How many members whose answer is one of these. */
  Type.Object(
    {
      kind: Type.Literal('members-with'),
      question: Code,
      in: Type.Array(Type.Union([Type.String(), Type.Boolean()]), { minItems: 1 }),
    },
    { additionalProperties: false },
  ),
  /** How many members of an age, both ends included, on the day of the assessment. */
  Type.Object(
    {
      kind: Type.Literal('members-aged'),
      question: Code,
      from: Type.Integer({ minimum: 0 }),
      to: Type.Integer({ minimum: 0 }),
    },
    { additionalProperties: false },
  ),
  /** The sum of the members' numbers, divided by how many members there are when `perHead`. */
  Type.Object(
    { kind: Type.Literal('members-sum'), question: Code, perHead: Type.Boolean() },
    { additionalProperties: false },
  ),
]);
export type Variable = Static<typeof Variable>;

export const Term = Type.Object(
  { code: Code, label: Wording, variable: Variable, weight: Micro },
  { additionalProperties: false },
);
export type Term = Static<typeof Term>;

/** Who may qualify for a programme by this score; a score is in millionths. */
export const CutOff = Type.Object(
  { programme: Type.String({ minLength: 1 }), comparison: Type.Enum(['at-most', 'at-least']), score: Micro },
  { additionalProperties: false },
);
export type CutOff = Static<typeof CutOff>;

/** SR-013: a way to assess poverty, as data. It takes effect when a second person has approved it. */
export const Formula = Type.Object(
  {
    code: Code,
    version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    kind: Type.Enum(['categorical', 'income', 'means', 'proxy-means']),
    title: Wording,
    questionnaire: Code,
    effectiveFrom: Day,
    effectiveTo: Type.Optional(Day),
    intercept: Micro,
    terms: Type.Array(Term, { minItems: 1, maxItems: 200 }),
    cutOffs: Type.Array(CutOff),
  },
  { additionalProperties: false },
);
export type Formula = Static<typeof Formula>;

/** One term of a result: `value` and `points` in millionths, points = value x weight. */
export const Contribution = Type.Object({
  term: Type.String(),
  value: Type.Integer(),
  weight: Type.Integer(),
  points: Type.Integer(),
});
export type Contribution = Static<typeof Contribution>;

/** Computed from answers, formula and day alone: the same again, years later. */
export const AssessmentResult = Type.Object({
  formula: Type.String(),
  version: Type.Integer(),
  day: Day,
  score: Type.Integer(),
  intercept: Type.Integer(),
  contributions: Type.Array(Contribution),
  mayQualifyFor: Type.Array(Type.String()),
});
export type AssessmentResult = Static<typeof AssessmentResult>;
