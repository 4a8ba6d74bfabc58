import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A person as the national ID knows them; `birthDate` is a day or only a year. */
export interface NationalIdPerson {
  readonly nationalId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: string;
  readonly sex?: string;
  /** E.164; without it no OTP can reach the person. */
  readonly mobile?: string;
  readonly liveness: boolean;
}

/** A record of the civil registry, in the names of DCI's CRVSPerson. */
export interface CivilPerson {
  readonly identifier: readonly { readonly identifier_type: string; readonly identifier_value: string }[];
  readonly name: { readonly given_name: string; readonly surname: string };
  readonly sex: string;
  /** A date-time without zone, or only a year. */
  readonly birth_date: string;
  /** Empty while the person lives. */
  readonly death_date: string;
}

export interface BankAccount {
  readonly number: string;
  readonly holder: string;
  readonly status: 'open' | 'closed' | 'blocked';
}

/** Which account is whose, each as `type:value@provider`. */
export interface MappedAccount {
  readonly id: string;
  readonly fa: string;
  readonly provider: string;
  readonly active: boolean;
}

/** The people of the demo country as each partner knows them, planted trouble included. */
export interface Country {
  readonly nationalId: readonly NationalIdPerson[];
  readonly civil: readonly CivilPerson[];
  readonly bank: readonly BankAccount[];
  readonly mapper: readonly MappedAccount[];
}

/** Reads partners.json; throws when it is not there: without people there are no partners. */
export function readCountry(folder: string): Country {
  const kept = JSON.parse(readFileSync(path.join(folder, 'partners.json'), 'utf8')) as Country;
  // A country that was made before the mapper came has nothing of it.
  return { ...kept, mapper: (kept as Partial<Country>).mapper ?? [] };
}
