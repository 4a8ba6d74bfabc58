import type { LineEvidence } from '@interlink/domain/payments/line-state';
import type { Kysely } from 'kysely';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { fetchText, keepSuspense } from './import-status.js';
import type { PaymentsContext } from './policy.js';
import { readCamt053, type Statement, type StatementEntry } from './readers/camt-053.js';
import { keepReceived } from './received.js';
import { refold, addEvidence } from './store.js';
import type { PaymentsTables } from './tables.js';

const StatementList = Type.Object({
  statements: Type.Array(Type.Object({ id: Type.String({ maxLength: 100 }), sequence: Type.Integer({ minimum: 1 }) })),
});
type StatementList = Static<typeof StatementList>;

/** Fetches what the bank booked on each account since the last statement; gives the batches it was about. */
export async function importStatements(context: PaymentsContext, actor: Actor): Promise<readonly string[]> {
  const accounts = new Set(Object.values(context.settings.programmes).map(({ debtorAccount }) => debtorAccount));
  const touched = new Set<string>();
  for (const account of accounts) {
    for (const { id, sequence } of await listNew(context, account, actor)) {
      const path = `/statements/${encodeURIComponent(id)}`;
      const text = await fetchText(context, 'statement', path, actor, `account:${account.slice(-4)}`);
      if (text === undefined) break; // the later ones wait for this one
      const statement = readCamt053(text);
      if (statement.account !== account || statement.sequence !== sequence) break;
      const batches = await context.platform.inTransaction(actor, (tx) => keepStatement(context, tx, statement, text));
      batches.forEach((batchId) => touched.add(batchId));
    }
  }
  return [...touched];
}

async function listNew(context: PaymentsContext, account: string, actor: Actor): Promise<StatementList['statements']> {
  const last = await findLast(context.platform.db<PaymentsTables>(), account);
  const path = `/accounts/${encodeURIComponent(account)}/statements?after=${last?.sequence ?? 0}`;
  const text = await fetchText(context, 'statements', path, actor, `account:${account.slice(-4)}`);
  if (text === undefined) return [];
  const list: unknown = JSON.parse(text);
  if (!Value.Check(StatementList, list)) return [];
  return [...list.statements].sort((one, other) => one.sequence - other.sequence);
}

function findLast(db: Kysely<PaymentsTables>, account: string) {
  return db
    .selectFrom('payments.statement')
    .select(['sequence', 'closingMinor'])
    .where('account', '=', account)
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
}

async function keepStatement(
  context: PaymentsContext,
  tx: Tx,
  statement: Statement,
  text: string,
): Promise<readonly string[]> {
  const db = tx.db<PaymentsTables>();
  const { account, sequence, id: statementId, openingMinor, closingMinor, currency } = statement;
  const last = await findLast(db, account);
  const isNext = last === undefined || (sequence === last.sequence + 1 && openingMinor === last.closingMinor);
  if (!isNext) {
    // A gap, or balances that do not follow: nothing after it is believed until the missing one is there.
    context.platform.log.warn('A statement does not follow the one before it', {
      partner: context.bank.id,
      seq: sequence,
    });
    return [];
  }
  const receivedId = await keepReceived(context, tx, 'camt.053', text, null);
  if (receivedId === undefined) return [];
  const kept = { account, sequence, statementId, receivedId, openingMinor, closingMinor, currency, at: tx.now };
  await db.insertInto('payments.statement').values(kept).execute();
  const batches = new Set<string>();
  for (const entry of statement.entries.filter(({ status }) => status === 'BOOK')) {
    const batchId = await keepEntry(tx, statement, entry, receivedId);
    if (batchId !== undefined) batches.add(batchId);
  }
  for (const batchId of batches) await refold(tx, batchId);
  return [...batches];
}

/** The batch of the line that the entry is about; an entry of ours that fits no line goes to suspense. */
async function keepEntry(tx: Tx, { account, id }: Statement, entry: StatementEntry, receivedId: string) {
  const key = `camt:${account}:${id}:${entry.reference}:${entry.index}`;
  if (entry.kind === 'credit') return undefined;
  const line = await findLine(tx, entry);
  if (!line) {
    await keepSuspense(tx, receivedId, key, 'no-line');
    return undefined;
  }
  const { kind, amountMinor, currency, reason } = entry;
  const said = { rank: 3, kind, amountMinor, currency, ...(reason !== undefined && { reason }) } as const;
  const evidence: LineEvidence = { key, at: new Date(entry.bookedOn).toISOString(), said };
  await addEvidence(tx, line.batchId, line.instrId, evidence, receivedId);
  return line.batchId;
}

async function findLine(tx: Tx, entry: StatementEntry) {
  const ids = [
    ['uetr', entry.uetr],
    ['endToEndId', entry.endToEndId],
    ['instrId', entry.instrId],
  ] as const;
  for (const [column, value] of ids) {
    if (value === undefined) continue;
    const line = await tx
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .select(['batchId', 'instrId'])
      .where(column, '=', value)
      .executeTakeFirst();
    if (line) return line;
  }
  return undefined;
}
