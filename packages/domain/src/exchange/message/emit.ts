import type { Ack, Refusal } from '@interlink/contracts/exchange/dci/ack';
import type { HeaderReason } from '@interlink/contracts/exchange/dci/codes';
import type { EmittedHeader } from '@interlink/contracts/exchange/dci/header';
import type { DciStatus } from '@interlink/contracts/exchange/dci/values';
import type { MessageFault } from './check-header.js';

/** What a header of ours is made from. `at` is RFC 3339 with zone. */
export interface HeaderParts {
  readonly messageId: string;
  readonly at: string;
  readonly action: string;
  readonly senderId: string;
  readonly senderUri: string;
  readonly receiverId: string;
  readonly items: number;
  readonly completed?: number;
  readonly status?: DciStatus;
  readonly reason?: HeaderReason | undefined;
  readonly isEncrypted?: boolean;
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** The superset of both headers, always (dci.md 3). */
export function emittedHeader(parts: HeaderParts): EmittedHeader {
  const { status = 'succ', reason } = parts;
  return {
    version: '1.0.0',
    message_id: parts.messageId,
    message_ts: parts.at,
    action: parts.action,
    status,
    ...(reason && { status_reason_code: reason }),
    sender_id: parts.senderId,
    sender_uri: parts.senderUri,
    receiver_id: parts.receiverId,
    // The published schema wants at least one.
    total_count: Math.max(parts.items, 1),
    completed_count: parts.completed ?? parts.items,
    is_msg_encrypted: parts.isEncrypted ?? false,
    meta: { ...parts.meta },
  };
}

export function acknowledgement(correlationId: string, at: string): Ack {
  return { message: { ack_status: 'ACK', timestamp: at, correlation_id: correlationId } };
}

/** Both documented shapes of an error at once (dci.md 7.3). */
export function refusal({ code, message, reason }: MessageFault, correlationId: string, at: string): Refusal {
  const error = { code, message: reason ? `${reason}: ${message}` : message };
  return {
    errors: [error],
    message: { ack_status: 'ERR', timestamp: at, correlation_id: correlationId, error },
  };
}

/** What a whole message came to: rejected only when every item is. */
export function overallStatus(items: readonly { readonly status: DciStatus }[]): {
  readonly status: DciStatus;
  readonly reason?: HeaderReason;
} {
  if (items.length === 0 || items.some(({ status }) => status === 'succ')) return { status: 'succ' };
  if (items.some(({ status }) => status === 'pdng' || status === 'rcvd')) return { status: 'pdng' };
  return { status: 'rjct', reason: 'rjct.errors.too_many' };
}
