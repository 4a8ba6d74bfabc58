import type {
  Comparison as RegistryComparison,
  Condition as RegistryCondition,
  RecordType,
} from '@interlink/contracts/registry/query';
import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { statusOfCode } from '../records/codes.js';
import { QueryRefused, type Comparison, type Condition, type Scalar } from './condition.js';

/** Which records of the registry answer for which records of the standard. */
export const recordTypeOf: Readonly<Record<RecordEntity, RecordType | undefined>> = {
  Beneficiary: 'Beneficiary',
  DisabledPerson: 'Member',
  // No source of ours feeds farms: such a search finds nobody.
  Farmer: undefined,
  Group: 'Group',
  Member: 'Member',
  Person: 'Member',
};

const common: Readonly<Record<string, string>> = {
  birth_date: 'birthDate',
  death_date: 'deathDate',
  given_name: 'givenName',
  identifier: 'identifier',
  is_disabled: 'isDisabled',
  marital_status: 'maritalStatus',
  poverty_score: 'povertyScore',
  region_code: 'regionCode',
  registration_date: 'registrationDate',
  sex: 'sex',
  sub_region_code: 'subRegionCode',
  surname: 'surname',
};
const fields: Readonly<Record<RecordType, Readonly<Record<string, string>>>> = {
  Member: common,
  Group: { ...common, group_size: 'size' },
  Beneficiary: {
    ...common,
    enrollment_date: 'enrolledOn',
    enrollment_status: 'status',
    programme_identifier: 'programme',
  },
};

/** What the registry can search by, by record type: given by it, so that a new field needs no change here. */
export type Searchable = (recordType: RecordType, field: string) => readonly string[] | undefined;

/** The same condition in the registry's own fields. Throws QueryRefused for an attribute that it does not search by. */
export function toRegistryCondition(
  recordType: RecordType,
  condition: Condition,
  searchable: Searchable,
): RegistryCondition {
  const convert = (part: Condition): RegistryCondition => {
    if (part.kind === 'compare') return toComparison(recordType, part, searchable);
    if (part.kind === 'not') return { not: convert(part.of) };
    return part.kind === 'all' ? { all: part.of.map(convert) } : { any: part.of.map(convert) };
  };
  return convert(condition);
}

/** The registry's name of an attribute to sort by; throws QueryRefused. */
export function toRegistryField(recordType: RecordType, attribute: string, searchable: Searchable): string {
  const field = fields[recordType][attribute];
  if (field === undefined || !searchable(recordType, field)) {
    throw new QueryRefused('rjct.sort.invalid', 'an attribute to sort by is not searchable here');
  }
  return field;
}

function toComparison(recordType: RecordType, comparison: Comparison, searchable: Searchable): RegistryCondition {
  const field = fields[recordType][comparison.attribute];
  const operators = field === undefined ? undefined : searchable(recordType, field);
  if (field === undefined || !operators) {
    throw new QueryRefused('rjct.filter.invalid', 'an attribute is not searchable here');
  }
  const values = comparison.values.map((value) => toValue(comparison, value));
  const [first] = values;
  if (first === undefined) throw new QueryRefused('rjct.filter.invalid', 'a comparison needs a value');
  const one = (operator: string, value: (typeof values)[number]): RegistryCondition => ({
    compare: { field, operator: operator as RegistryComparison['operator'], value },
  });
  if (operators.includes(comparison.operator)) {
    return comparison.operator === 'in'
      ? { compare: { field, operator: 'in', value: values } }
      : one(comparison.operator, first);
  }
  // What the registry has no operator for says the same by equality.
  if (comparison.operator === 'in') return { any: values.map((value) => one('eq', value)) };
  if (comparison.operator === 'ne') return { not: one('eq', first) };
  throw new QueryRefused('rjct.filter.invalid', 'an operator is not for this attribute');
}

function toValue({ attribute, identifierType }: Comparison, value: Scalar) {
  if (attribute === 'identifier') {
    return { ...(identifierType !== undefined && { type: identifierType }), value: String(value) };
  }
  if (attribute === 'enrollment_status') {
    const status = statusOfCode(String(value));
    if (!status) throw new QueryRefused('rjct.filter.invalid', 'an enrolment status is not of the list');
    return status;
  }
  return value;
}
