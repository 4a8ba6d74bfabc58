import type { RegistryFailure, RegistryOutcome } from '@interlink/contracts/exchange/registry-port';
import type { EnrolmentView } from '@interlink/contracts/registry/view';
import type { EnrolmentAttributes, EnrolmentElsewhere } from '@interlink/contracts/verification/enrolments';
import { findOverlaps } from '../registry/overlaps.js';
import type { Judgement } from './civil-status.js';

type Found = Judgement<EnrolmentAttributes>;
type Raw = Readonly<Record<string, unknown>>;

/**
 * What a beneficiary registry's answer means for "is this person enrolled there?". Only an answer that was understood
 * and is whole says that there is nothing: everything else leaves it unknown.
 */
export function judgeEnrolments(nationalId: string, finding: RegistryFailure | RegistryOutcome): Found {
  switch (finding.kind) {
    case 'records':
      return judgeRecords(nationalId, finding);
    case 'pending':
      return { outcome: 'unavailable', reasons: ['enrolments-unknown', 'timed-out'] };
    case 'unavailable':
      return { outcome: 'unavailable', reasons: ['enrolments-unknown', finding.why] };
    case 'refused':
      return finding.why === 'signature'
        ? { outcome: 'refused', reasons: ['enrolments-unknown', 'signature-invalid'] }
        : { outcome: 'refused', reasons: ['enrolments-unknown', 'request-rejected'] };
    default:
      return { outcome: 'refused', reasons: ['enrolments-unknown', 'request-rejected'] };
  }
}

function judgeRecords(nationalId: string, { records, total }: Extract<RegistryOutcome, { kind: 'records' }>): Found {
  // An answer about somebody else says nothing about the person.
  if (records.some((record) => isSomebodyElse(nationalId, record))) {
    return { outcome: 'mismatch', reasons: ['enrolments-unknown', 'person-differs'] };
  }
  const enrolments = records.flatMap(toEnrolments);
  const isLive = enrolments.some(({ status }) => status !== 'graduated' && status !== 'deceased');
  if (isLive) return { outcome: 'mismatch', reasons: ['enrolled-elsewhere'], attributes: { enrolments } };
  if (total > records.length) return { outcome: 'ambiguous', reasons: ['enrolments-unknown', 'several-records'] };
  return { outcome: 'verified', reasons: [], attributes: { enrolments } };
}

function isSomebodyElse(nationalId: string, record: Raw): boolean {
  const numbers = listOf(membersOf(record['member'])['member_identifier'])
    .map(membersOf)
    .filter(({ identifier_type: type }) => type === 'NID' || type === 'UIN')
    .map(({ identifier_value: value }) => value);
  return numbers.length > 0 && !numbers.includes(nationalId);
}

const STATES: ReadonlyMap<string, EnrolmentElsewhere['status']> = new Map([
  ['1', 'active'],
  ['2', 'deceased'],
  ['3', 'graduated'],
  ['4', 'suspended'],
  // Words of older generations (dci.md 4).
  ['active', 'active'],
  ['inactive', 'graduated'],
]);

/** One a programme; a record without one is an enrolment all the same. */
function toEnrolments(record: Raw): readonly EnrolmentElsewhere[] {
  const status = STATES.get(textOf(record['enrollment_status'])) ?? 'unknown';
  const day = /^\d{4}-\d{2}-\d{2}/.exec(textOf(record['enrollment_date']))?.[0];
  const programmes = listOf(record['programme_identifier']).map(membersOf);
  const names = programmes.map(({ programme_identifier: code, programme_name: name }) => textOf(code) || textOf(name));
  return (names.length > 0 ? names : ['']).map((programme) => ({
    programme,
    status,
    ...(day !== undefined && { since: day }),
  }));
}

/** As much of our own view of a person as the check looks at. */
export interface OwnEnrolments {
  readonly enrolments: readonly Pick<
    EnrolmentView,
    'endsOn' | 'enrolledOn' | 'programme' | 'recordId' | 'source' | 'status'
  >[];
  /** There are others, which the one who asks may not see. */
  readonly otherEnrolments: boolean;
}

/**
 * Double enrolment in our own registry: enrolments that do not go together, or that do not go with the programme that
 * is asked for. Undefined: the registry does not have the person, so nothing is known.
 */
export function judgeOwnEnrolments(
  own: OwnEnrolments | undefined,
  programme: string | undefined,
  excludes: (one: string, other: string) => boolean,
): Judgement<never> {
  if (!own) return { outcome: 'unavailable', reasons: ['enrolments-unknown'] };
  const either = (one: string, other: string) => excludes(one, other) || excludes(other, one);
  const live = own.enrolments.filter(({ status }) => status === 'active' || status === 'suspended');
  const isHere =
    findOverlaps(own.enrolments, either).length > 0 ||
    (programme !== undefined && live.some((one) => either(programme, one.programme)));
  if (isHere) return { outcome: 'mismatch', reasons: ['enrolled-here'] };
  if (own.otherEnrolments) return { outcome: 'mismatch', reasons: ['enrolments-hidden'] };
  return { outcome: 'verified', reasons: [] };
}

/** Of anything but a text or a number, nothing: `String` throws for an object that brings a `toString` of its own. */
const textOf = (value: unknown): string =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const membersOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
