import { Type, type Static } from 'typebox';
import { BirthDate, Language } from './states.js';
import { Day } from '../platform/time.js';

/** No control characters: PostgreSQL, openIMIS and partners refuse some of them only after the journey began. */
export const PLAIN = '^[^\\u0000-\\u001f\\u007f]*$';

export const Applicant = Type.Object(
  {
    givenName: Type.String({ minLength: 1, maxLength: 100, pattern: PLAIN }),
    surname: Type.String({ minLength: 1, maxLength: 100, pattern: PLAIN }),
    birthDate: BirthDate,
    /** National identifier; a person without one is found by name, birth date and mobile. */
    nationalId: Type.Optional(Type.String({ minLength: 4, maxLength: 40, pattern: PLAIN })),
    /** E.164, e.g. +25470000001; a person without a phone gets a printed slip. */
    mobile: Type.Optional(Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$' })),
    sex: Type.Optional(
      Type.Union([Type.Literal('female'), Type.Literal('male'), Type.Literal('other'), Type.Literal('unknown')]),
    ),
    language: Language,
    /** openIMIS location uuid of the village. */
    locationId: Type.String({ format: 'uuid' }),
    /** openIMIS individual uuid, when the person is already there. */
    individualId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);
export type Applicant = Static<typeof Applicant>;

/** Somebody who acts for the applicant, with what allows it. */
export const Mandate = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    relationship: Type.String({ minLength: 1, maxLength: 100 }),
    documentReference: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
export type Mandate = Static<typeof Mandate>;

export const FindApplicants = Type.Object(
  {
    nationalId: Type.Optional(Type.String({ minLength: 4, maxLength: 40, pattern: PLAIN })),
    name: Type.Optional(Type.String({ minLength: 2, maxLength: 200, pattern: PLAIN })),
    birthDate: Type.Optional(Day),
    mobile: Type.Optional(Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$' })),
  },
  { additionalProperties: false },
);
export type FindApplicants = Static<typeof FindApplicants>;

/** At most three, and never which part of the search matched (D row 1, S12). */
export const ApplicantCandidates = Type.Object({
  items: Type.Array(
    Type.Object({
      individualId: Type.String(),
      givenName: Type.String(),
      surname: Type.String(),
      birthDate: BirthDate,
      nationalId: Type.Optional(Type.String()),
      locationId: Type.Optional(Type.String()),
      locationName: Type.Optional(Type.String()),
      /**
       * Codes of programmes in which the person is an active or potential beneficiary, as far as the operator may see.
       */
      programmes: Type.Array(Type.String()),
    }),
    { maxItems: 3 },
  ),
});
export type ApplicantCandidates = Static<typeof ApplicantCandidates>;
