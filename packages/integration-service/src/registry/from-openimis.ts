import type { HouseholdRole } from '@interlink/contracts/registry/household';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { toMinor } from '@interlink/domain/platform/minor-units';
import type { FeedBeneficiary, FeedBenefit, FeedGroup, FeedIndividual, FeedRow } from '../openimis/feed-port.js';

export interface OpenImisWorld {
  /** Where a location of that openIMIS is with us, and in which district; nothing when we do not have it. */
  placeOf(locationId: string): { readonly locationId: string; readonly districtId?: string } | undefined;
  /** openIMIS has no currency. */
  currencyOf(programme: string): string | undefined;
}

/** What openIMIS shows, as statements of a source; none for a benefit that no payroll of a known currency carries. */
export function toSourceRecords(row: FeedRow, world: OpenImisWorld): SourceRecord[] {
  switch (row.kind) {
    case 'individual':
      return [fromIndividual(row, world)];
    case 'group':
      return [fromGroup(row, world)];
    case 'beneficiary':
      return [fromBeneficiary(row)];
    case 'benefit':
      return fromBenefit(row, world);
  }
}

function fromIndividual(
  { id, isDeleted, person, elements, unmapped, createdOn }: FeedIndividual,
  world: OpenImisWorld,
): SourceRecord {
  if (isDeleted) return { kind: 'person', key: id, deleted: true };
  const { sex, language, locationId } = person;
  const data: PersonData = {
    ...typed(person),
    birthDate: person.birthDate,
    ...(sex && { sex }),
    ...(language && /^[a-z]{2,3}$/.test(language) && { language }),
    ...(elements['disability'] && { disability: { isDisabled: isYes(elements['disability']), limitations: [] } }),
    ...placed(world, locationId, person.locationName),
    ...(createdOn && { registrationDate: createdOn }),
    ...(Object.keys(unmapped).length > 0 && { additional: unmapped }),
  };
  return { kind: 'person', key: id, ...(createdOn && { firstFrom: createdOn }), data };
}

/** What somebody typed, as far as it says anything. */
function typed({ account, ...person }: FeedIndividual['person']): PersonData {
  const [givenName, surname] = [nameOf(person.givenName), nameOf(person.surname)];
  const [nationalId, mobile] = [whole(person.nationalId, 80), whole(person.mobile, 40)];
  const [provider, number] = [whole(account?.provider, 40), whole(account?.number, 60)];
  return {
    ...(`${givenName}${surname}` && { name: { ...(givenName && { givenName }), ...(surname && { surname }) } }),
    ...(nationalId && { identifiers: [{ type: 'NID', value: nationalId }] }),
    ...(mobile && { phones: [mobile] }),
    ...(provider && number && { accounts: [{ provider, number }] }),
  };
}

/**
 * What openIMIS lets anybody type, as text of the model: nothing that other systems refuse, and no blanks around it.
 */
const clean = (text = '') => text.replace(/[\u0000-\u001f\u007f]+|\p{Surrogate}/gu, ' ').trim(); // eslint-disable-line no-control-regex

/** So much of a name as there is room for. */
const nameOf = (text: string | undefined) => [...clean(text)].slice(0, 200).join('').trim();

/** A number is the whole of it, or none: part of one is somebody else's. */
const whole = (text: string | undefined, most: number) => (clean(text).length > most ? '' : clean(text));

const isYes = (text: string) => !['', '0', 'false', 'no', 'none', 'n'].includes(text.toLowerCase());

function placed(world: OpenImisWorld, locationId: string | undefined, name: string | undefined) {
  const place = locationId ? world.placeOf(locationId) : undefined;
  const shown = nameOf(name);
  return place && { place: { ...place, ...(shown && { name: shown }) } };
}

const ROLES: Readonly<Record<string, HouseholdRole>> = {
  HEAD: 'head',
  SPOUSE: 'spouse',
  SON: 'son',
  DAUGHTER: 'daughter',
  GRANDFATHER: 'grandfather',
  GRANDMOTHER: 'grandmother',
  MOTHER: 'mother',
  FATHER: 'father',
  GRANDSON: 'grandchild',
  GRANDDAUGHTER: 'grandchild',
  SISTER: 'sister',
  BROTHER: 'brother',
  OTHER_RELATIVE: 'other-relative',
  NOT_RELATED: 'not-related',
};

function fromGroup(row: FeedGroup, world: OpenImisWorld): SourceRecord {
  if (row.isDeleted) return { kind: 'household', key: row.id, deleted: true };
  const size = countOf(row.elements['householdSize']);
  const code = whole(row.code, 80);
  // By id, so that the same members in another order are the same statement.
  const members = [...row.members].sort((a, b) => (a.individualId < b.individualId ? -1 : 1));
  return {
    kind: 'household',
    key: row.id,
    ...(row.createdOn && { firstFrom: row.createdOn }),
    data: {
      ...(code && { identifiers: [{ type: 'HOUSEHOLD_ID', value: code }] }),
      ...placed(world, row.locationId, row.locationName),
      ...(size !== undefined && { size }),
      ...(row.createdOn && { registrationDate: row.createdOn }),
      ...(Object.keys(row.unmapped).length > 0 && { additional: row.unmapped }),
      members: members.map(({ individualId, role, recipientType }) => ({
        personKey: individualId,
        ...(role && Object.hasOwn(ROLES, role) && { role: ROLES[role] }),
        ...(recipientType === 'PRIMARY' && { recipient: 'primary' as const }),
        ...(recipientType === 'SECONDARY' && { recipient: 'secondary' as const }),
      })),
    },
  };
}

const STATUSES = { POTENTIAL: 'potential', ACTIVE: 'active', GRADUATED: 'graduated', SUSPENDED: 'suspended' } as const;

function fromBeneficiary({
  id,
  isDeleted,
  holder,
  status,
  programme,
  validFrom,
  validTo,
}: FeedBeneficiary): SourceRecord {
  if (isDeleted) return { kind: 'enrolment', key: id, subject: holder, deleted: true };
  const data = { programme, status: STATUSES[status], enrolledOn: validFrom, ...(validTo && { endsOn: validTo }) };
  return { kind: 'enrolment', key: id, subject: holder, firstFrom: validFrom, data };
}

/** RECONCILED is the only one that says that money reached somebody. */
const BENEFIT_STATUSES: Readonly<Record<string, 'planned' | 'approved' | 'paid' | 'rejected' | 'cancelled'>> = {
  CREATED: 'planned',
  ACCEPTED: 'planned',
  APPROVE_FOR_PAYMENT: 'approved',
  RECONCILED: 'paid',
  REJECTED: 'rejected',
  DUPLICATE: 'cancelled',
  PENDING_DELETION: 'cancelled',
};

/** Of its own: a word such as `constructor` is in every object. */
const benefitStatusOf = (word: string) =>
  (Object.hasOwn(BENEFIT_STATUSES, word) ? BENEFIT_STATUSES[word] : undefined) ?? 'planned';

function fromBenefit(row: FeedBenefit, world: OpenImisWorld): SourceRecord[] {
  const subject = { kind: 'person' as const, key: row.individualId };
  if (row.isDeleted) {
    return (['benefit', 'payment'] as const).map((kind) => ({ kind, key: row.id, subject, deleted: true as const }));
  }
  if (!row.programme) return [];
  const amount = moneyOf(row.amount, world.currencyOf(row.programme));
  const status = benefitStatusOf(row.status);
  const period = whole(row.cycle, 60);
  const common = { programme: row.programme, ...(period && { period }) };
  const from = row.dueOn ?? row.updatedOn;
  const benefit: SourceRecord = {
    kind: 'benefit',
    key: row.id,
    subject,
    ...(from && { firstFrom: from }),
    data: {
      ...common,
      status,
      type: 'cash',
      ...(row.dueOn && { dueOn: row.dueOn }),
      ...(amount && { amount }),
      ...(row.payrollId && { batchKey: row.payrollId }),
    },
  };
  if (status !== 'paid' || !amount || !from) return [benefit];
  const paidOn = row.updatedOn ?? from;
  const paid = { ...common, amount, paidOn, status: 'paid' as const, benefitKey: row.id };
  const receipt = whole(row.receipt, 120);
  const data = { ...paid, ...(receipt && { receipt }) };
  return [benefit, { kind: 'payment', key: row.id, subject, validFrom: paidOn, data }];
}

/** Of at least one, in digits; what is anything else is not known. */
const countOf = (text = '') => (/^\s*[1-9]\d{0,8}\s*$/.test(text) ? Number(text) : undefined);

/** In the smallest unit of the currency: openIMIS writes two places, also of francs that have none. */
function moneyOf(text: string, currency: string | undefined) {
  const minor = currency === undefined ? undefined : toMinor(text, currency);
  return minor === undefined || currency === undefined ? undefined : { minor, currency };
}
