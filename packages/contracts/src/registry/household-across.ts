import { Type, type Static } from 'typebox';
import { Day, Time } from '../platform/time.js';
import { HouseholdRole } from './household.js';
import { Purpose } from './scope.js';
import { EnrolmentView, HouseholdView, PersonFields } from './view.js';

/** A member of a household that several sources name, once. */
export const JoinedMember = Type.Object({
  personId: Type.Optional(Type.String()),
  /** Absent when the member may not be seen. */
  data: Type.Optional(PersonFields),
  /** Which source says what of them; a source that is not here does not name them a member. */
  said: Type.Array(
    Type.Object({
      householdId: Type.String(),
      source: Type.String(),
      role: Type.Optional(HouseholdRole),
      recipient: Type.Optional(Type.Enum(['primary', 'secondary'])),
      from: Type.Optional(Day),
      to: Type.Optional(Day),
    }),
  ),
});
export type JoinedMember = Static<typeof JoinedMember>;

/** What sources say differently of one household. */
export const HouseholdDifference = Type.Enum([
  'members',
  'head',
  'role',
  'recipient',
  'size',
  'unit',
  'place',
  'povertyScore',
]);
export type HouseholdDifference = Static<typeof HouseholdDifference>;

/** Two households and what a person or the rule makes of them: why they are one, or why not. */
export const HouseholdPair = Type.Object({
  householdId: Type.String(),
  source: Type.String(),
  /** How many people this one has, as far as sources name them. */
  people: Type.Integer(),
  otherId: Type.String(),
  otherSource: Type.String(),
  otherPeople: Type.Integer(),
  shared: Type.Integer(),
  /** 0 to 1: the part of the larger one that is in both. */
  score: Type.Number(),
  /** Codes of what agreed and what did not. */
  evidence: Type.Array(Type.String()),
  isOne: Type.Boolean(),
  by: Type.Enum(['decision', 'rule']),
  /** How many words of people there are about these two; an ETag of what is decided on. */
  version: Type.Integer(),
  /** The last of them, unless it gave the two back to the rule. */
  decided: Type.Optional(
    Type.Object({
      decision: Type.Enum(['apart', 'same']),
      by: Type.String(),
      at: Time,
      /** Absent when it was erased. */
      reason: Type.Optional(Type.String()),
    }),
  ),
});
export type HouseholdPair = Static<typeof HouseholdPair>;

/** One household beside each of some others. */
export const HouseholdPairs = Type.Object({ pairs: Type.Array(HouseholdPair) });
export type HouseholdPairs = Static<typeof HouseholdPairs>;

/** One household, and what all sources say of the same one. */
export const HouseholdAcross = Type.Object({
  ...HouseholdView.properties,
  across: Type.Object({
    /** One a source, the one that was asked for first. */
    households: Type.Array(Type.Omit(HouseholdView, ['members', 'enrolments', 'asOf', 'knownAt'])),
    members: Type.Array(JoinedMember),
    enrolments: Type.Array(EnrolmentView),
    otherEnrolments: Type.Boolean(),
    differences: Type.Array(HouseholdDifference),
    pairs: Type.Array(HouseholdPair),
  }),
});
export type HouseholdAcross = Static<typeof HouseholdAcross>;

/** `rule`: takes back what was decided; the people they share decide again. */
export const DecideHousehold = Type.Object(
  {
    otherId: Type.String({ format: 'uuid' }),
    decision: Type.Enum(['apart', 'same', 'rule']),
    purpose: Purpose,
    reason: Type.String({ minLength: 3, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type DecideHousehold = Static<typeof DecideHousehold>;
