import type { BirthDate } from '../enrolment/journey.js';

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
