import { Type, type Static } from 'typebox';

/**
 * Why somebody looks at a person; named in every read, kept in the access log, and it decides which fields are shown.
 */
export const Purpose = Type.Enum([
  'enrolment',
  'payment',
  'case',
  'grievance',
  'correction',
  'fraud',
  'audit',
  'data-sharing',
]);
export type Purpose = Static<typeof Purpose>;

/**
 * How far somebody sees: location AND institution AND purpose (S2). An operator's scope follows from openIMIS, a
 * partner's from its agreement. Nothing outside it changes a field, a count, an order or a hit.
 */
export interface Scope {
  readonly purpose: Purpose;
  /** uuids of districts; `all` for a nationwide agreement only. */
  readonly districts: 'all' | readonly string[];
  /** Institutions whose programmes are shown in full; of all others only that an overlap exists. */
  readonly institutions: 'all' | readonly string[];
  /** Institutions that let this one see their programmes for this purpose; never the sensitive ones. */
  readonly sharing?: readonly string[];
  /** Narrows to these programme codes, when an agreement names them. */
  readonly programmes?: readonly string[];
}
