import type { Ack } from '@interlink/contracts/exchange/dci/ack';
import { ServiceError } from '@interlink/contracts/errors';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { SignedParts } from '@interlink/contracts/interconnection/partner-port';
import { acknowledgement } from '@interlink/domain/exchange/message/emit';
import type { Inbound } from '../interconnection/service.js';
import type { KeptFile } from './files.js';
import { parseJsonObject } from '../platform/json.js';
import { keepStatus } from './import-status.js';
import type { PaymentsContext } from './policy.js';
import { readG2pStatus } from './readers/g2p-status.js';
import { UnreadableMessage } from './readers/xml.js';
import type { PaymentsTables } from './tables.js';

/** Hears what a partner tells of its own accord about payments that we ordered from it (G2P Connect `on-disburse`). */
export interface DisbursedEar {
  /** Before a byte of the body is read: who is it, and is there room in its quota? Throws 401 and 429. */
  admit(request: Parameters<Inbound['requestOf']>[0]): Promise<InboundPartner>;
  /** Evidence of rank 2 once, however often it comes. Throws `payments.answer-refused` with a reason. */
  hear(partner: InboundPartner, bytes: Buffer): Promise<Ack>;
}

const OPERATION = 'on-disburse';

export function openDisbursedEar(context: PaymentsContext): DisbursedEar {
  const { inbound } = context.interconnection;
  return {
    async admit(request) {
      const asked = inbound.requestOf(request);
      return inbound.admit(asked, await inbound.authenticate(asked), OPERATION);
    },
    async hear(partner, bytes) {
      try {
        await take(context, partner, bytes);
      } catch (thrown) {
        if (thrown instanceof ServiceError) await noteRefusal(context, partner, thrown);
        throw thrown;
      }
      const { ids, clock } = context.platform;
      return acknowledgement(ids.next(), clock.now().toISOString());
    },
  };
}

async function take(context: PaymentsContext, partner: InboundPartner, bytes: Buffer): Promise<void> {
  const { inbound } = context.interconnection;
  const since = context.platform.clock.now();
  const opened = await inbound.openMessage(partner, bytes);
  if (!opened.ok) throw refused(opened.refusal);
  // Money is settled by it: whatever the partner may do elsewhere, this must be signed (S10).
  if (opened.signature !== 'verified') throw refused('err.signature.missing');
  const { messageId, text, transactionId } = readParts(partner, opened.parts, bytes);
  const file = await findFile(context, partner, transactionId);
  if (!file) throw refused('unknown-transaction');
  await keepStatus(context, file, text, partner.actor, async (tx) => {
    if ((await inbound.takeMessage(tx, partner, messageId, bytes)) === 'repeated') return false;
    await inbound.record(tx, {
      ...{ partner: partner.id, direction: 'in', operation: OPERATION, result: 'received' },
      ...{ messageId, transactionId, subjects: [], records: 0, since, bytes: bytes.length, signature: 'verified' },
    });
    return true;
  });
}

/** In plain, with the signature that proves it to others. */
function readParts(partner: InboundPartner, parts: SignedParts, bytes: Buffer) {
  const { action, receiver_id: receiver } = parts.header as Readonly<Record<string, unknown>>;
  if (action !== OPERATION) throw refused('action');
  if (receiver !== undefined && receiver !== null && receiver !== partner.ownDciId) throw refused('receiver');
  const { signature } = parseJsonObject(bytes);
  const text = JSON.stringify({ signature, ...parts });
  try {
    const { id: messageId, originalMessageId: transactionId } = readG2pStatus(text);
    return { messageId, transactionId, text };
  } catch (thrown) {
    if (thrown instanceof UnreadableMessage) throw refused('unreadable');
    throw thrown;
  }
}

/** A file that this very partner was sent: another's payments are none of its business. */
async function findFile(
  { platform, channels }: PaymentsContext,
  partner: InboundPartner,
  transactionId: string,
): Promise<KeptFile | undefined> {
  const file = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.file as file')
    .innerJoin('payments.batch as batch', 'batch.id', 'file.batchId')
    .innerJoin('payments.channelAttempt as attempt', (join) =>
      join.onRef('attempt.batchId', '=', 'file.batchId').onRef('attempt.part', '=', 'file.part'),
    )
    .select(['file.batchId', 'file.part', 'file.messageId', 'file.format', 'file.sha256', 'file.size', 'file.count'])
    .select(['file.totalMinor', 'batch.channel'])
    .where('file.messageId', '=', transactionId)
    .executeTakeFirst();
  return file && channels.get(file.channel)?.from === partner.id ? file : undefined;
}

const refused = (reason: string) => new ServiceError('payments.answer-refused', { reason });

/** Who tells of payments that we never ordered may be trying something: it is in the log before it is told. */
async function noteRefusal({ platform }: PaymentsContext, { id, actor }: InboundPartner, { details }: ServiceError) {
  const reason = String(details?.['reason'] ?? '');
  platform.log.error('An answer about payments cannot be believed', { partner: id, code: reason });
  await platform.inTransaction(actor, async (tx) =>
    tx.audit({ stream: `partner:${id}`, action: 'payments.refuse-answer', subject: id, body: { reason } }),
  );
}
