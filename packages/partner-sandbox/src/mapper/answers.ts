import { randomUUID } from 'node:crypto';
import type { SignedEnvelope } from '../civil-registry/admission.js';
import type { Parts } from '../civil-registry/signature.js';
import type { Finding, LinkItem, ResolveItem } from './links.js';

export type Item = LinkItem | ResolveItem;

export interface Envelope extends SignedEnvelope {
  readonly message: { readonly transaction_id: string } & Readonly<Record<string, unknown>>;
}

/** The mapper's id in messages. */
export const MAPPER_ID = 'mapper';

export const itemsOf = ({ message }: Envelope, action: string): readonly Item[] =>
  message[`${action}_request`] as readonly Item[];

/** One answer an item, in their order; rejected as a whole when every item was, or by a fault of the header. */
export function mapperAnswer(
  envelope: Envelope,
  action: string,
  {
    findings,
    headerFault,
    at,
  }: { readonly findings: readonly Finding[]; readonly headerFault?: string; readonly at: string },
): Parts {
  const items = itemsOf(envelope, action);
  const completed = findings.filter(({ status }) => status === 'succ').length;
  const status =
    completed > 0 ? { status: 'succ' } : { status: 'rjct', status_reason_code: headerFault ?? 'rjct.errors.too_many' };
  const answers = findings.map((finding, place) => ({
    ...{ reference_id: items[place]?.reference_id ?? '', timestamp: at, locale: 'eng' },
    ...finding,
  }));
  return {
    header: {
      ...{ version: '1.0.0', message_id: randomUUID(), message_ts: at, action: `on-${action}`, ...status },
      ...{ total_count: items.length, completed_count: completed, sender_id: MAPPER_ID },
      ...{ receiver_id: envelope.header.sender_id, is_msg_encrypted: false, meta: {} },
    },
    message: {
      transaction_id: envelope.message.transaction_id,
      correlation_id: randomUUID(),
      [`${action}_response`]: answers,
    },
  };
}
