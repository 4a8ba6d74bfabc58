import { randomUUID } from 'node:crypto';
import type { RequestHeader } from '../civil-registry/messages.js';
import type { Parts } from '../civil-registry/signature.js';

/** What is answered later, by what it asks: where it comes, and with which action it is answered. */
export const LATER = {
  search: { path: '/registry/search', answer: '/on-search', action: 'on-search' },
  subscribe: { path: '/registry/subscribe', answer: '/on-subscribe', action: 'on-subscribe' },
  unsubscribe: { path: '/registry/unsubscribe', answer: '/on-unsubscribe', action: 'on-unsubscribe' },
  'txn-status': { path: '/registry/txn/status', answer: '/txn/on-status', action: 'txn-on-status' },
} as const;
export type LaterKind = keyof typeof LATER;

/** A message after its schema has accepted it. */
export interface Asked {
  readonly signature?: string;
  readonly header: RequestHeader & { readonly sender_uri?: string };
  readonly message: {
    readonly transaction_id: string;
    readonly search_request?: readonly Referred[];
    readonly subscribe_request?: readonly (Referred & { readonly subscribe_criteria: SubscribeCriteria })[];
    readonly subscription_codes?: readonly string[];
    readonly txnstatus_request?: StatusQuestion;
  };
}
interface Referred {
  readonly reference_id: string;
}
export interface SubscribeCriteria {
  readonly reg_event_type: string;
  readonly filter_type?: string;
  readonly filter: unknown;
  readonly notify_record_type: string;
}
export interface StatusQuestion {
  readonly reference_id: string;
  readonly txn_type: string;
  readonly attribute_type: 'correlation_id' | 'reference_id_list' | 'transaction_id';
  readonly attribute_value: string | readonly string[];
}

/** What is told of one request in the end; the message lacks its correlation id alone. */
export interface Told {
  readonly status: 'rjct' | 'succ';
  readonly items: number;
  readonly message: object;
}

/** Header and message of what a register sends by itself: valid as a request and as a callback. */
export function toldParts(
  action: string,
  { status, items, message }: Told,
  {
    id,
    receiver,
    at,
    meta = {},
  }: { readonly id: string; readonly receiver: string; readonly at: string; readonly meta?: object },
): Parts {
  return {
    header: {
      ...{ version: '1.0.0', message_id: randomUUID(), message_ts: at, action, status },
      ...{ total_count: Math.max(items, 1), completed_count: items, sender_id: id, receiver_id: receiver },
      ...{ is_msg_encrypted: false, meta },
    },
    message,
  };
}

/** How many items the header must count. */
export function itemsOf({ message }: Asked): number {
  const list = message.search_request ?? message.subscribe_request ?? message.subscription_codes;
  return list?.length ?? 1;
}
