import { Type, type Static } from 'typebox';
import { Purpose } from '../registry/scope.js';

/** Asks the systems that may know a person how things stand there now. */
export const RefreshPerson = Type.Object({ purpose: Purpose }, { additionalProperties: false });
export type RefreshPerson = Static<typeof RefreshPerson>;

/**
 * What came of asking one source. `read`: it said something new, which is kept. `unchanged`: nothing new; with no
 * records, it knows nobody by that number. `unavailable`: it did not answer. `not-agreed`: no agreement lets it tell us,
 * or as much as it told. `not-asked`: the person has no number that it may be asked by. `refused`: it refused, or what
 * it said may not be used. Nothing is kept of the last four.
 */
export const AskedOutcome = Type.Enum(['read', 'unchanged', 'unavailable', 'not-agreed', 'not-asked', 'refused']);
export type AskedOutcome = Static<typeof AskedOutcome>;

/** Why nothing is kept, or what is not whole; of `not-agreed` it is a word of agreements instead. */
export const AskedReason = Type.Enum([
  'answers-later',
  'failed',
  'foreign',
  'malformed',
  'more-there',
  'not-kept',
  'other-person',
  'rejected',
  'signature',
  'timed-out',
  'unreachable',
  'unsupported',
]);
export type AskedReason = Static<typeof AskedReason>;

export const AskedSource = Type.Object({
  source: Type.String(),
  name: Type.String(),
  outcome: AskedOutcome,
  /** A stable code: `AskedReason`, or why it is not agreed. */
  reason: Type.Optional(Type.String()),
  /** That it sent of this person. */
  records: Type.Integer(),
});
export type AskedSource = Static<typeof AskedSource>;

export const RefreshedPerson = Type.Object({ sources: Type.Array(AskedSource) });
export type RefreshedPerson = Static<typeof RefreshedPerson>;
