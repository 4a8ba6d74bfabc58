import type { Ack } from '@interlink/contracts/exchange/dci/ack';
import type { DciOperation } from '@interlink/contracts/exchange/dci/role';
import { acknowledgement } from '@interlink/domain/exchange/message/emit';
import { WORK } from '../callbacks/work.js';
import type { ExchangeContext } from '../context.js';
import { addTransaction, findByMessage } from '../store/transactions.js';
import type { TransactionKind } from '../tables.js';
import { referenceOf } from '../answers/search-item.js';
import { repeatedMessage } from './perform.js';
import type { Incoming } from './incoming.js';

const kinds: Readonly<Partial<Record<DciOperation, TransactionKind>>> = {
  search: 'search',
  subscribe: 'subscribe',
  'txn-status': 'txn-status',
  unsubscribe: 'unsubscribe',
};

/** Keeps an asynchronous request and acknowledges it; the same message again gets the same acknowledgement (S4). */
export async function accept(context: ExchangeContext, incoming: Incoming, at: string): Promise<Ack> {
  const { platform, inbound, policy } = context;
  const { partner, messageId, bytes, transactionId, message, role, operation } = incoming;
  const kind = kinds[operation];
  if (!kind) throw new Error(`${operation} is not asynchronous`);
  const callbackUrl = await callbackOf(context, incoming);
  const correlationId = await platform.inTransaction(partner.actor, async (tx) => {
    const isNew = (await inbound.takeMessage(tx, partner, messageId, bytes)) === 'new';
    if (!isNew) return undefined;
    const added = await addTransaction(
      tx,
      platform,
      {
        ...{ partner: partner.id, role, kind, messageId, transactionId, callbackUrl, message },
        referenceIds: referencesOf(incoming),
      },
      policy.resultDays,
    );
    tx.job(WORK, { id: added.id }, { retryLimit: 5, retryDelaySeconds: 5 });
    await inbound.record(tx, {
      ...{ partner: partner.id, direction: 'in', operation: `${role}-${operation}`, result: 'accepted' },
      ...{ messageId, transactionId, subjects: [], records: 0, since: new Date(at), bytes: bytes.length },
      signature: incoming.signature,
    });
    return added.correlationId;
  });
  const kept = correlationId ?? (await findByMessage(platform, partner.id, messageId))?.correlationId;
  // It came before at an endpoint that answers at once.
  if (kept === undefined) throw repeatedMessage();
  return acknowledgement(kept, at);
}

/** Where the answer goes: the address that was named and is registered, or the first that is. */
async function callbackOf({ inbound }: ExchangeContext, { partner, header }: Incoming): Promise<string | undefined> {
  const { sender_uri: named } = header;
  return inbound.findAddress(partner.id, 'callback', typeof named === 'string' ? named : undefined);
}

function referencesOf({ message }: Incoming): readonly string[] {
  const items = message['search_request'] ?? message['subscribe_request'];
  if (Array.isArray(items)) return items.map(referenceOf);
  const { reference_id: id } = (message['txnstatus_request'] ?? {}) as { readonly reference_id?: unknown };
  return typeof id === 'string' ? [id] : [];
}
