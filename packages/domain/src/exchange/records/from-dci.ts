import type { Beneficiary, DciIdentifier, DciPerson, Group, Member } from '@interlink/contracts/exchange/dci/records';
import type {
  BenefitRecord,
  HouseholdRecord,
  PersonRecord,
  SourceRecord,
} from '@interlink/contracts/registry/source-record';
import { toMinor } from '../../platform/minor-units.js';
import { toPartialDate } from '../partial-date.js';
import { benefitOfCode, statusOfCode, unitOfCode } from './codes.js';

/** What came of reading what a management system tells: its records, or why it was not taken. */
export type ReadRecord =
  | { readonly records: readonly SourceRecord[] }
  | { readonly refused: 'rjct.person_id.invalid' | 'rjct.search_criteria.invalid' };

/** What a management system can tell of people; of anything else the registry keeps nothing. */
export type ToldRecord =
  | { readonly entity: 'Beneficiary'; readonly record: Beneficiary }
  | { readonly entity: 'Group'; readonly record: Group }
  | { readonly entity: 'Member'; readonly record: Member };

/** As source records, whether it was pushed, asked for or notified: the same words are the same statement. */
export function fromTold({ entity, record }: ToldRecord): ReadRecord {
  if (entity === 'Beneficiary') return fromBeneficiary(record);
  const { people, household } =
    entity === 'Group' ? (householdOf(record) ?? { people: [] }) : { people: [personOf(record)] };
  const records = [...people, household].filter((one) => one !== undefined);
  return records.length > 0 ? { records } : { refused: 'rjct.person_id.invalid' };
}

/**
 * A pushed enrolment as source records. The same beneficiary gives the same keys, so stating it again changes nothing;
 * a person is named by an identifier, because the standard has no other name for one.
 */
export function fromBeneficiary(beneficiary: Beneficiary): ReadRecord {
  const { member, group } = beneficiary;
  const subject = member ? personOf(member) : undefined;
  const household = group ? householdOf(group) : undefined;
  const kind = member ? 'person' : 'household';
  const key = member ? subject?.key : household?.household.key;
  if (key === undefined) return { refused: 'rjct.person_id.invalid' };
  const enrolments = enrolmentsOf(beneficiary, { kind, key });
  if (!enrolments) return { refused: 'rjct.search_criteria.invalid' };
  const people = [...(subject ? [subject] : []), ...(household?.people ?? [])];
  return { records: [...people, ...(household ? [household.household] : []), ...enrolments] };
}

const day = (moment: string) => moment.slice(0, 10);

/** Registry types are upper case; what is not of their form is nobody's number. */
function identifiersOf(given: readonly DciIdentifier[] = []) {
  return given.flatMap(({ identifier_type, identifier_value }) => {
    const type = identifier_type.slice(identifier_type.lastIndexOf(':') + 1).toUpperCase();
    const value = identifier_value.trim();
    return /^[A-Z][A-Z0-9_]{1,39}$/.test(type) && value !== '' && value.length <= 80 ? [{ type, value }] : [];
  });
}

const keyOf = ([first]: readonly { readonly type: string; readonly value: string }[]) =>
  first && `${first.type}:${first.value}`;

function personOf(member: Member): PersonRecord | undefined {
  const info: DciPerson = member.demographic_info ?? {};
  const identifiers = identifiersOf([...(member.member_identifier ?? []), ...(info.identifier ?? [])]);
  const once = identifiers.filter(
    ({ type, value }, at) => identifiers.findIndex((other) => other.type === type && other.value === value) === at,
  );
  const key = keyOf(once);
  if (key === undefined) return undefined;
  const birthDate = info.birth_date === undefined ? undefined : toPartialDate(info.birth_date);
  const deathDate = info.death_date === undefined ? undefined : toPartialDate(info.death_date);
  const name = nameOf(info);
  return {
    kind: 'person',
    key,
    data: {
      identifiers: once,
      ...(name && { name }),
      ...(info.sex && { sex: info.sex }),
      ...(birthDate && { birthDate }),
      ...(deathDate && { deathDate }),
      ...(info.phone_number &&
        info.phone_number.length > 0 && { phones: info.phone_number.map((one) => one.slice(0, 40)) }),
    },
  };
}

function nameOf({ name }: DciPerson) {
  const given = name?.given_name?.trim();
  const surname = name?.surname?.trim();
  if (!given && !surname) return undefined;
  const second = name?.second_name?.trim();
  return {
    ...(surname && { surname: surname.slice(0, 200) }),
    ...(given && { givenName: given.slice(0, 200) }),
    ...(second && { secondName: second.slice(0, 200) }),
  };
}

function householdOf(group: Group): { household: HouseholdRecord; people: PersonRecord[] } | undefined {
  const identifiers = identifiersOf(group.group_identifier);
  const key = keyOf(identifiers);
  if (key === undefined) return undefined;
  const people = (group.member_list ?? []).map(personOf).filter((person) => person !== undefined);
  const head = group.group_head_info && personOf(group.group_head_info);
  const all = head && !people.some((person) => person.key === head.key) ? [head, ...people] : people;
  const members = all.map((person) => ({
    personKey: person.key,
    ...(person.key === head?.key && { role: 'head' as const }),
  }));
  const size = group.group_size;
  return {
    household: { kind: 'household', key, data: { identifiers, members, ...(size !== undefined && { size }) } },
    people: all,
  };
}

/** Of a source record. A longer one is not cut: it might be another one's. */
const LONGEST_KEY = 120;

/** Undefined when a code or an amount is not readable: half of an enrolment is worse than none. */
function enrolmentsOf(
  beneficiary: Beneficiary,
  subject: { readonly kind: 'person' | 'household'; readonly key: string },
): readonly SourceRecord[] | undefined {
  const status = statusOfCode(beneficiary.enrollment_status);
  if (!status || !unitOfCode(beneficiary.assistance_unit)) return undefined;
  const records: SourceRecord[] = [];
  for (const { programme_identifier: programme } of beneficiary.programme_identifier) {
    if (programme.length > 40) return undefined;
    const key = `${subject.key}/${programme}`;
    if (key.length > LONGEST_KEY) return undefined;
    const enrolledOn = day(beneficiary.enrollment_date);
    records.push({ kind: 'enrolment', key, subject, data: { programme, status, enrolledOn } });
    const benefits = benefitsOf(beneficiary, { programme, key, subject });
    if (!benefits) return undefined;
    records.push(...benefits);
  }
  return records;
}

type Given = Omit<BenefitRecord, 'key'>;
interface Enrolled {
  readonly programme: string;
  readonly key: string;
  readonly subject: BenefitRecord['subject'];
}

/**
 * The standard gives a benefit no number. It is named by its day and kind, and several of these by their amounts in order:
 * so it is the same benefit in whatever order a system lists them, and when others are listed no more.
 */
function benefitsOf({ benefits }: Beneficiary, of: Enrolled): BenefitRecord[] | undefined {
  const given: Given[] = [];
  for (const benefit of benefits) {
    const one = benefitOf(benefit, of);
    if (!one) return undefined;
    given.push(one);
  }
  const counts = new Map<string, number>();
  const records = given.sort(byWhatIsSaid).map((one) => {
    const group = `${of.key}/${one.data.dueOn}/${one.data.type}`;
    const at = counts.get(group) ?? 0;
    counts.set(group, at + 1);
    return { ...one, key: `${group}/${at}` };
  });
  return records.some(({ key }) => key.length > LONGEST_KEY) ? undefined : records;
}

const byWhatIsSaid = (one: Given, other: Given) => {
  const [a, b] = [one, other].map(({ data: { amount, description = '' } }) =>
    [amount?.currency ?? '', String(amount?.minor ?? 0).padStart(16, '0'), description].join('|'),
  ) as [string, string];
  return a < b ? -1 : Number(a > b);
};

function benefitOf(
  { benefit_type, benefit_date, benefit_value, benefit_description }: Beneficiary['benefits'][number],
  of: Enrolled,
): Given | undefined {
  const type = benefitOfCode(benefit_type);
  const minor = benefit_value && toMinor(String(benefit_value.amount), benefit_value.currency);
  if (!type || (benefit_value && (minor === undefined || minor < 0))) return undefined;
  return {
    kind: 'benefit',
    subject: of.subject,
    data: {
      programme: of.programme,
      enrolmentKey: of.key,
      type,
      // A management system tells what it gave: the standard has no state of a benefit.
      status: 'paid',
      dueOn: day(benefit_date),
      ...(benefit_value && minor !== undefined && { amount: { minor, currency: benefit_value.currency } }),
      ...(benefit_description && { description: benefit_description.slice(0, 500) }),
    },
  };
}
