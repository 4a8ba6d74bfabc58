import { randomUUID } from 'node:crypto';
import type { Parts } from '../civil-registry/signature.js';
import type { FaultKind } from '../common/partners.js';
import { openItemCheck, pageOf, type SearchItem } from '../register/search-item.js';
import { mislead, toBeneficiary } from './beneficiary.js';
import type { Members, ReliefMember } from './members.js';

/** The agency's id in DCI messages. */
export const AGENCY_ID = 'relief-agency';

interface Query {
  readonly type: string;
  readonly value: string;
}

interface Header {
  readonly message_id: string;
  readonly message_ts: string;
  readonly sender_id: string;
  readonly receiver_id?: string;
  readonly total_count: number;
  readonly version?: string;
  readonly is_msg_encrypted?: boolean;
}

export interface SearchQuestion {
  readonly header: Header;
  readonly message: {
    readonly transaction_id: string;
    readonly search_request: readonly (SearchItem & {
      readonly search_criteria: { readonly query_type: string; readonly query: Query };
    })[];
  };
}

export interface EnrolledQuestion {
  readonly header: Header;
  readonly message: { readonly transaction_id: string; readonly enrolled_criteria: { readonly query: Query } };
}

const KNOWN_TYPES = ['NID', 'UIN'];
const KEPT = { regType: 'ns:org:RegistryType:IBR', recordType: 'Beneficiary' };

/** Nobody, or one; undefined when the agency does not keep numbers of that kind. */
function find(members: Members, { type, value }: Query): readonly ReliefMember[] | undefined {
  if (!KNOWN_TYPES.includes(type)) return undefined;
  const member = members.findByNationalId(value);
  return member ? [member] : [];
}

/** Answers each item by itself; a kind of number or record that is not known is refused and never ignored. */
export function answerSearch(
  { header, message }: SearchQuestion,
  members: Members,
  { at, fault }: { readonly at: string; readonly fault: FaultKind | undefined },
): Parts {
  const refusalOf = openItemCheck(KEPT);
  const items = message.search_request.map((item) => {
    const { reference_id, search_criteria: criteria } = item;
    const common = { reference_id, timestamp: at, locale: 'eng' };
    const refused = refusalOf(item);
    const found = criteria.query_type === 'idtype-value' ? find(members, criteria.query) : undefined;
    if (refused !== undefined || !found) {
      return { ...common, status: 'rjct', status_reason_code: refused ?? 'rjct.filter.invalid' };
    }
    const people =
      fault === 'wrong-person'
        ? members
            .list()
            .filter((one) => !found.includes(one))
            .slice(0, 1)
        : found;
    const page = pageOf(mislead(people.map(toBeneficiary), fault), criteria.pagination);
    return {
      ...{ ...common, status: 'succ' },
      data: {
        version: '1.0.0',
        reg_type: KEPT.regType,
        reg_record_type: `spdci-extensions-dci:${KEPT.recordType}`,
        reg_records: page.records,
      },
      pagination: page.pagination,
    };
  });
  const done = items.filter(({ status }) => status === 'succ').length;
  return reply(header, message.transaction_id, { total: items.length, done }, at, { search_response: items });
}

/** Only yes or no: an enrolment that holds is active, or suspended and not ended. */
export function answerEnrolled({ header, message }: EnrolledQuestion, members: Members, at: string): Parts {
  const found = find(members, message.enrolled_criteria.query);
  const holds = found?.some(({ status }) => status !== 'graduated');
  const common = { reference_id: randomUUID(), timestamp: at };
  const item = found
    ? { ...common, status: 'succ', enrolled_status: holds ? 'yes' : 'no' }
    : { ...common, status: 'rjct', status_reason_code: 'rjct.filter.invalid' };
  return reply(header, message.transaction_id, { total: 1, done: found ? 1 : 0 }, at, { enrolled_response: [item] });
}

/** A message that breaks a rule of the header: rejected as a whole. */
export const rejectWhole = (header: Header, transactionId: string, code: string, at: string, member: string): Parts =>
  reply(header, transactionId, { total: 0, done: 0, code }, at, { [member]: [] });

function reply(
  { sender_id: receiver }: Header,
  transactionId: string,
  { total, done, code }: { readonly total: number; readonly done: number; readonly code?: string },
  at: string,
  message: object,
): Parts {
  const isRejected = done === 0;
  return {
    header: {
      ...{ version: '1.0.0', message_id: randomUUID(), message_ts: at, action: 'on-search' },
      status: isRejected ? 'rjct' : 'succ',
      ...(isRejected && { status_reason_code: code ?? 'rjct.errors.too_many' }),
      ...{ total_count: total, completed_count: done, sender_id: AGENCY_ID, receiver_id: receiver },
      ...{ is_msg_encrypted: false, meta: {} },
    },
    message: { transaction_id: transactionId, correlation_id: randomUUID(), ...message },
  };
}
