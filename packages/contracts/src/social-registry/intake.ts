import { Type, type Static } from 'typebox';
import { Sex } from '../registry/codes.js';
import { PartialDate, PersonName, text } from '../registry/values.js';
import { AnswerProblemCode, HouseholdAnswers } from './questionnaire.js';
import { Time } from '../platform/time.js';

const closed = { additionalProperties: false } as const;
const Id = Type.String({ format: 'uuid' });
const Version = Type.Integer({ minimum: 1 });
/** Of the people who were shown as alike: what a person said holds for these and nobody else. */
const Shown = Type.String({ pattern: '^[0-9a-f]{64}$' });

const answered = {
  questionnaire: Type.String({ minLength: 1, maxLength: 40 }),
  /** The version that was answered; another by now is refused. */
  questionnaireVersion: Version,
  answers: HouseholdAnswers,
};

/** Answers that are to be looked at; nothing of them is kept. `household`: they are its new answers. */
export const CheckHousehold = Type.Object({ ...answered, household: Type.Optional(Id) }, closed);
export type CheckHousehold = Static<typeof CheckHousehold>;

/**
 * SR-008: one household's answers to keep. `another`: who was shown as alike is somebody else, and why that is known.
 */
export const TakeInHousehold = Type.Object(
  { ...answered, another: Type.Optional(Type.Object({ shown: Shown, reason: text(500) }, closed)) },
  closed,
);
export type TakeInHousehold = Static<typeof TakeInHousehold>;

/**
 * Beyond what is wrong with an answer by itself. `duplicate`: two members have this identifier; `unknown-village`:
 * openIMIS has none of this code; `foreign-village`: it is in none of the operator's districts.
 */
export const IntakeProblemCode = Type.Enum([
  ...AnswerProblemCode.enum,
  'duplicate',
  'foreign-village',
  'unknown-village',
]);
export type IntakeProblemCode = Static<typeof IntakeProblemCode>;

export const IntakeProblem = Type.Object({
  question: Type.String(),
  /** From 0; absent: a question of the household. */
  member: Type.Optional(Type.Integer({ minimum: 0 })),
  code: IntakeProblemCode,
});
export type IntakeProblem = Static<typeof IntakeProblem>;

/** Somebody of the registry who may be one of the household; which part of them fits is not told. */
export const AlikePerson = Type.Object({
  personId: Id,
  /** Which of the members, from 0. */
  member: Type.Integer({ minimum: 0 }),
  name: Type.Optional(PersonName),
  birthDate: Type.Optional(PartialDate),
  sex: Type.Optional(Sex),
  village: Type.Optional(Type.String()),
  /** The household of this institution that they are known in. */
  household: Type.Optional(Type.Object({ id: Id, version: Version })),
});
export type AlikePerson = Static<typeof AlikePerson>;

export const IntakeCheck = Type.Object({
  problems: Type.Array(IntakeProblem),
  alike: Type.Array(AlikePerson),
  shown: Shown,
});
export type IntakeCheck = Static<typeof IntakeCheck>;

export const KeptHousehold = Type.Object({
  id: Id,
  version: Version,
  members: Type.Integer({ minimum: 1 }),
  outcome: Type.Enum(['changed', 'created', 'unchanged']),
});
export type KeptHousehold = Static<typeof KeptHousehold>;

/** A photograph that an answer names; `isKept`: its bytes are here, else they are still to come. */
export const HouseholdPhoto = Type.Object({
  id: Id,
  question: Type.String(),
  /** From 0; absent: of the household. */
  member: Type.Optional(Type.Integer({ minimum: 0 })),
  isKept: Type.Boolean(),
});
export type HouseholdPhoto = Static<typeof HouseholdPhoto>;

/** A photograph that came; `awaited`: how many of the household are still to come. */
export const KeptPhoto = Type.Object({ id: Id, awaited: Type.Integer({ minimum: 0 }) });
export type KeptPhoto = Static<typeof KeptPhoto>;

/** A household's newest answers. */
export const HouseholdNow = Type.Object({
  id: Id,
  version: Version,
  questionnaire: Type.String(),
  answers: HouseholdAnswers,
  photos: Type.Array(HouseholdPhoto),
  updatedAt: Time,
});
export type HouseholdNow = Static<typeof HouseholdNow>;
