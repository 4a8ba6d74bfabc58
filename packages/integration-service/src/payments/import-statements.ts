import type { Booked, LineEvidence } from '@interlink/domain/payments/line-state';
import { mayBeFee } from '@interlink/domain/payments/fees';
import { followsStatement } from '@interlink/domain/payments/statement-chain';
import type { Kysely } from 'kysely';
import { Type, type Static } from 'typebox';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { adjustClosed } from './adjust-closed.js';
import { aboutAccount, fetchJson, fetchText, readMessage } from './bank-answers.js';
import { linesOfSum } from './book-sum.js';
import { findFileOfSum, findLine } from './find-line.js';
import type { PaymentsContext } from './policy.js';
import type { BatchReference, Statement, StatementEntry } from './readers/camt-053.js';
import { statementReaders } from './readers/statements.js';
import { UnreadableMessage } from './readers/xml.js';
import { keepReceived } from './received.js';
import { hasGap, listWaiting, refold, refoldLines, type HeardLine } from './refold.js';
import { addEvidence } from './store.js';
import { keepSuspense } from './suspense.js';
import type { PaymentsTables, SuspendedEntry } from './tables.js';

const StatementList = Type.Object({
  statements: Type.Array(Type.Object({ id: Type.String({ maxLength: 100 }), sequence: Type.Integer({ minimum: 1 }) })),
});
type StatementList = Static<typeof StatementList>;

/** Fetches what the bank booked on each account since the last statement; gives the batches it was about. */
export async function importStatements(context: PaymentsContext, actor: Actor): Promise<readonly string[]> {
  const accounts = new Set(Object.values(context.settings.programmes).map(({ debtorAccount }) => debtorAccount));
  const read = statementReaders[context.settings.statements];
  const touched = new Set<string>();
  for (const account of accounts) {
    for (const { id, sequence } of await listNew(context, account, actor)) {
      const path = `/statements/${encodeURIComponent(id)}`;
      const text = await fetchText(context, { operation: 'statement', path, actor, subjectId: aboutAccount(account) });
      if (text === undefined) break; // the later ones wait for this one
      const statement = readMessage(context, 'statement', () => refuseOther(read(text), account, sequence));
      if (!statement) break;
      context.platform.failpoint('payments.before-statement');
      const batches = await context.platform.inTransaction(actor, (tx) => keepStatement(context, tx, statement, text));
      context.platform.failpoint('payments.after-statement');
      batches.forEach((batchId) => touched.add(batchId));
    }
  }
  return [...touched];
}

/** Read as what it is not, it would leave a gap that nobody sees. */
function refuseOther(statement: Statement, account: string, sequence: number): Statement {
  if (statement.account === account && statement.sequence === sequence) return statement;
  throw new UnreadableMessage('another statement than was asked for');
}

async function listNew(context: PaymentsContext, account: string, actor: Actor): Promise<StatementList['statements']> {
  const last = await findLast(context.platform.db<PaymentsTables>(), account);
  const path = `/accounts/${encodeURIComponent(account)}/statements?after=${last?.sequence ?? 0}`;
  const question = { operation: 'statements', path, actor, subjectId: aboutAccount(account) };
  const list = await fetchJson(context, question, StatementList);
  return [...(list?.statements ?? [])].sort((one, other) => one.sequence - other.sequence);
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
  const kind = context.settings.statements;
  const last = await findLast(db, account);
  // A statement that was read before, or that the bank issued once more: what it says is known.
  if (last !== undefined && sequence <= last.sequence) {
    await suspendReissue(context, tx, statement, text);
    return [];
  }
  if (last !== undefined && !followsStatement(last, statement)) {
    await keepGap(context, tx, account, last.sequence + 1, sequence);
    return [];
  }
  const receivedId = await keepReceived(context, tx, { kind, text });
  if (receivedId === undefined) return [];
  const wasGap = await hasGap(db, account);
  const kept = { account, sequence, statementId, receivedId, openingMinor, closingMinor, currency, at: tx.now };
  await db
    .insertInto('payments.statement')
    .values({ ...kept, until: statement.closedOn ?? null })
    .execute();
  const batches = new Set(await keepEntries(context, tx, statement, receivedId));
  for (const batchId of wasGap ? await listWaiting(tx, account) : []) {
    await refold(tx, context.refold, batchId);
    batches.add(batchId);
  }
  return [...batches];
}

/** A statement that is issued again says what it said; one that says otherwise is for people. */
async function suspendReissue(context: PaymentsContext, tx: Tx, statement: Statement, text: string): Promise<void> {
  const { account, sequence, id, closingMinor } = statement;
  const known = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.statement')
    .select(['statementId', 'closingMinor'])
    .where('account', '=', account)
    .where('sequence', '=', sequence)
    .executeTakeFirst();
  if (!known || (known.statementId === id && known.closingMinor === closingMinor)) return;
  const receivedId = await keepReceived(context, tx, { kind: context.settings.statements, text });
  if (receivedId !== undefined)
    await keepSuspense(tx, { receivedId, key: `camt:${id}`, why: 'reissue-differs', account });
}

/** A gap, or balances that do not follow: nothing after it is believed until the missing one is there. */
async function keepGap(context: PaymentsContext, tx: Tx, account: string, expected: number, seen: number) {
  const gap = { account, expectedSequence: expected, seenSequence: seen, at: tx.now };
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.statementGap')
    .values(gap)
    .onConflict((clash) => clash.doNothing())
    .execute();
  context.platform.log.warn('A statement does not follow the one before it', { partner: context.bank.id, seq: seen });
}

/** Entries that name a line come first: a sum without lines is then for what is left. */
async function keepEntries(context: PaymentsContext, tx: Tx, statement: Statement, receivedId: string) {
  const booked = statement.entries.filter(({ status }) => status === 'BOOK');
  const named: HeardLine[] = [];
  for (const entry of booked.filter(({ batch }) => batch === undefined)) {
    const line = await keepEntry(context, tx, { statement, entry, receivedId });
    if (line) named.push(line);
  }
  const batches = new Set(await refoldLines(tx, context.refold, named));
  for (const entry of booked) {
    if (!entry.batch) continue;
    const lines = await keepSum(context, tx, { statement, entry, receivedId }, entry.batch);
    for (const batchId of await refoldLines(tx, context.refold, lines)) batches.add(batchId);
  }
  return [...batches];
}

/** With the number of the statement: a bank that gives two of them one name has booked twice all the same (R8). */
const keyOf = ({ account, sequence, id }: Statement, { reference, index }: StatementEntry) =>
  `camt:${account}:${sequence}:${id}:${reference}:${index}`;

interface ReadEntry {
  readonly statement: Statement;
  readonly entry: StatementEntry;
  readonly receivedId: string;
}

/** One debit for a whole file is a booking of each of its lines, when that is the only way to read it. */
async function keepSum(
  context: PaymentsContext,
  tx: Tx,
  { statement, entry, receivedId }: ReadEntry,
  reference: BatchReference,
): Promise<readonly HeardLine[]> {
  const key = keyOf(statement, entry);
  const lines = await linesOfSum(tx, entry, reference);
  if (!lines) {
    if (entry.kind !== 'credit' || (await findFileOfSum(tx, reference))) {
      const suspended = { why: 'sum-without-lines', account: statement.account, entry: toSuspended(entry) };
      await keepSuspense(tx, { receivedId, key, ...suspended });
    }
    return [];
  }
  const kept: HeardLine[] = [];
  for (const line of lines) {
    const part = { ...toSuspended(entry), amountMinor: line.amountMinor };
    const booked = await bookEntry(context, tx, line, { key, receivedId, entry: part });
    if (booked) kept.push(booked);
  }
  return kept;
}

/**
 * The line that the entry is about, when its batch stands otherwise now; an entry of ours that fits none goes to
 * suspense. Other money that comes in is none of ours; but what names a payment of ours, and is not called a return, may
 * be one all the same.
 */
async function keepEntry(context: PaymentsContext, tx: Tx, { statement, entry, receivedId }: ReadEntry) {
  const key = keyOf(statement, entry);
  const { account } = statement;
  if (entry.restOf !== undefined) {
    if (mayBeFee(entry.amountMinor, entry.restOf, context.settings.maxFeeMinor)) return undefined;
    await keepSuspense(tx, { receivedId, key, why: 'rest-of-booking', account, entry: toSuspended(entry) });
    return undefined;
  }
  const line = await findLine(tx, entry);
  const isCredit = entry.kind === 'credit';
  if (line && !isCredit) return bookEntry(context, tx, line, { key, receivedId, entry: toSuspended(entry) });
  if (!line && isCredit) return undefined;
  const why = line ? 'credit-of-payment' : 'no-line';
  const suspended = { receivedId, key, why, account, entry: toSuspended(entry) };
  await keepSuspense(tx, { ...suspended, batchId: line?.batchId });
  return line;
}

/** Of an entry that no line has, what people need to look for its line. */
function toSuspended(entry: StatementEntry): SuspendedEntry {
  const { amountMinor, currency, bookedOn, uetr, endToEndId, instrId, reason } = entry;
  const kind = entry.kind === 'debit' ? ('debit' as const) : ('return' as const);
  return { kind, amountMinor, currency, bookedOn, uetr, endToEndId, instrId, reason };
}

export interface BookedEntry {
  readonly key: string;
  readonly receivedId: string;
  readonly entry: SuspendedEntry;
}

/**
 * Evidence of rank 3 for the line; undefined when its batch is closed: then it is an adjustment beside the batch (I9).
 */
export async function bookEntry(
  context: PaymentsContext,
  tx: Tx,
  line: HeardLine,
  { key, receivedId, entry: { kind, amountMinor, currency, bookedOn, reason } }: BookedEntry,
): Promise<HeardLine | undefined> {
  const { batchId, instrId } = line;
  const said: Booked = { rank: 3, kind, amountMinor, currency, ...(reason !== undefined && { reason }) };
  const { state } = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .select('state')
    .where('id', '=', batchId)
    // It is not closed between this look and the end.
    .forShare()
    .executeTakeFirstOrThrow();
  if (state === 'CLOSED') {
    await adjustClosed(context, tx, { batchId, instrId, key, receivedId }, said);
    return undefined;
  }
  const evidence: LineEvidence = { key, at: new Date(bookedOn).toISOString(), said };
  await addEvidence(tx, batchId, instrId, evidence, receivedId);
  return { batchId, instrId };
}
