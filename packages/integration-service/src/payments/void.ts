import { ServiceError } from '@interlink/contracts/errors';
import type { Tx } from '../platform/transaction.js';
import { findFenceNow } from './fence.js';
import { listFiles, type KeptFile } from './files.js';
import { firstOf, provesUnsent } from './journal.js';
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
  if (facts.some(({ fact }) => fact === 'transmitted' || fact === 'unanswered')) return false;
  const begun = (await listFiles(tx, row.id)).filter((file) => isBegun(batch, file));
  const isVoided = (now: typeof entries, { messageId }: KeptFile) => firstOf(now, messageId)?.isVoid === true;
  const open = begun.filter((file) => !isVoided(entries, file));
  if (!open.every(({ messageId }) => provesUnsent(entries, messageId))) return false;
  const place = { batchId: row.id, payrollId: row.payrollId, at: tx.now.toISOString(), ...identity };
  for (const { messageId, sha256, size } of open) {
    await context.journal.append({ messageId, sha256, size, ...place, isVoid: true });
  }
  const now = open.length > 0 ? ((await context.journal.read()) ?? []) : entries;
  return begun.every((file) => isVoided(now, file));
}

const isBegun = ({ facts }: LoadedBatch, { part }: KeptFile) =>
  facts.some((one) => one.fact === 'transmitting' && (one.part === part || one.part === 0));
