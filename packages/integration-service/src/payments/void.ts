import { ServiceError } from '@interlink/contracts/errors';
import type { Tx } from '../platform/transaction.js';
import { findFenceNow } from './fence.js';
import { listFiles, type KeptFile } from './files.js';
import { firstOf } from './journal.js';
import type { PaymentsContext } from './policy.js';
import { batchFacts, refold } from './refold.js';
import { addFact, getBatch, type LoadedBatch } from './store.js';

/**
 * Takes back a sealed batch of which no byte left: by the ledger, and by the journal outside it. Throws
 * `payments.batch-not-ready`, or `payments.fenced` while nobody knows what left (R7).
 */
export async function voidBatch(context: PaymentsContext, tx: Tx, id: string): Promise<void> {
  const batch = await getBatch(tx, id, { lock: true });
  const facts = batchFacts(batch);
  if (facts.has('voided')) return;
  if (!facts.has('sealed') || !(await keepFromLeaving(context, tx, batch))) {
    throw new ServiceError('payments.batch-not-ready', { state: batch.row.state });
  }
  await addFact(tx, id, 'voided');
  await refold(tx, context.refold, id);
}

/**
 * A sending that was begun was cut off before it wrote into the journal, or is about to. Who writes there first has it:
 * no sender sends what was taken back before it, and what a sender wrote down is not taken back. False when something
 * left, or may have. Safe to repeat.
 */
async function keepFromLeaving(context: PaymentsContext, tx: Tx, batch: LoadedBatch): Promise<boolean> {
  const { row, facts } = batch;
  const { fence, entries = [], identity } = await findFenceNow(context);
  if (fence !== undefined) throw new ServiceError('payments.fenced', { reason: fence });
  const files = await listFiles(tx, row.id);
  const first = files.map(({ messageId }) => firstOf(entries, messageId));
  if (facts.some(({ fact }) => fact === 'transmitted' || fact === 'unanswered')) return false;
  if (first.some((entry) => entry && !entry.isVoid)) return false;
  const begun = files.filter((file) => isBegun(batch, file));
  const place = { batchId: row.id, payrollId: row.payrollId, at: tx.now.toISOString(), ...identity };
  for (const { messageId, sha256, size } of begun) {
    if (!firstOf(entries, messageId)) await context.journal.append({ messageId, sha256, size, ...place, isVoid: true });
  }
  const now = begun.length > 0 ? await context.journal.read() : [];
  return begun.every(({ messageId }) => firstOf(now ?? [], messageId)?.isVoid);
}

const isBegun = ({ facts }: LoadedBatch, { part }: KeptFile) =>
  facts.some((one) => one.fact === 'transmitting' && (one.part === part || one.part === 0));
