import type {
  Comparison,
  Condition,
  IdentifierValue,
  QueryValue,
  RecordType,
  RegistryQuery,
} from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import { comparisonsOf } from '@interlink/domain/registry/check-query';
import { sql, type RawBuilder } from 'kysely';
import { districtCondition, programmeCondition } from './access.js';
import type { Core } from './core.js';
import { latinWords } from './name-keys.js';

type Sql = RawBuilder<boolean>;
type Translate = (comparison: Comparison) => Sql;

/** The condition over aliases `p` (person), `h` (household) and `e` (enrolment); every field was checked before. */
export function toSql(condition: Condition, translate: Translate): Sql {
  if ('compare' in condition) return translate(condition.compare);
  if ('not' in condition) return sql`(not coalesce(${toSql(condition.not, translate)}, false))`;
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => toSql(part, translate));
  return sql`(${sql.join(parts, 'all' in condition ? sql` and ` : sql` or `)})`;
}

const signs = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
const listOf = (value: QueryValue) => (Array.isArray(value) ? value : [value]);
const textsOf = (value: QueryValue) => listOf(value).map(String);

/** A column against a value, or one of several. */
function column(name: string, type: string, { operator, value }: Comparison): Sql {
  const ref = sql.ref(name);
  if (operator === 'in') return sql`${ref} = any(${textsOf(value)}::${sql.raw(type)}[])`;
  const sign = sql.raw(signs[operator as keyof typeof signs]);
  return sql`${ref} ${sign} ${String(value)}::${sql.raw(type)}`;
}

function hasKey(kind: string, values: readonly string[]): Sql {
  // One value alone is compared as it is: such a statement is planned once, one with a list again for every list.
  const [value] = values;
  const equal =
    values.length === 1 && value !== undefined ? sql`k.value = ${value}` : sql`k.value = any(${[...values]})`;
  return sql`exists (select 1 from registry.person_key k
    where k.kind = ${kind} and ${equal} and k.person_id = p.person_id)`;
}

function byIdentifier({ keys }: Core, { value }: Comparison): Sql {
  const all = listOf(value) as readonly (IdentifierValue | string)[];
  const typed = all.flatMap((one) =>
    typeof one === 'object' && one.type !== undefined ? [keys.identifier({ type: one.type, value: one.value })] : [],
  );
  const untyped = all.flatMap((one) => {
    if (typeof one !== 'object') return [keys.number(one)];
    return one.type === undefined ? [keys.number(one.value)] : [];
  });
  const parts = [
    ...(typed.length > 0 ? [hasKey('identifier', typed)] : []),
    ...(untyped.length > 0 ? [hasKey('number', untyped)] : []),
  ];
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** Words of names that are near those that are asked for, by the word asked for. */
export type NearWords = ReadonlyMap<string, readonly string[]>;

const isNameField = (field: string) => field === 'name' || field === 'givenName' || field === 'surname';

/** The words whose spelling is left open, anywhere in a condition. */
export function wordsLikely(where: Condition): string[] {
  const names = comparisonsOf(where).filter(({ field, operator }) => isNameField(field) && operator === 'like');
  return names.flatMap(({ value }) => latinWords(String(value)));
}

/** As the indexes `person_by_word` and `person_name_by_word` have them; no word of a name looks like a district's id. */
export const WORDS = sql`(string_to_array(p.search_name, ' ') || p.district_id::text)`;
const bearsOneOf = (words: readonly string[]): Sql => sql`${WORDS} && ${[...words]}::text[]`;

/** `eq`: every word is one of the name's. `like`: every word is one of them in some spelling. */
function byName({ operator, value }: Comparison, near: NearWords): Sql {
  const words = [...new Set(latinWords(String(value)))];
  if (words.length === 0) return sql`false`;
  const each = words.map((word) => bearsOneOf(operator === 'eq' ? [word] : (near.get(word) ?? [word])));
  return sql`(${sql.join(each, sql` and `)})`;
}

/** Names alone are asked for, of people who have one: the narrow table of names answers. */
export function isOfNames({ where, sort }: RegistryQuery): boolean {
  const parts = 'all' in where ? where.all : [where];
  return sort === undefined && parts.every((part) => 'compare' in part && isNameField(part.compare.field));
}

/**
 * S2, for a question of names alone. One word is many people's, most of them elsewhere: the index intersects those who
 * bear it with those of the districts. Whom two words leave are looked at, and nobody else of the districts.
 */
export function nameWithin(scope: Scope, where: Condition): Sql {
  const words = new Set(comparisonsOf(where).flatMap(({ value }) => latinWords(String(value))));
  if (scope.districts === 'all' || words.size > 1) return districtCondition(scope, 'p');
  return sql`${WORDS} && ${[...scope.districts]}::uuid[]::text[]`;
}

const personColumns: Readonly<Record<string, readonly [string, string]>> = {
  birthDate: ['p.birth_date', 'date'],
  deathDate: ['p.death_date', 'date'],
  districtId: ['p.district_id', 'uuid'],
  isDisabled: ['p.is_disabled', 'boolean'],
  locationId: ['p.location_id', 'uuid'],
  maritalStatus: ['p.marital_status', 'text'],
  personId: ['p.person_id', 'uuid'],
  registrationDate: ['p.registration_date', 'date'],
  sex: ['p.sex', 'text'],
};

function personComparison(core: Core, near: NearWords, comparison: Comparison): Sql | undefined {
  const { field, value } = comparison;
  const known = personColumns[field];
  if (known) return column(known[0], known[1], comparison);
  if (field === 'identifier') return byIdentifier(core, comparison);
  if (isNameField(field)) return byName(comparison, near);
  if (field === 'phone') return hasKey('phone', textsOf(value).map(core.keys.phone));
  if (field === 'email') return hasKey('email', textsOf(value).map(core.keys.email));
  if (field === 'account') return hasKey('account', textsOf(value).map(core.keys.account));
  if (field !== 'householdId') return undefined;
  return sql`exists (select 1 from registry.household_member m
    where m.household_id = any(${textsOf(value)}::uuid[]) and m.person_id = p.person_id)`;
}

function memberComparison(core: Core, scope: Scope, near: NearWords, comparison: Comparison): Sql | undefined {
  if (comparison.field === 'lastUpdated') return column('p.last_updated', 'timestamptz', comparison);
  if (comparison.field !== 'programme') return personComparison(core, near, comparison);
  const positive = { ...comparison, operator: comparison.operator === 'ne' ? ('eq' as const) : comparison.operator };
  const exists = sql<boolean>`exists (select 1 from registry.enrolment x where x.holder_id = p.person_id
    and ${column('x.programme', 'text', positive)} and ${programmeCondition(core, scope, 'x')})`;
  return comparison.operator === 'ne' ? sql`(not ${exists})` : exists;
}

const groupColumns: Readonly<Record<string, readonly [string, string]>> = {
  districtId: ['h.district_id', 'uuid'],
  groupType: ['h.unit', 'text'],
  householdId: ['h.household_id', 'uuid'],
  lastUpdated: ['h.last_updated', 'timestamptz'],
  locationId: ['h.location_id', 'uuid'],
  povertyScore: ['h.poverty_score', 'double precision'],
  registrationDate: ['h.registration_date', 'date'],
  // Asked for as any number: of households of 4.5, or of more than an integer holds, there are none.
  size: ['h.size', 'double precision'],
};

function groupComparison(comparison: Comparison): Sql | undefined {
  const { field, value } = comparison;
  const known = groupColumns[field];
  if (known) return column(known[0], known[1], comparison);
  if (field === 'identifier') return byGroupIdentifier(value);
  if (field !== 'memberPersonId' && field !== 'headPersonId') return undefined;
  const role = field === 'headPersonId' ? sql`and m.role = 'head'` : sql``;
  return sql`exists (select 1 from registry.household_member m
    where m.household_id = h.household_id and m.person_id = any(${textsOf(value)}::uuid[]) ${role})`;
}

/** A household's number says nothing of a person: it is kept in clear, and compared as it stands. */
export function byGroupIdentifier(value: QueryValue): Sql {
  const wanted = listOf(value).map((one) => (typeof one === 'object' ? one : { value: String(one) }));
  const parts = wanted.map((one) => sql<boolean>`h.data -> 'identifiers' @> ${JSON.stringify([one])}::jsonb`);
  const keys = listOf(value).map((one) => (typeof one === 'object' ? one.value : String(one)));
  return sql`(${sql.join(parts, sql` or `)} or h.record_key = any(${keys}))`;
}

const enrolmentColumns: Readonly<Record<string, readonly [string, string]>> = {
  enrolledOn: ['e.enrolled_on', 'date'],
  lastUpdated: ['e.last_updated', 'timestamptz'],
  programme: ['e.programme', 'text'],
  status: ['e.status', 'text'],
  statusChangedOn: ['e.status_changed_on', 'date'],
  unit: ['e.holder_kind', 'text'],
};
const benefitColumns: Readonly<Record<string, readonly [string, string]>> = {
  benefitDate: ['b.due_on', 'date'],
  benefitType: ['b.type', 'text'],
};

function beneficiaryComparison(core: Core, near: NearWords, comparison: Comparison): Sql | undefined {
  const known = enrolmentColumns[comparison.field];
  if (known) return column(known[0], known[1], comparison);
  const ofBenefit = benefitColumns[comparison.field];
  if (!ofBenefit) return personComparison(core, near, comparison);
  return sql`exists (select 1 from registry.benefit b where b.holder_id = e.holder_id
    and b.source = e.source and b.programme = e.programme and ${column(ofBenefit[0], ofBenefit[1], comparison)})`;
}

/** The translation of one record type. A declared field without one is a mistake of ours, and a test tries each. */
export function translator(core: Core, recordType: RecordType, scope: Scope, near: NearWords): Translate {
  return (comparison) => {
    const translated =
      recordType === 'Member'
        ? memberComparison(core, scope, near, comparison)
        : recordType === 'Group'
          ? groupComparison(comparison)
          : beneficiaryComparison(core, near, comparison);
    if (!translated) throw new Error(`the registry cannot search ${recordType} by ${comparison.field}`);
    return translated;
  };
}

const sortable: Readonly<Record<RecordType, Readonly<Record<string, string>>>> = {
  Member: { ...columnsOf(personColumns), lastUpdated: 'p.last_updated', name: 'p.search_name' },
  Group: columnsOf(groupColumns),
  Beneficiary: { ...columnsOf(personColumns), ...columnsOf(enrolmentColumns), name: 'p.search_name' },
};

function columnsOf(columns: Readonly<Record<string, readonly [string, string]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([field, [name]]) => [field, name]));
}

export const sortColumn = (recordType: RecordType, field: string): string | undefined => sortable[recordType][field];
