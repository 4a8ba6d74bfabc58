import { OutgoingError } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { checkFence, databaseIdentity } from './fence.js';
import type { PaymentsContext } from './policy.js';
import { findChangedBenefits } from './recheck.js';
import { getFile } from './seal.js';
import { addEvidence, addFact, getBatch, refold, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

type Outcome = 'received' | 'unknown' | 'refused';

/**
 * Sends the sealed bytes, at most once for each call that finds the batch SEALED: the attempt is in the ledger and in
 * the journal before the first byte (I8, R7). A lost answer makes the lines UNKNOWN, never a second sending.
 */
export async function transmitBatch(context: PaymentsContext, batch: LoadedBatch, actor: Actor): Promise<void> {
  const { platform } = context;
  const fence = await checkFence(context);
  if (fence !== undefined) {
    platform.log.error('Payments are fenced: the ledger and the transmit journal differ', { code: fence });
    return;
  }
  const changed = await findChangedBenefits(context, batch, actor);
  const mine = await platform.inTransaction(actor, (tx) => claimSending(tx, batch.row.id, changed.length));
  if (!mine) return;
  platform.failpoint('payments.after-attempt');
  await send(context, batch.row.id, actor);
}

/** False when another worker has it or the batch may not leave. */
async function claimSending(tx: Tx, id: string, changed: number): Promise<boolean> {
  const { row } = await getBatch(tx, id, { lock: true });
  if (row.state !== 'SEALED') return false;
  if (changed > 0) {
    await addFact(tx, id, 'exception');
    await refold(tx, id);
    return false;
  }
  const file = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .select(['messageId', 'sha256'])
    .where('batchId', '=', id)
    .executeTakeFirstOrThrow();
  const attempt = { batchId: id, number: 1, channel: 'https', ...file, at: tx.now };
  await tx.db<PaymentsTables>().insertInto('payments.channelAttempt').values(attempt).execute();
  await addFact(tx, id, 'transmitting');
  await refold(tx, id);
  return true;
}

/** A batch whose sending was cut off: nothing in the journal means that nothing left, so it may go; else nobody knows. */
export async function resumeSending(context: PaymentsContext, { row }: LoadedBatch, actor: Actor): Promise<void> {
  const entries = (await context.journal.read()) ?? [];
  const left = entries.some(({ messageId }) => messageId === row.messageId);
  if (left) await keepOutcome(context, row.id, actor, 'unknown');
  else if ((await checkFence(context)) === undefined) await send(context, row.id, actor);
}

async function send(context: PaymentsContext, batchId: string, actor: Actor): Promise<void> {
  const { platform, bank, journal } = context;
  const { text, messageId, sha256, size, bodySignature } = await getFile(platform.vault, platform, batchId);
  const identity = await databaseIdentity(platform);
  await journal.append({ messageId, sha256, size, ...identity, at: platform.clock.now().toISOString() });
  platform.failpoint('payments.after-journal');
  const outcome = await post(context, { text, messageId, bodySignature, cause: { actor, subjectId: batchId } });
  platform.failpoint('payments.after-answer');
  await keepOutcome(context, batchId, actor, outcome);
  platform.log.info('A payment file was sent', { partner: bank.id, kind: outcome });
}

interface Posting {
  readonly text: string;
  readonly messageId: string;
  readonly bodySignature: string;
  readonly cause: { readonly actor: Actor; readonly subjectId: string };
}

async function post({ bank }: PaymentsContext, { text, messageId, bodySignature, cause }: Posting): Promise<Outcome> {
  try {
    const { status } = await bank.outgoing.request({
      operation: 'payment-file',
      method: 'POST',
      path: '/payments/pain001',
      headers: {
        'content-type': 'application/xml',
        'idempotency-key': messageId,
        'x-jws-signature': bodySignature,
      },
      body: text,
      cause,
    });
    if (status >= 200 && status < 300) return 'received';
    return status < 500 && ![408, 425, 429].includes(status) ? 'refused' : 'unknown';
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return 'unknown';
  }
}

/** What the channel said, as evidence of each line; a file that the bank would not take at all is for people to look at. */
async function keepOutcome(context: PaymentsContext, batchId: string, actor: Actor, outcome: Outcome): Promise<void> {
  await context.platform.inTransaction(actor, async (tx) => {
    const { lines, row } = await getBatch(tx, batchId, { lock: true });
    if (outcome === 'refused') await addFact(tx, batchId, 'exception');
    if (outcome === 'received') await addFact(tx, batchId, 'transmitted');
    if (outcome !== 'refused') {
      const kind = outcome === 'received' ? 'receipt' : 'no-answer';
      const evidence = {
        key: `channel:${row.messageId}:${kind}`,
        at: tx.now.toISOString(),
        said: { rank: 1, kind },
      } as const;
      for (const { row: line } of lines) await addEvidence(tx, batchId, line.instrId, evidence);
    }
    await refold(tx, batchId);
  });
}
