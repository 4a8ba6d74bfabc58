import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import type { BirthDate } from '@interlink/contracts/enrolment/states';
import { compareBirthDates } from '../verification/birth-dates.js';
import { compareNames } from '../verification/names.js';

/** As much of a payee as a notice of a death is compared with. */
export interface KnownPayee {
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: BirthDate;
}

/**
 * How a notice that bears the payee's identifier meets the payee. `strong`: the whole name or the whole birth date
 * agrees too. `weak`: nothing beyond the identifier does, and a number may have been mistyped.
 */
export function matchDeath({ givenName, surname, birthDate }: KnownPayee, record: CivilRecord): 'strong' | 'weak' {
  const isNamed = record.fullName !== '' && compareNames(`${givenName} ${surname}`, record.fullName) === 'match';
  const isBorn = record.birthDate !== undefined && compareBirthDates(birthDate, record.birthDate) === 'match';
  return isNamed || isBorn ? 'strong' : 'weak';
}
