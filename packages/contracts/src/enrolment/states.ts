import { Type, type Static } from 'typebox';
import { Day } from '../platform/time.js';

/** Where a journey stands. Terminal: enrolled, refused, rejected, withdrawn. */
export const JourneyState = Type.Union([
  Type.Literal('identified'),
  Type.Literal('consented'),
  Type.Literal('authenticating'),
  Type.Literal('checking'),
  Type.Literal('held'),
  Type.Literal('ready'),
  Type.Literal('awaiting-approval'),
  Type.Literal('approved'),
  Type.Literal('landing'),
  Type.Literal('awaiting-task'),
  Type.Literal('approval-in-doubt'),
  Type.Literal('enrolled'),
  Type.Literal('refused'),
  Type.Literal('rejected'),
  Type.Literal('withdrawn'),
]);
export type JourneyState = Static<typeof JourneyState>;

/** What a person may ask for next; the service names in each answer those that are possible now. */
export const JourneyAction = Type.Union([
  Type.Literal('approve'),
  Type.Literal('check-account'),
  Type.Literal('complete-identity'),
  Type.Literal('consent'),
  Type.Literal('override-hold'),
  Type.Literal('reject'),
  Type.Literal('resolve-task'),
  Type.Literal('retry-checks'),
  Type.Literal('start-identity'),
  Type.Literal('submit'),
  Type.Literal('vouch-identity'),
  Type.Literal('withdraw'),
]);
export type JourneyAction = Static<typeof JourneyAction>;

export const StepName = Type.Union([
  Type.Literal('identify'),
  Type.Literal('consent'),
  Type.Literal('identity'),
  Type.Literal('civil-status'),
  Type.Literal('account'),
  Type.Literal('eligibility'),
  Type.Literal('review'),
  Type.Literal('approval'),
  Type.Literal('landing'),
  Type.Literal('notification'),
]);
export type StepName = Static<typeof StepName>;

export const StepStatus = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('passed'),
  Type.Literal('review'),
  Type.Literal('failed'),
  Type.Literal('skipped'),
]);
export type StepStatus = Static<typeof StepStatus>;

/** How sure we are who this is: by the national ID's OTP and liveness, or by two witnesses. */
export const Assurance = Type.Union([Type.Literal('none'), Type.Literal('witnessed'), Type.Literal('authenticated')]);
export type Assurance = Static<typeof Assurance>;

/** A birth date as precise as it is known. `date` is always full; unknown parts are the latest possible (D, row 4'). */
export const BirthDate = Type.Object(
  {
    date: Day,
    precision: Type.Union([Type.Literal('day'), Type.Literal('month'), Type.Literal('year')]),
  },
  { additionalProperties: false },
);
export type BirthDate = Static<typeof BirthDate>;

/** Language of messages to the person: ISO 639-1. */
export const Language = Type.Union([Type.Literal('ar'), Type.Literal('en'), Type.Literal('fr')]);
export type Language = Static<typeof Language>;
