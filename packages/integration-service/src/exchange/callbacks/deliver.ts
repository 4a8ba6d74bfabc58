import { createHash } from 'node:crypto';
import { operations, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { SearchResponse } from '@interlink/contracts/exchange/dci/search';
import type { TxnStatusResponse } from '@interlink/contracts/exchange/dci/txn-status';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { isServiceError } from '@interlink/contracts/errors';
import { isVolumeUsedUp, OutgoingError } from '../../interconnection/service.js';
import type { DeliveryOutcome, Destination, OutgoingMessage } from '../../platform/outbox/destination.js';
import type { Tx } from '../../platform/transaction.js';
import { keptItems, retell } from '../answers/retell.js';
import type { ExchangeContext } from '../context.js';
import { sealedEnvelope } from '../server/envelope.js';
import { ifAgreed } from '../server/fault.js';
import { findTransaction, openResult, setState, type TransactionResult } from '../store/transactions.js';
import { NOTICE, partnerStream, type NoticeBody } from '../subscriptions/notices.js';
import { noticeFor, type Notice } from '../subscriptions/notice-message.js';
import { recordTold } from './record.js';
import { CALLBACK } from './work.js';

const DELIVERED: DeliveryOutcome = { outcome: 'delivered' };

/** Callbacks and notices of one partner, in the order in which they were caused. */
export function partnerDestination(context: ExchangeContext, partner: string): Destination {
  return {
    stream: partnerStream(partner),
    whenParked: 'go-on',
    async deliver(message) {
      try {
        const active = await context.inbound.activePartner(partner, message.correlationId);
        if (message.kind === CALLBACK) return await deliverCallback(context, active, message);
        return message.kind === NOTICE
          ? await deliverNotice(context, active, message)
          : { outcome: 'refused', reason: 'kind-unknown' };
      } catch (thrown) {
        if (thrown instanceof OutgoingError) return toOutcome(thrown);
        if (isVolumeUsedUp(thrown)) return { outcome: 'refused', reason: 'volume-used-up' };
        // Suspended: what is due to it waits until it is active again.
        if (isServiceError(thrown) && thrown.code === 'interconnection.partner-unauthenticated') {
          return { outcome: 'unreachable' };
        }
        throw thrown;
      }
    },
  };
}

/** An address that may not be used is no matter of time; all else is. */
function toOutcome({ reason }: OutgoingError): DeliveryOutcome {
  return reason === 'address-refused' || reason === 'redirected' || reason === 'too-large'
    ? { outcome: 'refused', reason }
    : { outcome: 'unreachable' };
}

async function deliverCallback(
  context: ExchangeContext,
  partner: InboundPartner,
  { id: outboxId, body }: OutgoingMessage,
) {
  const { platform } = context;
  const row = await findTransaction(platform, String(body['id']));
  const result = row && (await openResult(platform, row));
  // Forgotten after its days: there is nothing left that could be told.
  if (!row || !result || row.callbackUrl === null || row.state !== 'done') return DELIVERED;
  const message = await ifAgreed(() => messageNow(context, partner, result));
  if (!message) {
    await platform.inTransaction(partner.actor, (tx) => setState(tx, row.id, 'withheld'));
    return DELIVERED;
  }
  const outcome = await post(context, partner, {
    ...{ url: row.callbackUrl, role: row.role as DciRole, outboxId },
    ...{ action: result.action, message, items: result.items, status: result.status },
  });
  if (outcome.outcome === 'delivered') {
    await platform.inTransaction(partner.actor, (tx) => setState(tx, row.id, 'delivered'));
  }
  return outcome;
}

/** What was found, as far as it may be told now, in the place where the message has it. Throws DciFault. */
async function messageNow(
  context: ExchangeContext,
  partner: InboundPartner,
  { action, message, grounds }: TransactionResult,
): Promise<Anything> {
  const { txnstatus_response: status, search_response: found } = message as Partial<SearchResponse & TxnStatusResponse>;
  const outcome = status?.txn_status as Partial<SearchResponse> | undefined;
  const kept = keptItems(found ?? outcome?.search_response ?? [], grounds);
  const { items } = await retell(context, { partner, operation: action }, kept);
  if (found) return { ...message, search_response: items };
  if (!outcome?.search_response) return message;
  return { ...message, txnstatus_response: { ...status, txn_status: { ...outcome, search_response: items } } };
}

async function deliverNotice(context: ExchangeContext, partner: InboundPartner, message: OutgoingMessage) {
  const since = context.platform.clock.now();
  const url = await context.inbound.findAddress(partner.id, 'notify');
  const body = message.body as unknown as NoticeBody;
  const { inSharedTransaction, inTransaction } = context.platform;
  // Of many people it takes its time: nobody else waits for that.
  const inOne = body.people.length > 1 ? inTransaction : inSharedTransaction;
  // S6: who is told of is in the access log before it is told.
  const notice = await inOne(partner.actor, async (tx) => {
    // Tried before: its records were counted then, and must not use up once more what is left for the day.
    const isRepeat = (await context.inbound.isNonceTaken(tx, partner.id, countedAs(message.id))) || undefined;
    const telling = { transactionId: message.id, isRepeat };
    const found = await noticeFor(tx, context, partner, body, telling);
    const isTold = found && !('outcome' in found) && url !== undefined;
    if (isTold) await recordNotice(tx, context, partner, { ...found, outboxId: message.id, since });
    return found;
  });
  // Nothing to tell any more: the subscription or the agreement ended, or nobody fits the filter now.
  if (!notice) return DELIVERED;
  if ('outcome' in notice) return notice;
  if (url === undefined) return { outcome: 'refused', reason: 'no-notify-address' } as const;
  return post(context, partner, {
    ...{ url, role: notice.role, outboxId: message.id, action: operations.notify.action },
    ...{ message: notice.message, items: notice.message.notify_event.length, status: 'succ' },
    meta: { subscription_code: notice.code },
  });
}

function recordNotice(
  tx: Tx,
  context: ExchangeContext,
  partner: InboundPartner,
  { role, told, outboxId, since }: Notice & { readonly outboxId: string; readonly since: Date },
) {
  const row = { kind: 'notify', messageId: derivedId(outboxId), role, transactionId: outboxId };
  const until = new Date(tx.now.getTime() + REMEMBERED_MS);
  context.inbound.noteNonce(tx, partner.id, countedAs(outboxId), until);
  return recordTold(tx, context, partner, { row, told, result: 'told', since });
}

const countedAs = (outboxId: string) => `notice ${outboxId}`;
/** One that was parked may be sent again for so long without being counted again. */
const REMEMBERED_MS = 90 * 86_400_000;

interface Post {
  readonly url: string;
  readonly role: DciRole;
  readonly outboxId: string;
  readonly action: string;
  readonly message: object;
  readonly items: number;
  readonly status: 'pdng' | 'rcvd' | 'rjct' | 'succ';
  readonly meta?: Readonly<Record<string, unknown>>;
}

async function post(context: ExchangeContext, partner: InboundPartner, sent: Post): Promise<DeliveryOutcome> {
  const { url, outboxId, ...parts } = sent;
  const at = context.platform.clock.now().toISOString();
  const envelope = await sealedEnvelope(context, partner, { ...parts, at, messageId: derivedId(outboxId) });
  context.platform.failpoint('exchange.before-callback');
  const answer = await context.callbacks.post(partner, {
    url,
    operation: parts.action,
    body: JSON.stringify(envelope),
  });
  context.platform.failpoint('exchange.after-callback');
  return outcomeOf(answer.status, answer.bytes);
}

/** The same row is the same message, however often it is tried: the receiver knows it by its id. */
function derivedId(outboxId: string): string {
  const hex = createHash('sha256').update(`exchange-message\n${outboxId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function outcomeOf(status: number, bytes: Uint8Array): DeliveryOutcome {
  if (status >= 500 || status === 429 || status === 408 || status === 401) return { outcome: 'unreachable' };
  const text = Buffer.from(bytes).toString('utf8');
  // It came before, and only the word of it was lost: a repeat bears the time of today, so that it is not too old to be
  // taken, and whoever has the first says that this one differs (dci.md 10). No other message of ours has its id.
  if (text.includes('rjct.message_id.duplicate')) return DELIVERED;
  if (status >= 400) return { outcome: 'refused', reason: `http-${status}` };
  return isRefusal(text) ? { outcome: 'refused', reason: 'ack-err' } : DELIVERED;
}

function isRefusal(text: string): boolean {
  try {
    const { message } = JSON.parse(text) as { message?: { ack_status?: unknown } };
    return message?.ack_status === 'ERR';
  } catch {
    // Some acknowledge with an empty body; the status decided.
    return false;
  }
}
