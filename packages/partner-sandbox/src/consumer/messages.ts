import { randomUUID } from 'node:crypto';
import type { Parts } from '../civil-registry/signature.js';

interface SentShape {
  readonly path: string;
  readonly action: string;
  readonly callback?: string;
}

/**
 * What the consumer sends: where it goes below `/registry`, its action, and where it is answered when that takes time.
 */
export const SENT = {
  search: { path: '/search', action: 'search', callback: '/on-search' },
  'sync-search': { path: '/sync/search', action: 'search' },
  subscribe: { path: '/subscribe', action: 'subscribe', callback: '/on-subscribe' },
  unsubscribe: { path: '/unsubscribe', action: 'unsubscribe', callback: '/on-unsubscribe' },
  'txn-status': { path: '/txn/status', action: 'txn-status', callback: '/txn/on-status' },
  'sync-txn-status': { path: '/sync/txn/status', action: 'txn-status' },
  enrolled: { path: '/sync/enrolled', action: 'search' },
  'enrollment-updates': { path: '/sync/enrollment/updates', action: 'notify' },
} as const satisfies Record<string, SentShape>;
export type SentOperation = keyof typeof SENT;

export const isSentOperation = (name: unknown): name is SentOperation =>
  typeof name === 'string' && Object.hasOwn(SENT, name);

/** What comes back by itself: path below `/registry`, and the action and member that it must bear. */
export const HEARD = {
  'on-search': { path: '/on-search', action: 'on-search', member: 'search_response' },
  'on-subscribe': { path: '/on-subscribe', action: 'on-subscribe', member: 'subscribe_response' },
  'on-unsubscribe': { path: '/on-unsubscribe', action: 'on-unsubscribe', member: 'subscription_status' },
  'txn-on-status': { path: '/txn/on-status', action: 'txn-on-status', member: 'txnstatus_response' },
  notify: { path: '/notify', action: 'notify', member: 'notify_event' },
} as const;
export type HeardOperation = keyof typeof HEARD;

export interface Sender {
  readonly senderId: string;
  readonly receiverId: string;
  /** Where the consumer itself is reached. */
  readonly ownUrl: string;
}

/** A message with the header of its kind; a list in it says how many items it has. */
export function toParts(operation: SentOperation, message: object, sender: Sender, now: Date): Parts {
  const items = Object.values(message).find((value): value is readonly unknown[] => Array.isArray(value));
  const common = {
    version: '1.0.0',
    message_id: randomUUID(),
    message_ts: now.toISOString(),
    action: SENT[operation].action,
    sender_id: sender.senderId,
    receiver_id: sender.receiverId,
    total_count: items?.length ?? 1,
    is_msg_encrypted: false,
    meta: {},
  };
  // Only this one is told and not asked: it bears the header of a callback.
  const { callback }: SentShape = SENT[operation];
  const own = {
    ...(operation === 'enrollment-updates' && { status: 'succ' }),
    ...(callback !== undefined && { sender_uri: `${sender.ownUrl}/registry${callback}` }),
  };
  return { header: { ...common, ...own }, message };
}
