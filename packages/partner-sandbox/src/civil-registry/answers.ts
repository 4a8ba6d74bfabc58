import { randomUUID } from 'node:crypto';
import type { ItemResult, RequestHeader, SearchEnvelope, SearchItem } from './messages.js';
import type { Parts } from './signature.js';

/** The registry's id in DCI messages. */
export const REGISTRY_ID = 'civil-registry';

/** A message that could not be looked at: one body in both published shapes. */
export function refusal(code: string, message: string, at: Date): object {
  const error = { code, message };
  const ack = { ack_status: 'ERR', timestamp: at.toISOString(), correlation_id: randomUUID(), error };
  return { errors: [error], message: ack };
}

/** A message that breaks a rule of the header: rejected as a whole. */
export function headerRejection({ header, message }: SearchEnvelope, code: string, at: Date): Parts {
  const status = { status: 'rjct', status_reason_code: code, total_count: 0, completed_count: 0 };
  return {
    header: callbackHeader(header, at, status),
    message: { transaction_id: message.transaction_id, correlation_id: randomUUID(), search_response: [] },
  };
}

/** One answer an item, in their order; rejected as a whole when every item was. */
export function searchAnswer({ header, message }: SearchEnvelope, results: readonly ItemResult[], at: Date): Parts {
  const rejected = results.filter((result) => 'reject' in result).length;
  const isRejected = rejected === results.length;
  const status = {
    status: isRejected ? 'rjct' : 'succ',
    ...(isRejected ? { status_reason_code: 'rjct.errors.too_many' } : {}),
    total_count: results.length,
    completed_count: results.length - rejected,
  };
  const items = message.search_request.flatMap((item, index) => {
    const result = results[index];
    return result ? [itemAnswer(item, result, at)] : [];
  });
  return {
    header: callbackHeader(header, at, status),
    message: { transaction_id: message.transaction_id, correlation_id: randomUUID(), search_response: items },
  };
}

function callbackHeader(request: RequestHeader, at: Date, status: object): object {
  return {
    version: '1.0.0',
    message_id: randomUUID(),
    message_ts: at.toISOString(),
    action: 'on-search',
    ...status,
    sender_id: REGISTRY_ID,
    receiver_id: request.sender_id,
    is_msg_encrypted: false,
    meta: {},
  };
}

function itemAnswer(item: SearchItem, result: ItemResult, at: Date): object {
  const common = { reference_id: item.reference_id, timestamp: at.toISOString(), locale: item.locale ?? 'eng' };
  if ('reject' in result) return { ...common, status: 'rjct', status_reason_code: result.reject };
  return {
    ...common,
    status: 'succ',
    data: {
      version: '1.0.0',
      reg_type: 'ns:org:RegistryType:Civil',
      reg_record_type: 'spdci-extensions-dci:Person',
      reg_records: result.records,
    },
    pagination: result.pagination,
  };
}
