import type { FindApplicants } from '@interlink/contracts/enrolment/applicant';
import type { StartJourney } from '@interlink/contracts/enrolment/commands';
import type { BirthDate } from '@interlink/contracts/enrolment/states';
import { toE164 } from '@interlink/domain/platform/telephone';
import { toBirthDate } from './birth-date.js';

/** What the officer types to find somebody. */
export interface SearchFields {
  readonly nationalId: string;
  readonly name: string;
  readonly birthDate: string;
  readonly mobile: string;
}

/** What the officer types to begin; all text, checked at once when the journey is begun. */
export interface ApplicantFields {
  readonly programme: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: string;
  readonly nationalId: string;
  readonly mobile: string;
  readonly sex: string;
  readonly language: string;
  /** openIMIS uuid; empty while what was typed is no village. */
  readonly villageId: string;
  readonly villageName: string;
  readonly individualId: string;
  readonly hasProxy: boolean;
  readonly proxyName: string;
  readonly proxyRelationship: string;
  readonly proxyDocument: string;
}

export const EMPTY_APPLICANT: ApplicantFields = {
  programme: '',
  givenName: '',
  surname: '',
  birthDate: '',
  nationalId: '',
  mobile: '',
  sex: '',
  language: 'en',
  villageId: '',
  villageName: '',
  individualId: '',
  hasProxy: false,
  proxyName: '',
  proxyRelationship: '',
  proxyDocument: '',
};

/** Text key of what is wrong with a field, by field. */
export type FieldErrors = Readonly<Partial<Record<keyof ApplicantFields, string>>>;

const SHORTEST_ID = 4;

/** Without control characters, which come with a paste and which the service refuses. */
const plain = (typed: string) => typed.replace(/\p{Cc}+/gu, ' ').trim();

/** What is typed and cannot be searched for: left out in silence, it would find somebody else. */
export function findSearchErrors({ nationalId, birthDate, mobile }: Omit<SearchFields, 'name'>): FieldErrors {
  const isShort = plain(nationalId) !== '' && plain(nationalId).length < SHORTEST_ID;
  return {
    ...(isShort && { nationalId: 'field.nationalIdWrong' }),
    ...(birthDate.trim() !== '' && !toBirthDate(birthDate) && { birthDate: 'field.birthDateWrong' }),
    ...(mobile.trim() !== '' && toE164(mobile) === undefined && { mobile: 'field.mobileWrong' }),
  };
}

/**
 * Only for fields without errors. Undefined when neither an identifier nor a name with a birth date was given (S12).
 */
export function toSearch({ nationalId, name, birthDate, mobile }: SearchFields): FindApplicants | undefined {
  if (plain(nationalId) !== '') return { nationalId: plain(nationalId) };
  const born = toBirthDate(birthDate);
  if (plain(name).length < 2 || !born) return undefined;
  return {
    name: plain(name),
    birthDate: born.date,
    ...mobileOf(mobile),
  };
}

/** Where what is missing for a search is to be typed; undefined when nothing is. Only for fields without errors. */
export function missingForSearch(fields: SearchFields): keyof SearchFields | undefined {
  if (toSearch(fields)) return undefined;
  if (plain(fields.name).length >= 2) return 'birthDate';
  return fields.birthDate.trim() === '' ? 'nationalId' : 'name';
}

function mobileOf(typed: string): { readonly mobile?: string } {
  const mobile = toE164(typed);
  return mobile === undefined ? {} : { mobile };
}

const NEEDED = ['programme', 'givenName', 'surname', 'birthDate'] as const;
const NEEDED_FOR_PROXY = ['proxyName', 'proxyRelationship', 'proxyDocument'] as const;

export function findFieldErrors(fields: ApplicantFields): FieldErrors {
  const needed = [...NEEDED, ...(fields.hasProxy ? NEEDED_FOR_PROXY : [])];
  const missing = needed.filter((name) => plain(fields[name]) === '').map((name) => [name, 'field.missing'] as const);
  return {
    ...findSearchErrors(fields),
    ...(fields.villageId === '' ? { villageId: 'field.villageWrong' } : {}),
    ...Object.fromEntries(missing),
  };
}

/** Only for fields without errors. */
export function toStartJourney(fields: ApplicantFields): StartJourney {
  const optional = (name: 'individualId' | 'nationalId' | 'sex', value: string) =>
    value === '' ? {} : { [name]: value };
  return {
    programme: fields.programme,
    applicant: {
      givenName: plain(fields.givenName),
      surname: plain(fields.surname),
      birthDate: toBirthDate(fields.birthDate) as BirthDate,
      ...optional('nationalId', plain(fields.nationalId)),
      ...mobileOf(fields.mobile),
      ...optional('sex', fields.sex),
      language: fields.language as StartJourney['applicant']['language'],
      locationId: fields.villageId,
      ...optional('individualId', fields.individualId),
    },
    ...(fields.hasProxy
      ? {
          mandate: {
            name: plain(fields.proxyName),
            relationship: plain(fields.proxyRelationship),
            documentReference: plain(fields.proxyDocument),
          },
        }
      : {}),
  };
}
