import type { BirthDate } from '../enrolment/states.js';

/** One person as a civil registry has them, in our words. */
export interface CivilRecord {
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  readonly fullName: string;
  readonly birthDate?: BirthDate | undefined;
  /** Derived: the registry has a date of death, readable or not (D, row 4'). */
  readonly deceased: boolean;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly deathDate?: string | undefined;
  readonly sex?: 'female' | 'male' | 'other' | 'unknown' | undefined;
}

/** What a search asks for: the identifier when there is one, else name and birth date. */
export interface CivilSearch {
  readonly nationalId?: string | undefined;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: BirthDate;
}

/**
 * What came of a search. `refused`: something came that may not be used. `rejected`: the registry understood and said
 * no, with its code. `unavailable`: nobody answered, or not yet. `total` counts what the registry has.
 */
export type CivilSearchFinding =
  | { readonly kind: 'records'; readonly records: readonly CivilRecord[]; readonly total: number }
  | { readonly kind: 'refused'; readonly why: 'signature' | 'foreign' | 'malformed' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly why: 'timed-out' | 'unreachable' };
