import { randomUUID } from 'node:crypto';
import { BULK_ACTION } from '@interlink/contracts/exchange/bulk';
import { DciOperation, operations } from '@interlink/contracts/exchange/dci/role';
import { Value } from 'typebox/value';
import { CliError } from '../cli-error.js';
import { wholeNumber } from '../read-arguments.js';

export interface Parties {
  readonly sender: string;
  readonly receiver: string;
  /** Where what takes time is answered; left out, the receiver's record of the sender decides. */
  readonly replyTo?: string | undefined;
}

export function operationNamed(name: string): DciOperation {
  if (Value.Check(DciOperation, name)) return name;
  throw new CliError(`There is no operation ${name}: use one of ${Object.keys(operations).sort().join(', ')}.`, 2);
}

/** The header of a message of this kind. `total_count` is the number of items, where it has a list of them. */
export function headerOf(
  operation: DciOperation,
  message: Readonly<Record<string, unknown>>,
  { sender, receiver, replyTo }: Parties,
  now: Date,
): Readonly<Record<string, unknown>> {
  const { action, kind, items } = operations[operation];
  const list = items === undefined ? undefined : message[items];
  const isTold = kind === 'callback' || action === 'notify';
  return {
    version: '1.0.0',
    message_id: randomUUID(),
    message_ts: now.toISOString(),
    action,
    ...(isTold && { status: 'succ' }),
    sender_id: sender,
    receiver_id: receiver,
    ...(replyTo !== undefined && kind === 'async' && { sender_uri: replyTo }),
    total_count: Array.isArray(list) ? list.length : 1,
    is_msg_encrypted: false,
    meta: {},
  };
}

/** The header of the message that begins a file. */
export const fileHeader = ({ sender, receiver }: Parties, now: Date) => ({
  ...{ version: '1.0.0', message_id: randomUUID(), message_ts: now.toISOString(), action: BULK_ACTION },
  ...{ sender_id: sender, receiver_id: receiver, total_count: 1, is_msg_encrypted: false, meta: {} },
});

export interface SubscribeOptions {
  readonly event: string;
  readonly record: string;
  /** TYPE:VALUE of an identifier. */
  readonly filter: string;
  readonly frequency?: string | undefined;
  readonly days: string;
}

const DAY_MS = 86_400_000;
/** A hundred years: longer is a slip of the fingers, and RFC 3339 has no year of five digits. */
const MOST_DAYS = 36_500;

/** One subscription, filtered by one identifier. Throws CliError for an option that cannot be meant. */
export function subscriptionOf(options: SubscribeOptions, now: Date): Readonly<Record<string, unknown>> {
  const [, type, value] = /^([A-Za-z][A-Za-z0-9_]*):(.+)$/.exec(options.filter) ?? [];
  if (type === undefined) throw new CliError('--filter is an identifier as TYPE:VALUE, for example UIN:880012.', 2);
  const days = wholeNumber('--days', options.days, 1);
  if (days > MOST_DAYS) throw new CliError(`--days is at most ${MOST_DAYS}.`, 2);
  const end = new Date(now.getTime() + days * DAY_MS).toISOString();
  const { frequency } = options;
  return {
    transaction_id: randomUUID(),
    subscribe_request: [
      {
        reference_id: randomUUID(),
        timestamp: now.toISOString(),
        subscribe_criteria: {
          reg_event_type: options.event,
          notify_record_type: options.record,
          filter_type: 'idtype-value',
          filter: { type, value },
          ...(frequency !== undefined && { frequency: { start_time: now.toISOString(), end_time: end, frequency } }),
        },
      },
    ],
  };
}
