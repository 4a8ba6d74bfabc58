import { foldBatch, isLive, type BatchFact, type LineTally } from '@interlink/domain/payments/fold-batch';
import { foldLine } from '@interlink/domain/payments/fold-line';
import { FAILED } from '@interlink/domain/payments/line-state';
import { sql, type Kysely } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Ids } from '../platform/ids.js';
import type { Publish } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { noteLines } from './line-events.js';
import { channelWords, foldRows, lineFacts, pagesOfRows, type LoadedLine } from './lines.js';
import { getBatch, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

export interface RefoldDeps {
  readonly dayOf: (time: Date) => string;
  readonly ids: Ids;
  readonly publish: Publish;
}

/**
 * Brings the heads to what facts and evidence say; gives the batch as it is then. `instrIds`: lines of which something
 * was heard. All others follow from the facts of their file alone and are moved in one statement a file.
 */
export async function refold(
  tx: Tx,
  deps: RefoldDeps,
  batchId: string,
  instrIds: readonly string[] = [],
): Promise<LoadedBatch> {
  const batch = await getBatch(tx, batchId, { lock: true });
  for (let part = 1; part <= batch.row.parts; part += 1) await movePart(tx, batch, part);
  const wanted = [...new Set(instrIds)];
  for (let from = 0; from < wanted.length; from += 1000) {
    const some = wanted.slice(from, from + 1000);
    for await (const rows of pagesOfRows(tx, batchId, { instrIds: some })) {
      await saveLines(tx, deps, batch, await foldRows(tx, batch, rows));
    }
  }
  return saveState(tx, batch);
}

/** A line of which something was heard. */
export interface HeardLine {
  readonly batchId: string;
  readonly instrId: string;
}

/**
 * The same for lines of several batches; gives the batches. They are locked in one order by everybody, so that two
 * messages about the same batches wait for each other instead of for ever.
 */
export async function refoldLines(tx: Tx, deps: RefoldDeps, lines: readonly HeardLine[]): Promise<readonly string[]> {
  const byBatch = new Map<string, string[]>();
  for (const { batchId, instrId } of lines) {
    const heard = byBatch.get(batchId);
    if (heard) heard.push(instrId);
    else byBatch.set(batchId, [instrId]);
  }
  const batchIds = [...byBatch.keys()].sort();
  for (const batchId of batchIds) await refold(tx, deps, batchId, byBatch.get(batchId));
  return batchIds;
}

/** Lines of one file of which the bank has not said anything yet. */
async function movePart(tx: Tx, batch: LoadedBatch, part: number): Promise<void> {
  const place = { part, removedAt: null };
  const facts = lineFacts(batch, { ...place, amountMinor: 1, currency: batch.row.currency });
  const { state, rank } = foldLine(facts, channelWords(batch, place));
  const { id: batchId } = batch.row;
  const { numUpdatedRows } = await tx
    .db<PaymentsTables>()
    .updateTable('payments.line')
    .set({ state, rank })
    .where('batchId', '=', batchId)
    .where('part', '=', part)
    .where('removedAt', 'is', null)
    .where('rank', '<', 2)
    .where('netMinor', '=', 0)
    .where('state', '!=', state)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  if (!isLive(state)) await freeAttempts(tx, batchId, part);
  const body = { part, state, lines: Number(numUpdatedRows) };
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.lines-state', subject: batchId, body });
}

async function freeAttempts(tx: Tx, batchId: string, part: number): Promise<void> {
  await sql`
    update payments.attempt set live = false from payments.line
    where line.batch_id = ${batchId} and line.part = ${part} and line.state = 'CANCELLED'
      and attempt.entitlement_id = line.entitlement_id and attempt.number = line.attempt and attempt.live`.execute(
    tx.db<PaymentsTables>(),
  );
}

async function saveLines(tx: Tx, deps: RefoldDeps, batch: LoadedBatch, lines: readonly LoadedLine[]): Promise<void> {
  const changed = lines.filter(hasChanged);
  if (changed.length === 0) return;
  const { id: batchId } = batch.row;
  const rows = changed.map(({ row, folded }) => ({
    instr_id: row.instrId,
    state: folded.state,
    rank: folded.rank,
    net_minor: folded.netMinor,
    exceptions: folded.exceptions,
    reason: folded.reason ?? null,
    failed_on: isLive(folded.state) ? null : (row.failedOn ?? deps.dayOf(tx.now)),
    live: isLive(folded.state),
    entitlement_id: row.entitlementId,
    attempt: row.attempt,
  }));
  const db = tx.db<PaymentsTables>();
  const table = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as now(instr_id text, state text, rank smallint,
    net_minor bigint, exceptions jsonb, reason text, failed_on date, live boolean, entitlement_id uuid, attempt integer)`;
  // What two people agreed on was how much was booked then, and not what was booked since.
  await sql`
    update payments.line set state = now.state, rank = now.rank, net_minor = now.net_minor, reason = now.reason,
      failed_on = now.failed_on, exceptions = array(select jsonb_array_elements_text(now.exceptions)),
      signed_off_state = case when (line.state, line.net_minor) = (now.state, now.net_minor) then line.signed_off_state end
    from ${table} where line.batch_id = ${batchId} and line.instr_id = now.instr_id`.execute(db);
  await sql`
    update payments.attempt set live = now.live from ${table}
    where attempt.entitlement_id = now.entitlement_id and attempt.number = now.attempt
      and attempt.live is distinct from now.live`.execute(db);
  const states = Object.fromEntries(changed.map(({ row, folded }) => [row.instrId, folded.state]));
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.line-states', subject: batchId, body: { states } });
  await noteLines(tx, deps, batch, changed);
}

function hasChanged({ row, folded }: LoadedLine): boolean {
  return (
    row.state !== folded.state ||
    row.rank !== folded.rank ||
    row.netMinor !== folded.netMinor ||
    row.reason !== (folded.reason ?? null) ||
    String(row.exceptions) !== String(folded.exceptions)
  );
}

async function saveState(tx: Tx, batch: LoadedBatch): Promise<LoadedBatch> {
  const { id, state: before } = batch.row;
  const state = foldBatch({
    facts: batchFacts(batch),
    tally: await tallyLines(tx, id),
    held: batch.holds.length > 0,
    unexplained: await isUnexplained(tx, batch),
  });
  if (state === before) return batch;
  await tx
    .db<PaymentsTables>()
    .updateTable('payments.batch')
    .set({ state, stateAt: tx.now })
    .where('id', '=', id)
    .execute();
  tx.audit({ stream: `batch:${id}`, action: 'payments.batch-state', subject: id, body: { state } });
  return { ...batch, row: { ...batch.row, state } };
}

const OF_EVERY_FILE: readonly BatchFact[] = ['transmitted', 'acknowledged'];

/** A fact of one file is one of the batch when it need not be so for all of them. */
export function batchFacts({ row: { parts }, facts }: LoadedBatch): ReadonlySet<BatchFact> {
  const holds = ({ fact, part }: LoadedBatch['facts'][number]) => {
    if (part === 0 || !OF_EVERY_FILE.includes(fact)) return true;
    return facts.filter((one) => one.fact === fact && one.part > 0).length >= parts;
  };
  return new Set(facts.filter(holds).map(({ fact }) => fact));
}

/** Of `payments.line`. */
export const hasFailed = sql<boolean>`state in (${sql.join(FAILED)})`;

/** Counts by what is kept of each line; a line that was removed at the seal is none of the batch's any more. */
export async function tallyLines(handle: DbHandle, batchId: string): Promise<LineTally> {
  const { rows } = await sql<LineTally>`
    select count(*) as lines, count(*) filter (where state = 'SETTLED') as settled, count(*) filter (where ${hasFailed}) as failed,
      count(*) filter (where rank >= 2) as reported,
      count(*) filter (where signed_off_state = state
        or exceptions = '{}' and state = 'SETTLED' and rank = 3) as proven
    from payments.line where batch_id = ${batchId} and removed_at is null`.execute(handle.db<PaymentsTables>());
  return rows[0] ?? { lines: 0, settled: 0, failed: 0, reported: 0, proven: 0 };
}

/**
 * Entries of its account that nobody could place, or a statement that is missing: it may hide a payment of this batch.
 */
async function isUnexplained(handle: DbHandle, { row }: LoadedBatch): Promise<boolean> {
  const db = handle.db<PaymentsTables>();
  return (await hasOpenSuspense(db, row.id, row.debtor.debtorAccount)) || hasGap(db, row.debtor.debtorAccount);
}

/** Entries of the batch or of its account that no two people have placed or closed. */
export async function hasOpenSuspense(db: Kysely<PaymentsTables>, batchId: string, account: string): Promise<boolean> {
  const found = await db
    .selectFrom('payments.suspense as open')
    .leftJoin('payments.suspenseResolution as done', (join) =>
      join.onRef('done.receivedId', '=', 'open.receivedId').onRef('done.key', '=', 'open.key'),
    )
    .select('open.key')
    .where('done.receivedId', 'is', null)
    .where((row) => row.or([row('open.batchId', '=', batchId), row('open.account', '=', account)]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Batches that may have waited for the account to be explained, and for nothing else. */
export async function listWaiting(tx: Tx, account: string): Promise<readonly string[]> {
  const rows = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select('id')
    .where((eb) => eb(eb.ref('debtor', '->>').key('debtorAccount'), '=', account))
    .where('state', 'in', ['PARTIAL', 'SETTLED', 'REJECTED'])
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A statement of the account is missing. */
export async function hasGap(db: Kysely<PaymentsTables>, account: string): Promise<boolean> {
  const found = await db
    .selectFrom('payments.statementGap as gap')
    .leftJoin('payments.statement as kept', (join) =>
      // None is kept that does not follow: a later one proves that nothing is missing any more.
      join.onRef('kept.account', '=', 'gap.account').onRef('kept.sequence', '>=', 'gap.expectedSequence'),
    )
    .select('gap.account')
    .where('gap.account', '=', account)
    .where('kept.account', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
