import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { TxnType } from '@interlink/contracts/exchange/dci/txn-status';
import type { SentSubscribe, SentTxnStatus, SentUnsubscribe } from '@interlink/contracts/exchange/dci-request';
import type { DciPredicate, DciSearchCriteria, DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import type {
  AboutRequest,
  RegistryQuery,
  RegistryQuestion,
  RegistryWatch,
} from '@interlink/contracts/exchange/registry-port';
import { sentHeaderOf, type MessageIdentity } from '../sent-header.js';
import type { PeerProfile } from './peer-profiles.js';

const VERSION = '1.0.0' as const;
const LOCALE = 'eng';
const PAGE = 25;

/** The usual record of each registry, as its peers spell it. */
const usualRecords: Readonly<Record<DciRole, string>> = {
  crvs: 'spdci-extensions-dci:Person',
  dr: 'spdci-extensions-dci:DisabledPerson',
  fr: 'spdci-extensions-dci:Farmer',
  ibr: 'Beneficiary',
  sr: 'Member',
};

type Unsigned<Envelope> = Omit<Envelope, 'signature'>;

/** Which registry is asked: its role, and how the standard calls its type. */
export interface RegistryNamed {
  readonly role: DciRole;
  /** e.g. `ns:org:RegistryType:Social`. */
  readonly type: string;
}

/** A search of any registry, sync or async alike; yet to be signed, as are all of these. */
export function searchMessage(
  { role, type }: RegistryNamed,
  { query, recordType, pageSize = PAGE }: RegistryQuestion,
  peer: PeerProfile,
  id: MessageIdentity,
): Unsigned<DciSearchEnvelope> {
  const common = {
    version: VERSION,
    reg_type: peer.registryTypes[role] ?? type,
    reg_record_type: recordType ?? usualRecords[role],
    pagination: { page_size: pageSize, page_number: 1 },
  };
  const criteria: DciSearchCriteria =
    query.by === 'identifier'
      ? { ...common, query_type: 'idtype-value', query: identifierOf(query, peer) }
      : { ...common, query_type: 'predicate', query: predicatesOf(query, peer) };
  const item = { reference_id: id.referenceId, timestamp: id.at, search_criteria: criteria, locale: LOCALE };
  return {
    header: sentHeaderOf('search', id),
    message: { transaction_id: id.transactionId, search_request: [item] },
  };
}

export function subscribeMessage(
  { role, type }: RegistryNamed,
  { eventType, query, recordType }: RegistryWatch,
  peer: PeerProfile,
  id: MessageIdentity,
): Unsigned<SentSubscribe> {
  const record = recordType ?? usualRecords[role];
  const criteria = {
    version: VERSION,
    reg_type: peer.registryTypes[role] ?? type,
    reg_event_type: eventType,
    ...filterOf(query, record, peer),
    notify_record_type: record,
  };
  const item = { reference_id: id.referenceId, timestamp: id.at, subscribe_criteria: criteria, locale: LOCALE };
  return {
    header: sentHeaderOf('subscribe', id),
    message: { transaction_id: id.transactionId, subscribe_request: [item] },
  };
}

export function unsubscribeMessage(codes: readonly string[], id: MessageIdentity): Unsigned<SentUnsubscribe> {
  return {
    header: { ...sentHeaderOf('unsubscribe', id), total_count: codes.length },
    message: { transaction_id: id.transactionId, timestamp: id.at, subscription_codes: [...codes] },
  };
}

export function statusMessage(
  role: DciRole,
  { kind, transactionId }: AboutRequest,
  id: MessageIdentity,
): Unsigned<SentTxnStatus> {
  return {
    header: sentHeaderOf('txn-status', id),
    message: {
      transaction_id: id.transactionId,
      txnstatus_request: {
        reference_id: id.referenceId,
        txn_type: txnTypeOf(role, kind),
        attribute_type: 'transaction_id',
        attribute_value: transactionId,
        locale: LOCALE,
      },
    },
  };
}

/** SR and IBR have no word for it; a receipt is what they give for anything but a search. */
const txnTypeOf = (role: DciRole, kind: AboutRequest['kind']): TxnType =>
  kind === 'unsubscribe' && (role === 'ibr' || role === 'sr') ? 'receipt' : kind;

const identifierOf = ({ type, value }: Extract<RegistryQuery, { by: 'identifier' }>, peer: PeerProfile) => ({
  type: peer.identifierTypes[type] ?? type,
  value,
});

const predicatesOf = (
  { terms }: Extract<RegistryQuery, { by: 'terms' }>,
  { attributes }: PeerProfile,
): DciPredicate[] =>
  terms.map(({ attribute, operator, value }, at) => ({
    seq_num: at + 1,
    expression1: { attribute_name: attributes?.[attribute] ?? attribute, operator, attribute_value: value },
  }));

/** The standard demands a filter: whoever it is, is an expression without a condition. */
function filterOf(query: RegistryQuery, collection: string, peer: PeerProfile) {
  if (query.by === 'identifier') {
    return { filter_type: 'idtype-value', filter: identifierOf(query, peer) } as const;
  }
  if (query.by === 'terms') return { filter_type: 'predicate', filter: predicatesOf(query, peer) } as const;
  const filter = { type: 'ns:org:QueryType:expression', value: { expression: { collection, query: {} } } };
  return { filter_type: 'expression', filter } as const;
}
