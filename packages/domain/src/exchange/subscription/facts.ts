import type { EnrolmentView, HouseholdView, PersonFields } from '@interlink/contracts/registry/view';
import type { Scalar } from '../query/condition.js';
import { statusCode } from '../records/codes.js';
import type { Facts } from './match.js';

/** What filters can look at in a person. */
export function personFacts(data: PersonFields): Map<string, readonly Scalar[]> {
  const facts = new Map<string, readonly Scalar[]>();
  const put = (name: string, value: Scalar | undefined) => void (value !== undefined && facts.set(name, [value]));
  facts.set('identifier', identifierFacts(data.identifiers));
  put('birth_date', data.birthDate?.date);
  put('death_date', data.deathDate?.date);
  put('given_name', data.name?.givenName);
  put('surname', data.name?.surname);
  put('sex', data.sex);
  put('marital_status', data.maritalStatus);
  put('is_disabled', data.disability?.isDisabled);
  put('education_level', data.educationLevel);
  put('employment_status', data.employmentStatus);
  put('occupation', data.occupation);
  put('registration_date', data.registrationDate);
  facts.set(
    'region_code',
    (data.addresses ?? []).flatMap(({ regionCode }) => regionCode ?? []),
  );
  facts.set(
    'sub_region_code',
    (data.addresses ?? []).flatMap(({ subRegionCode }) => subRegionCode ?? []),
  );
  return facts;
}

/** A person together with one enrolment. */
export function enrolmentFacts(data: PersonFields, enrolment: EnrolmentView): Facts {
  const facts = personFacts(data);
  const status = statusCode(enrolment.status);
  facts.set('programme_identifier', [enrolment.programme]);
  if (status !== undefined) facts.set('enrollment_status', [status]);
  if (enrolment.enrolledOn !== undefined) facts.set('enrollment_date', [enrolment.enrolledOn]);
  return facts;
}

export function householdFacts(household: HouseholdView): Facts {
  const facts = new Map<string, readonly Scalar[]>([
    ['identifier', identifierFacts(household.identifiers)],
    ['group_size', [household.size]],
  ]);
  if (household.povertyScore !== undefined) facts.set('poverty_score', [household.povertyScore]);
  if (household.registrationDate !== undefined) facts.set('registration_date', [household.registrationDate]);
  facts.set(
    'region_code',
    household.addresses.flatMap(({ regionCode }) => regionCode ?? []),
  );
  facts.set(
    'sub_region_code',
    household.addresses.flatMap(({ subRegionCode }) => subRegionCode ?? []),
  );
  return facts;
}

const identifierFacts = (identifiers: PersonFields['identifiers'] = []) =>
  identifiers.map(({ type, value }) => `${type}|${value}`);
