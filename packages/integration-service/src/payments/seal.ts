import { ServiceError } from '@interlink/contracts/errors';
import { countingApprovals, isApproved } from '@interlink/domain/payments/approvals';
import { PAIN_001_001_09, pain00100109 } from '@interlink/domain/payments/formats/pain-001-001-09';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { linesRoot, type PaymentLine } from '@interlink/domain/payments/line';
import type { Actor } from '../platform/actor.js';
import type { DbHandle } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { Vault } from '../platform/vault.js';
import { approvalSubject } from './approve.js';
import { sha256, sha256Hex } from './hashes.js';
import { openPayee, toPaymentLine } from './payees.js';
import type { PaymentsContext } from './policy.js';
import { readPain001 } from './readers/pain-001.js';
import { findChangedBenefits } from './recheck.js';
import { detachedJws } from './signing.js';
import { addFact, getBatch, refold, type LoadedBatch } from './store.js';
import type { BatchRow, PaymentsTables } from './tables.js';

const filePlace = (batchId: string) =>
  ({
    table: 'payments.file',
    column: 'bytes',
    rowId: batchId,
    subjectId: `batch:${batchId}`,
    purpose: 'payments',
  }) as const;

/** The sealed bytes. Throws when the batch has none. */
export async function getFile(vault: Vault, handle: DbHandle, batchId: string) {
  const file = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .selectAll()
    .where('batchId', '=', batchId)
    .executeTakeFirstOrThrow();
  const text = await vault.open(handle, filePlace(batchId), file.bytes);
  if (text === undefined || sha256Hex(text) !== file.sha256)
    throw new ServiceError('payments.seal-differs', { batchId });
  return { ...file, text };
}

/**
 * Writes the file of an approved batch once and seals it: what was approved is what a second reader finds in the
 * bytes. A batch whose benefits changed or whose approvals ran out becomes an exception.
 */
export async function sealBatch(context: PaymentsContext, batch: LoadedBatch, actor: Actor): Promise<void> {
  const { platform, limits } = context;
  const changed = await findChangedBenefits(context, batch, actor);
  await platform.inTransaction(actor, async (tx) => {
    const current = await getBatch(tx, batch.row.id, { lock: true });
    if (current.row.state !== 'APPROVED') return;
    const now = tx.now.toISOString();
    if (changed.length > 0 || !isApproved(current.approvals, approvalSubject(current.row), limits, now)) {
      await addFact(tx, current.row.id, 'exception');
      const body = { changedInOpenimis: changed.length };
      tx.audit({ stream: `batch:${current.row.id}`, action: 'payments.seal-refused', subject: current.row.id, body });
    } else {
      await keepFile(context, tx, current);
    }
    await refold(tx, current.row.id);
  });
  platform.failpoint('payments.after-seal');
}

async function keepFile(context: PaymentsContext, tx: Tx, batch: LoadedBatch): Promise<void> {
  const { platform, interconnection } = context;
  const { row } = batch;
  const lines = await openLines(context, tx, batch);
  const text = writeFile(row, batch.facts.get('approved') ?? tx.now, lines);
  checkFile(row, text, lines);
  const bytes = Buffer.from(text);
  const sha = sha256Hex(bytes);
  const counting = countingApprovals(batch.approvals, approvalSubject(row), tx.now.toISOString());
  const manifest = canonicalJson(
    {
      messageId: row.messageId,
      format: PAIN_001_001_09,
      sha256: sha,
      size: bytes.length,
      statement: JSON.parse(row.statement),
      statementHash: row.statementHash,
      approvals: counting.map(({ approverId, at, assurance }) => ({ approverId, at, assurance })),
    },
    'as-is',
  );
  const key = interconnection.keys.signing;
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.file')
    .values({
      batchId: row.id,
      messageId: row.messageId,
      sha256: sha,
      size: bytes.length,
      bytes: await platform.vault.seal(tx, filePlace(row.id), text),
      manifest,
      manifestSignature: await detachedJws(key, Buffer.from(manifest)),
      bodySignature: await detachedJws(key, bytes),
      at: tx.now,
    })
    .execute();
  await addFact(tx, row.id, 'sealed');
}

async function openLines({ platform }: PaymentsContext, tx: Tx, { lines }: LoadedBatch): Promise<PaymentLine[]> {
  return Promise.all(
    lines.map(async ({ row }) => {
      const payee = await openPayee(platform.vault, tx, row);
      if (!payee) throw new ServiceError('payments.seal-differs', { reason: 'payee-erased' });
      return toPaymentLine(row, payee);
    }),
  );
}

function writeFile(row: BatchRow, approvedAt: Date, lines: readonly PaymentLine[]): string {
  const { debtorName, debtorId, debtorAccount, debtorAgent } = row.debtor;
  const { messageId, paymentInfoId, currency, terms } = row;
  const createdAt = approvedAt.toISOString().replace(/\.\d+Z$/, 'Z');
  const file = {
    messageId,
    paymentInfoId,
    createdAt,
    currency,
    debtorName,
    debtorId,
    debtorAccount,
    debtorAgent,
    terms,
  };
  return [...pain00100109(file, lines)].join('');
}

/** Reads the bytes again, by another way than they were written, and holds them against what was approved. */
function checkFile(row: BatchRow, text: string, lines: readonly PaymentLine[]): void {
  const read = readPain001(text);
  const known = new Map(lines.map((line) => [line.instrId, line]));
  const readLines = read.lines.map((line) => {
    const { entitlementId = '', attempt = 0 } = known.get(line.instrId) ?? {};
    return { ...line, entitlementId, attempt };
  });
  const isSame =
    read.messageId === row.messageId &&
    read.count === row.count &&
    readLines.length === row.count &&
    read.totalMinor === row.totalMinor &&
    read.debtorAccount === row.debtor.debtorAccount &&
    read.debtorAgent === row.debtor.debtorAgent &&
    linesRoot(readLines, read.terms, sha256) === row.root;
  if (!isSame) throw new ServiceError('payments.seal-differs', { batchId: row.id });
}
