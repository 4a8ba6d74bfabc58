import type { Exclusion } from '@interlink/contracts/payments/batch';
import { toHex } from '@interlink/domain/payments/hashing';
import { lineHash, type PaymentTerms } from '@interlink/domain/payments/line';
import { growMerkle } from '@interlink/domain/payments/merkle';
import { sql } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import { checkDraft } from './check-draft.js';
import { sha256 } from './hashes.js';
import { pagesOfRows } from './lines.js';
import { openPayee, toPaymentLine } from './payees.js';
import { numberLines } from './number-lines.js';
import type { PaymentsContext } from './policy.js';
import { formatOfStatement, statementFor } from './statement-of-batch.js';
import { addFact, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

/** Lines that leave the batch, each with its reason, by InstrId. */
export type LeftOut = ReadonlyMap<string, { readonly reason: string }>;

/**
 * An edit before the seal: lines go to the exclusions, the date moves (`move`, a bank day), and the batch is another
 * one to check and to approve. A batch without lines is cancelled.
 */
export async function reviseBatch(
  context: PaymentsContext,
  tx: Tx,
  { row }: LoadedBatch,
  leftOut: LeftOut,
  move?: string,
): Promise<void> {
  const exclusions = [...row.exclusions, ...(await takeOut(tx, row.id, leftOut))];
  const terms = move === undefined ? row.terms : { ...row.terms, executionDate: move };
  if (move !== undefined) await rehash(context, tx, row.id, terms);
  const frozen = await renumber(context, tx, row.id);
  const revision = row.revision + 1;
  const db = tx.db<PaymentsTables>();
  const body = { revision, leftOut: leftOut.size };
  tx.audit({ stream: `batch:${row.id}`, action: 'payments.revise-batch', subject: row.id, body });
  if (frozen.count === 0) {
    await db
      .updateTable('payments.batch')
      .set({ revision, exclusions: toJson(exclusions) })
      .where('id', '=', row.id)
      .execute();
    await addFact(tx, row.id, 'cancelled');
    return;
  }
  const { executionDate } = terms;
  const { statement, statementHash } = statementFor(
    context,
    { ...row, executionDate, format: formatOfStatement(row) },
    frozen,
  );
  const { parts, root, count, totalMinor } = frozen;
  await db
    .updateTable('payments.batch')
    .set({ revision, parts, root, count, totalMinor, statement, statementHash, exclusions: toJson(exclusions) })
    .set({ executionDate, terms: toJson(terms) })
    .where('id', '=', row.id)
    .execute();
  await checkDraft(context, tx, row.id);
}

/** The date is part of every line's hash. */
async function rehash(
  { platform: { vault } }: PaymentsContext,
  tx: Tx,
  batchId: string,
  terms: PaymentTerms,
): Promise<void> {
  for await (const rows of pagesOfRows(tx, batchId)) {
    for (const row of rows) {
      const payee = await openPayee(vault, tx, row);
      if (!payee) continue;
      await tx
        .db<PaymentsTables>()
        .updateTable('payments.line')
        .set({ hash: lineHash(toPaymentLine(row, payee), terms, sha256) })
        .where('batchId', '=', batchId)
        .where('instrId', '=', row.instrId)
        .execute();
    }
  }
}

async function takeOut(tx: Tx, batchId: string, leftOut: LeftOut): Promise<readonly Exclusion[]> {
  if (leftOut.size === 0) return [];
  const db = tx.db<PaymentsTables>();
  const rows = await db
    .deleteFrom('payments.line')
    .where('batchId', '=', batchId)
    // One parameter, however many they are: it may be all of a large batch.
    .where('instrId', '=', sql<string>`any(${[...leftOut.keys()]}::text[])`)
    .returning(['instrId', 'entitlementId', 'attempt', 'benefitId', 'benefitCode'])
    .execute();
  const gone = rows.map(({ entitlementId, attempt }) => ({ entitlement_id: entitlementId, attempt }));
  await sql`
    delete from payments.attempt
    using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone(entitlement_id uuid, attempt integer)
    where attempt.entitlement_id = gone.entitlement_id and attempt.number = gone.attempt
      and attempt.batch_id = ${batchId}`.execute(db);
  return rows.map(({ instrId, benefitId, benefitCode: code }) => ({
    benefitId,
    code,
    reason: leftOut.get(instrId)?.reason ?? 'left-out',
  }));
}

export interface FrozenSet {
  readonly root: string;
  readonly count: number;
  readonly totalMinor: number;
  readonly parts: number;
}

/** Places of the leaves and files anew; the root over what is there. */
export async function renumber({ settings }: PaymentsContext, tx: Tx, batchId: string): Promise<FrozenSet> {
  const files = await numberLines(settings, tx, batchId);
  const tree = growMerkle(sha256);
  let [count, totalMinor] = [0, 0];
  for await (const rows of pagesOfRows(tx, batchId)) {
    for (const { hash, amountMinor } of rows) {
      tree.add(Buffer.from(hash, 'hex'));
      count += 1;
      totalMinor += amountMinor;
    }
  }
  await sumUp(tx, batchId);
  return { root: toHex(tree.root()), count, totalMinor, parts: Math.max(1, files) };
}

/** The sums of a batch by place, account keeper and sex, so that no screen has to go through its lines. */
async function sumUp(tx: Tx, batchId: string): Promise<void> {
  const db = tx.db<PaymentsTables>();
  await db.deleteFrom('payments.batchTotal').where('batchId', '=', batchId).execute();
  await sql`
    insert into payments.batch_total (batch_id, area, agent, sex, count, total_minor)
    select batch_id, area, agent, sex, count(*), sum(amount_minor) from payments.line
    where batch_id = ${batchId} group by batch_id, area, agent, sex`.execute(db);
}
