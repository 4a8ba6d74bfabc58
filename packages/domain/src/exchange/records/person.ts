import type { DciPerson, Member } from '@interlink/contracts/exchange/dci/records';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { PersonFields } from '@interlink/contracts/registry/view';

const personTypes: Readonly<Record<DciRole, string>> = {
  crvs: 'CRVSPerson',
  dr: 'DRPerson',
  fr: 'FRPerson',
  ibr: 'IBRPerson',
  sr: 'SRPerson',
};
const extensions: Readonly<Record<DciRole, string>> = { crvs: 'crvs', dr: 'dr', fr: 'fr', ibr: 'ibr', sr: 'social' };

/** A member to be spread, when there is something to tell. */
export function told<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  const isThere = value !== undefined && !(Array.isArray(value) && value.length === 0);
  return (isThere ? { [name]: value } : {}) as { readonly [key in K]?: V };
}

/** Constant annotations: no reader of the standard runs a JSON-LD processor on them (dci.md 4). */
export const contextOf = (role: DciRole) => `https://schema.spdci.org/extensions/${extensions[role]}/v1/data`;

/** Midnight in UTC, as the standard writes a day. */
export const dayTime = (day: string) => `${day}T00:00:00Z`;

export const identifiersOf = (identifiers: PersonFields['identifiers']) =>
  identifiers?.map(({ type, value }) => ({ identifier_type: type, identifier_value: value }));

/** Name, numbers, dates and places of a person. */
export function toDciPerson(data: PersonFields, role: DciRole): DciPerson {
  return {
    '@type': personTypes[role],
    ...told('identifier', identifiersOf(data.identifiers)),
    ...told('name', nameOf(data.name)),
    ...told('sex', data.sex),
    ...told('birth_date', data.birthDate && dayTime(data.birthDate.date)),
    ...told('death_date', data.deathDate && dayTime(data.deathDate.date)),
    ...told('address', data.addresses?.map(toDciAddress)),
    ...told('phone_number', data.phones),
    ...told('email', data.emails),
    ...told('registration_date', data.registrationDate && dayTime(data.registrationDate)),
    ...(role === 'crvs' && told('marital_status', data.maritalStatus)),
  };
}

/** A person as a member of something; `role` decides the extension that is named. */
export function toMember(data: PersonFields, role: DciRole): Member {
  return {
    '@context': contextOf(role),
    '@type': 'Member',
    ...told('member_identifier', identifiersOf(data.identifiers)),
    demographic_info: toDciPerson(data, role),
    ...told('related_person', data.related?.map(toRelated)),
    ...told('is_disabled', data.disability?.isDisabled),
    ...told('disability_info', data.disability?.limitations.map(toLimitation)),
    ...told('marital_status', data.maritalStatus),
    ...told('employment_status', data.employmentStatus),
    ...told('occupation', data.occupation),
    ...told('language_code', data.language),
    ...told('education_level', data.educationLevel),
    ...told('additional_attributes', precisionOf(data)),
    ...told('registration_date', data.registrationDate && dayTime(data.registrationDate)),
  };
}

/** The standard has no partial date: what of it is known is said beside it. */
function precisionOf({ birthDate }: PersonFields) {
  if (!birthDate || birthDate.precision === 'day') return undefined;
  return [{ name: 'birth_date_precision', value: birthDate.precision }];
}

function nameOf(name: PersonFields['name']) {
  if (!name) return undefined;
  const { surname, givenName, secondName, maidenName, prefix, suffix } = name;
  return {
    ...(surname !== undefined && { surname }),
    ...(givenName !== undefined && { given_name: givenName }),
    ...(secondName !== undefined && { second_name: secondName }),
    ...(maidenName !== undefined && { maiden_name: maidenName }),
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
  };
}

type Unified<T> = NonNullable<T>;

function toDciAddress(address: Unified<PersonFields['addresses']>[number]) {
  const { line1, line2, locality, subRegionCode, regionCode, postalCode, countryCode } = address;
  return {
    '@type': 'Address',
    ...(line1 !== undefined && { address_line_1: line1 }),
    ...(line2 !== undefined && { address_line_2: line2 }),
    ...(locality !== undefined && { locality }),
    ...(subRegionCode !== undefined && { sub_region_code: subRegionCode }),
    ...(regionCode !== undefined && { region_code: regionCode }),
    ...(postalCode !== undefined && { postal_code: postalCode }),
    ...(countryCode !== undefined && { country_code: countryCode }),
  };
}

function toLimitation({ type, severity }: Unified<PersonFields['disability']>['limitations'][number]) {
  return { '@type': 'DisabilityInfo', disability_limitation_type: type, functional_severity: severity };
}

function toRelated({ relationship, name, identifier }: Unified<PersonFields['related']>[number]) {
  const known = nameOf(name);
  return {
    '@type': 'RelatedPerson',
    relationship_type: relationship,
    related_member: {
      ...(known && { name: known }),
      ...(identifier && { identifier: identifiersOf([identifier]) }),
    },
  };
}
