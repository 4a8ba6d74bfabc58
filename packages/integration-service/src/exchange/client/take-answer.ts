import type { DciOperation } from '@interlink/contracts/exchange/dci/role';
import type { NotifyRequest } from '@interlink/contracts/exchange/dci/notify';
import type { RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import { findAnswerFault, type AnswerFault } from '@interlink/domain/exchange/client/match-answer';
import { readOutcome, readStatus } from '@interlink/domain/exchange/client/outcome';
import { isDeath } from '@interlink/domain/exchange/subscription/event-type';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { DciFault } from '../server/fault.js';
import type { Incoming } from '../server/incoming.js';
import {
  isFollowed,
  listEventsFollowed,
  lockByTransaction,
  noteAnswered,
  type InquiryRow,
} from '../store/inquiries.js';

const kinds: Readonly<Partial<Record<DciOperation, RegistryRequest['kind']>>> = {
  'on-search': 'search',
  'on-subscribe': 'subscribe',
  'on-unsubscribe': 'unsubscribe',
  'txn-on-status': 'txn-status',
};

const words: Readonly<Record<AnswerFault, string>> = {
  'answer-foreign': 'this answers another request',
  'answer-late': 'this answer came too late',
  'answer-repeated': 'this request was answered before',
  'answer-unknown': 'nothing was asked in this transaction',
  'answer-unsigned': 'an answer must be signed',
};

/**
 * Gives an answer to the request that waits for it, in the transaction that takes its message. Throws DciFault for
 * whatever nobody asked, or that comes late, twice or unsigned.
 */
export async function takeAnswer(tx: Tx, platform: Platform, incoming: Incoming): Promise<void> {
  const kind = kinds[incoming.operation];
  if (kind === undefined) return takeNotice(tx, incoming);
  const { partner, role, message, transactionId, signature } = incoming;
  const awaiting = await lockByTransaction(tx, partner.id, transactionId);
  const isSigned = signature === 'verified' || partner.signature === 'none';
  const fault = findAnswerFault(awaiting, { kind, role, isSigned, message }, tx.now);
  if (fault) throw new DciFault({ code: 'err.request.bad', message: words[fault] }, fault);
  const outcome = outcomeOf(awaiting as InquiryRow, message);
  if (outcome.kind !== 'pending') await noteAnswered(tx, platform, (awaiting as InquiryRow).id, outcome);
}

const outcomeOf = ({ kind }: InquiryRow, message: Incoming['message']) =>
  kind === 'txn-status' ? readStatus(toldKind(message), message) : readOutcome(kind, message);

function toldKind(message: Incoming['message']) {
  const { txn_type: type } = (message['txnstatus_response'] ?? {}) as { readonly txn_type?: unknown };
  return type === 'subscribe' || type === 'unsubscribe' ? type : 'search';
}

/**
 * A notice that names one of our subscriptions must name one that we have; the standard lets it name none. Of a death,
 * which stops payments, we hear from those alone whose deaths we follow.
 */
async function takeNotice(tx: Tx, { partner, header, message }: Incoming): Promise<void> {
  const { notify_event: events } = message as unknown as NotifyRequest;
  const { subscription_code: inMeta } = (header['meta'] ?? {}) as { readonly subscription_code?: unknown };
  const codes = new Set(
    [inMeta, ...events.map((event) => event.subscription_code)].filter((code) => code !== undefined),
  );
  for (const code of codes) {
    if (typeof code === 'string' && (await isFollowed(tx, partner.id, code))) continue;
    throw notSubscribed('there is no subscription with this code');
  }
  const tellsOfDeath = events.some(({ data }) => isDeath(data.reg_event_type));
  if (tellsOfDeath && !(await listEventsFollowed(tx, partner.id)).some(isDeath)) {
    throw notSubscribed('there is no subscription to deaths');
  }
}

const notSubscribed = (message: string) => new DciFault({ code: 'err.request.bad', message }, 'notice-not-subscribed');
