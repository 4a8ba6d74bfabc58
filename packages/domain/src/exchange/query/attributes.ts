import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { Operator } from './condition.js';

export type AttributeType = 'boolean' | 'code' | 'date' | 'identifier' | 'number' | 'text';

/** One attribute that may be asked for. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** Data element by which an agreement allows it. */
  readonly element: string;
}

const attribute = (name: string, type: AttributeType, element: string): Attribute => ({ name, type, element });

const ofPerson: readonly Attribute[] = [
  attribute('identifier', 'identifier', 'identifiers'),
  attribute('birth_date', 'date', 'birthDate'),
  attribute('death_date', 'date', 'deathDate'),
  attribute('given_name', 'text', 'name'),
  attribute('surname', 'text', 'name'),
  attribute('sex', 'code', 'sex'),
  attribute('marital_status', 'code', 'maritalStatus'),
  attribute('is_disabled', 'boolean', 'disability'),
  attribute('education_level', 'code', 'educationLevel'),
  attribute('employment_status', 'code', 'employmentStatus'),
  attribute('occupation', 'code', 'occupation'),
  attribute('region_code', 'code', 'addresses'),
  attribute('sub_region_code', 'code', 'addresses'),
  attribute('registration_date', 'date', 'registrationDate'),
];
const ofHousehold: readonly Attribute[] = [
  attribute('identifier', 'identifier', 'identifiers'),
  attribute('poverty_score', 'number', 'povertyScore'),
  attribute('group_size', 'number', 'householdSize'),
  attribute('region_code', 'code', 'addresses'),
  attribute('sub_region_code', 'code', 'addresses'),
  attribute('registration_date', 'date', 'registrationDate'),
];
const ofEnrolment: readonly Attribute[] = [
  attribute('programme_identifier', 'code', 'enrolments'),
  attribute('enrollment_status', 'code', 'enrolments'),
  attribute('enrollment_date', 'date', 'enrolments'),
];

const poverty = ofHousehold.filter(({ name }) => name === 'poverty_score');
/** What of each kind of record may be asked for; anything else is refused. */
const catalogue: Readonly<Record<RecordEntity, readonly Attribute[]>> = {
  Beneficiary: [...ofPerson, ...ofEnrolment],
  DisabledPerson: ofPerson,
  Farmer: [...ofPerson, attribute('land_size', 'number', 'land')],
  Group: ofHousehold,
  Member: [...ofPerson, ...poverty],
  Person: ofPerson,
};

/** Ways on which an attribute is reached in the published objects; the rest of the path is its name. */
const wrappings = new Set([
  'address',
  'demographic_info',
  'farm_details',
  'farmer_personal_details',
  'group',
  'member',
  'name',
  'personal_details',
  'programme',
]);
const otherNames: Readonly<Record<string, string>> = {
  birthdate: 'birth_date',
  date_of_birth: 'birth_date',
  enrollement_date: 'enrollment_date',
  enrollement_status: 'enrollment_status',
  first_name: 'given_name',
  gender: 'sex',
  group_identifier: 'identifier',
  identifier_value: 'identifier',
  last_name: 'surname',
  member_identifier: 'identifier',
  person_identifier: 'identifier',
};

/** By any of its published paths, e.g. `member.demographic_info.birth_date`; undefined when there is none such. */
export function findAttribute(entity: RecordEntity, path: string): Attribute | undefined {
  const parts = path.split('.');
  while (parts.length > 1 && isWrapping(parts)) parts.shift();
  const last = parts.join('.');
  const name = Object.hasOwn(otherNames, last) ? otherNames[last] : last;
  return catalogue[entity].find((one) => one.name === name);
}

/** `programme_identifier.programme.programme_identifier` and `member_identifier.identifier_value` say it twice. */
function isWrapping([first = '', second = '']: readonly string[]): boolean {
  if (wrappings.has(first)) return true;
  if (first === 'programme_identifier') return second === 'programme' || second === 'programme_identifier';
  return (first === 'identifier' || first.endsWith('_identifier')) && second === 'identifier_value';
}

export const attributesOf = (entity: RecordEntity): readonly Attribute[] => catalogue[entity];

const ordered: readonly Operator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in'];
const exact: readonly Operator[] = ['eq', 'ne', 'in'];
/** Which operators make sense for which type: a number that people bear is matched whole or not at all. */
export const operatorsOf: Readonly<Record<AttributeType, readonly Operator[]>> = {
  boolean: ['eq', 'ne'],
  code: exact,
  date: ordered,
  identifier: ['eq', 'in'],
  number: ordered,
  text: exact,
};
