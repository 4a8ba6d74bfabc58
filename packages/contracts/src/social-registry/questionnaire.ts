import { Type, type Static } from 'typebox';
import { Wording } from '../registry/values.js';

const Code = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' });

/** A question is asked only while an earlier answer, of the same person or of the household, is one of these. */
export const ShowWhen = Type.Object(
  { question: Code, in: Type.Array(Type.Union([Type.String(), Type.Boolean()]), { minItems: 1 }) },
  { additionalProperties: false },
);

/** `photo`: the answer is the id of a photograph, whose bytes follow the household. */
export const QuestionType = Type.Enum(['boolean', 'choice', 'date', 'decimal', 'integer', 'photo', 'text']);
export type QuestionType = Static<typeof QuestionType>;

export const Question = Type.Object(
  {
    code: Code,
    type: QuestionType,
    label: Wording,
    help: Type.Optional(Wording),
    required: Type.Optional(Type.Boolean()),
    /** Of a number: its bounds, both included. */
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    /** Of a text: a regular expression for the whole of it. */
    pattern: Type.Optional(Type.String()),
    choices: Type.Optional(
      Type.Array(Type.Object({ code: Type.String({ minLength: 1 }), label: Wording }, { additionalProperties: false })),
    ),
    showWhen: Type.Optional(ShowWhen),
    /** The element of the unified model that the answer is, e.g. `birthDate`; absent: kept as an answer only. */
    element: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);
export type Question = Static<typeof Question>;

export const Section = Type.Object(
  {
    code: Code,
    title: Wording,
    /** `member`: asked once for each person of the household. */
    of: Type.Enum(['household', 'member']),
    questions: Type.Array(Question, { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type Section = Static<typeof Section>;

/** A household questionnaire as data. A version never changes once answers were given to it. */
export const Questionnaire = Type.Object(
  {
    code: Code,
    version: Type.Integer({ minimum: 1 }),
    title: Wording,
    sections: Type.Array(Section, { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type Questionnaire = Static<typeof Questionnaire>;

/** Dates are `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null and absent both say: not answered. */
export const AnswerValue = Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean(), Type.Null()]);
export type AnswerValue = Static<typeof AnswerValue>;

export const AnswerSet = Type.Record(Type.String(), AnswerValue, { additionalProperties: false });
export type AnswerSet = Static<typeof AnswerSet>;

/** One household's answers. The first member is the head. */
export const HouseholdAnswers = Type.Object(
  { household: AnswerSet, members: Type.Array(AnswerSet, { minItems: 1, maxItems: 60 }) },
  { additionalProperties: false },
);
export type HouseholdAnswers = Static<typeof HouseholdAnswers>;

/** What is wrong with an answer; the text of a code is in the frontend's translations. */
export const AnswerProblemCode = Type.Enum([
  'missing',
  'no-whole-number',
  'no-number',
  'no-date',
  'date-in-future',
  'no-yes-or-no',
  'not-a-choice',
  'too-small',
  'too-large',
  'too-long',
  'wrong-form',
  'control-character',
  'not-asked',
]);
export type AnswerProblemCode = Static<typeof AnswerProblemCode>;

export const AnswerProblem = Type.Object({
  question: Type.String(),
  /** From 0; absent: a question of the household. */
  member: Type.Optional(Type.Integer({ minimum: 0 })),
  code: AnswerProblemCode,
});
export type AnswerProblem = Static<typeof AnswerProblem>;
