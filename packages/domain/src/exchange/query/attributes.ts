import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { Operator } from './condition.js';

export type AttributeType = 'boolean' | 'code' | 'date' | 'identifier' | 'number' | 'text';

/** One attribute that may be asked for. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** Where it stands in the record: what an agreement must name before it may be asked for. */
  readonly element: string;
}

const attribute = (name: string, type: AttributeType, element: string): Attribute => ({ name, type, element });
const beneath = (at: string, attributes: readonly Attribute[]): readonly Attribute[] =>
  attributes.map(({ name, type, element }) => attribute(name, type, `${at}.${element}`));

const ofPerson: readonly Attribute[] = [
  attribute('birth_date', 'date', 'birth_date'),
  attribute('death_date', 'date', 'death_date'),
  attribute('given_name', 'text', 'name.given_name'),
  attribute('surname', 'text', 'name.surname'),
  attribute('sex', 'code', 'sex'),
  attribute('region_code', 'code', 'address.region_code'),
  attribute('sub_region_code', 'code', 'address.sub_region_code'),
  attribute('registration_date', 'date', 'registration_date'),
];
const ofMember: readonly Attribute[] = [
  attribute('identifier', 'identifier', 'member_identifier'),
  ...beneath('demographic_info', ofPerson),
  attribute('marital_status', 'code', 'marital_status'),
  attribute('is_disabled', 'boolean', 'is_disabled'),
  attribute('education_level', 'code', 'education_level'),
  attribute('employment_status', 'code', 'employment_status'),
  attribute('occupation', 'code', 'occupation'),
];
const ofHousehold: readonly Attribute[] = [
  attribute('identifier', 'identifier', 'group_identifier'),
  attribute('poverty_score', 'number', 'poverty_score'),
  attribute('group_size', 'number', 'group_size'),
  attribute('region_code', 'code', 'address.region_code'),
  attribute('sub_region_code', 'code', 'address.sub_region_code'),
  attribute('registration_date', 'date', 'registration_date'),
];

/** What of each kind of record may be asked for; anything else is refused. */
const catalogue: Readonly<Record<RecordEntity, readonly Attribute[]>> = {
  Beneficiary: [
    ...beneath('member', ofMember),
    attribute('programme_identifier', 'code', 'programme_identifier'),
    attribute('enrollment_status', 'code', 'enrollment_status'),
    attribute('enrollment_date', 'date', 'enrollment_date'),
  ],
  DisabledPerson: beneath('personal_details', ofMember),
  Farmer: [...beneath('farmer_personal_details', ofMember), attribute('land_size', 'number', 'farm_details.land_size')],
  Group: ofHousehold,
  Member: [...ofMember, attribute('poverty_score', 'number', 'poverty_score')],
  Person: [
    attribute('identifier', 'identifier', 'identifier'),
    ...ofPerson,
    attribute('marital_status', 'code', 'marital_status'),
  ],
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
