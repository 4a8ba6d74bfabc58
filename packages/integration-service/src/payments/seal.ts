import { ServiceError } from '@interlink/contracts/errors';
import { countingApprovals, isApproved } from '@interlink/domain/payments/approvals';
import type { CreditTransferFile } from '@interlink/domain/payments/formats/pain-001-001-09';
import { toHex } from '@interlink/domain/payments/hashing';
import { messageIdOf } from '@interlink/domain/payments/ids';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import type { PaymentLine } from '@interlink/domain/payments/line';
import { merkleRoot } from '@interlink/domain/payments/merkle';
import { toDecimal } from '@interlink/domain/payments/money';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { approvalSubject } from './approve.js';
import { earliestExecution, firstDay } from './execution-days.js';
import { isFenced } from './fence.js';
import { fileOf } from './file-head.js';
import { filePlace } from './files.js';
import { formatOf } from './formats.js';
import { idHmac, sha256 } from './hashes.js';
import { pagesOfRows } from './lines.js';
import { openPayee, toPaymentLine } from './payees.js';
import type { PaymentsContext } from './policy.js';
import { hashesOf } from './read-back.js';
import { refold } from './refold.js';
import { findRemovals, removeAtSeal, type SealCheck } from './removals.js';
import { reviseBatch } from './revise.js';
import { detachedJws, sealBytes } from './signing.js';
import { formatOfStatement } from './statement-of-batch.js';
import { refuseToSeal } from './stops.js';
import { addFact, factAt, getBatch, type LoadedBatch } from './store.js';
import type { LineRow } from './line-table.js';
import type { PaymentsTables } from './tables.js';

/**
 * Writes the files of an approved batch once and seals them: what was approved, less what the rules take out now, is
 * what a second reader finds in the bytes. When too much is taken out, or its day is over, the approvals drop instead.
 * Nothing is sealed behind a fence (R7).
 * Throws what `refuseToSeal` throws, and `payments.format-changed`.
 */
export async function sealBatch(context: PaymentsContext, batch: LoadedBatch, actor: Actor): Promise<void> {
  const { platform, limits } = context;
  if (await isFenced(context)) return;
  await refuseToSeal(context, batch.row, actor);
  const format = formatOfStatement(batch.row);
  if (formatOf(context, batch.row.channel).id !== format) throw new ServiceError('payments.format-changed', { format });
  const check = await findRemovals(context, batch, actor);
  platform.failpoint('payments.before-seal');
  await platform.inTransaction(actor, async (tx) => {
    const current = await getBatch(tx, batch.row.id, { lock: true });
    if (current.row.state !== 'APPROVED' || current.row.revision !== batch.row.revision) return;
    if (!isApproved(current.approvals, approvalSubject(current.row), limits, tx.now.toISOString())) {
      await refold(tx, context.refold, current.row.id);
      return;
    }
    if (isOver(context, current)) await moveDate(context, tx, current);
    else if (await removeAtSeal(context, tx, current, check)) await keepFiles(context, tx, current, check);
    await refold(tx, context.refold, current.row.id);
  });
  platform.failpoint('payments.after-seal');
}

const isOver = (context: PaymentsContext, { row }: LoadedBatch) => row.executionDate < firstDay(context, row.channel);

/** No bank pays on a day that is over: it would refuse the file, or pay on a day that nobody approved. */
function moveDate(context: PaymentsContext, tx: Tx, batch: LoadedBatch): Promise<void> {
  return reviseBatch(context, tx, batch, new Map(), earliestExecution(context, batch.row.channel));
}

/** A file at a time: a batch of any size needs the memory of one file, and a hash a line. */
async function keepFiles(context: PaymentsContext, tx: Tx, batch: LoadedBatch, check: SealCheck): Promise<void> {
  const { row } = batch;
  const leaves = new Array<Uint8Array>(row.count);
  let count = 0;
  for (let part = 1; part <= row.parts; part += 1) {
    count += await keepFile(context, tx, { batch, check, part, leaves });
  }
  // A place that no file filled is a line that got lost on the way.
  const isFull = leaves.length === row.count && !leaves.includes(undefined as never);
  const isWhole = isFull && toHex(merkleRoot(leaves, sha256)) === row.root && count + check.removed.size === row.count;
  if (!isWhole) throw new ServiceError('payments.seal-differs', { batchId: row.id });
  await addFact(tx, row.id, 'sealed');
}

interface Part {
  readonly batch: LoadedBatch;
  readonly check: SealCheck;
  readonly part: number;
  /** Hash of each leaf in its place, of all parts so far, removed ones among them. */
  readonly leaves: Uint8Array[];
}

/** Gives how many lines are in it. */
async function keepFile(context: PaymentsContext, tx: Tx, place: Part): Promise<number> {
  const { batch, check, part } = place;
  const { row } = batch;
  const rows: LineRow[] = [];
  for await (const page of pagesOfRows(tx, row.id, { part })) rows.push(...page);
  const lines = await openLines(
    context,
    tx,
    rows.filter(({ instrId }) => !check.removed.has(instrId)),
  );
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (lines.length === 0) {
    addLeaves(place, rows, new Map());
    return 0;
  }
  const format = formatOf(context, row.channel);
  const head = headOf(context, place);
  const text = format.write(head, lines);
  const bytes = Buffer.from(text);
  const key = context.interconnection.keys.signing;
  // Read again by another way than it was written, while other threads hash and sign.
  const reading = async () => hashesOf(() => format.read(text, row.currency), head, lines);
  const [{ sha256: hash, signature: bodySignature }, read] = await Promise.all([sealBytes(key, bytes), reading()]);
  addLeaves(place, rows, read);
  const file = { part, sha256: hash, size: bytes.length, count: lines.length, totalMinor };
  const manifest = manifestOf(context, tx, place, file);
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.file')
    .values({
      batchId: row.id,
      messageId: messageIdOf(idHmac(context.platform.vault), row.id, part),
      format: format.id,
      ...file,
      bytes: await context.platform.vault.seal(tx, filePlace(row.id, part), text),
      manifest,
      manifestSignature: await detachedJws(key, Buffer.from(manifest)),
      bodySignature,
      at: tx.now,
    })
    .execute();
  return lines.length;
}

interface SealedFile {
  readonly part: number;
  readonly sha256: string;
  readonly size: number;
  readonly count: number;
  readonly totalMinor: number;
}

/**
 * What the seal signs: the approved root, the leaves that are not in any file with their evidence, and the new totals.
 */
function manifestOf({ platform }: PaymentsContext, tx: Tx, { batch, check }: Part, file: SealedFile): string {
  const { row, approvals } = batch;
  const { part, sha256: hash, size, count, totalMinor } = file;
  const counting = countingApprovals(approvals, approvalSubject(row), tx.now.toISOString());
  return canonicalJson(
    {
      messageId: messageIdOf(idHmac(platform.vault), row.id, part),
      part,
      parts: row.parts,
      format: formatOfStatement(row),
      sha256: hash,
      size,
      count,
      total: toDecimal({ minor: totalMinor, currency: row.currency }),
      statement: JSON.parse(row.statement) as unknown,
      statementHash: row.statementHash,
      removed: [...check.removed.values()].map(({ leafIndex, reason, evidence }) => ({ leafIndex, reason, evidence })),
      approvals: counting.map(({ approverId, at, assurance }) => ({ approverId, at, assurance })),
    },
    'as-is',
  );
}

async function openLines({ platform }: PaymentsContext, tx: Tx, rows: readonly LineRow[]): Promise<PaymentLine[]> {
  const lines: PaymentLine[] = [];
  for (const row of rows) {
    const payee = await openPayee(platform.vault, tx, row);
    if (!payee) throw new ServiceError('payments.seal-differs', { reason: 'payee-erased' });
    lines.push(toPaymentLine(row, payee));
  }
  return lines;
}

function headOf(context: PaymentsContext, { batch, part }: Part): CreditTransferFile {
  const approvedAt = factAt(batch, 'approved');
  if (!approvedAt) throw new ServiceError('payments.batch-not-ready', { state: batch.row.state });
  return fileOf(context, batch.row, part, approvedAt);
}

/** Every approved leaf in its place: as the file has it, or as it was approved when it was removed. */
function addLeaves({ leaves, check, batch }: Part, rows: readonly LineRow[], read: ReadonlyMap<string, string>): void {
  for (const { instrId, hash, leafIndex } of rows) {
    const leaf = check.removed.has(instrId) ? hash : read.get(instrId);
    if (leaf === undefined) throw new ServiceError('payments.seal-differs', { batchId: batch.row.id });
    leaves[leafIndex] = Buffer.from(leaf, 'hex');
  }
}
