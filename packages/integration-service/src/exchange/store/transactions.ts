import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { TxnAttribute } from '@interlink/contracts/exchange/dci/txn-status';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import { sql, type Selectable } from 'kysely';
import type { Told } from '../answers/search.js';
import type { DbHandle } from '../../platform/database.js';
import type { Platform } from '../../platform/platform.js';
import { insertion } from '../../platform/statement.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeTables, TransactionKind } from '../tables.js';

export type TransactionRow = Selectable<ExchangeTables['exchange.transaction']>;

/** An asynchronous request as it is kept until it is answered, and its answer for some days. */
export interface NewTransaction {
  readonly partner: string;
  readonly role: DciRole;
  readonly kind: TransactionKind;
  readonly messageId: string;
  readonly transactionId: string;
  readonly referenceIds: readonly string[];
  readonly callbackUrl: string | undefined;
  readonly message: Anything;
}

/** What came of it: the message of the callback, ready but for header and signature. */
export interface TransactionResult {
  readonly action: string;
  readonly status: 'pdng' | 'rcvd' | 'rjct' | 'succ';
  readonly items: number;
  readonly message: Anything;
  /** On what each item of a search rests, so that it is not told when that is over. */
  readonly grounds?: readonly (Told | null)[];
}

const DAY_MS = 86_400_000;
type Keeper = Pick<Platform, 'vault' | 'ids'>;

const place = (rowId: string, column: 'request' | 'result') =>
  ({ table: 'exchange.transaction', column, rowId, subjectId: `transaction:${rowId}`, purpose: 'exchange' }) as const;

/** Returns the row's id and the correlation id that the partner is given. */
export async function addTransaction(
  tx: Tx,
  { vault, ids }: Keeper,
  added: NewTransaction,
  keptDays: number,
): Promise<{ readonly id: string; readonly correlationId: string }> {
  const [id, correlationId] = [ids.next(), ids.next()];
  const { message, callbackUrl, referenceIds, ...rest } = added;
  await tx
    .db<ExchangeTables>()
    .insertInto('exchange.transaction')
    .values({
      ...{ id, correlationId, ...rest, referenceIds: [...referenceIds], callbackUrl: callbackUrl ?? null },
      ...{ state: 'waiting', result: null, doneAt: null, receivedAt: tx.now },
      request: await vault.sealNew(tx, place(id, 'request'), JSON.stringify(message)),
      expiresAt: new Date(tx.now.getTime() + keptDays * DAY_MS),
    })
    .execute();
  return { id, correlationId };
}

export interface AnsweredTransaction extends Omit<NewTransaction, 'callbackUrl' | 'kind' | 'message'> {
  readonly correlationId: string;
  readonly result: TransactionResult;
}

/** A search that is answered at once: only its answer is kept, for as long as those of the others. */
export function addAnswered(
  tx: Tx,
  { vault, ids }: Keeper,
  { partner, role, messageId, transactionId, correlationId, referenceIds, result }: AnsweredTransaction,
  keptDays: number,
): void {
  const id = ids.next();
  const sealed = vault.sealFirst(tx, place(id, 'result'), JSON.stringify(result));
  // Written out: spread literals take the engine far longer, and this is of every search.
  const row = {
    id,
    kind: 'search' as const,
    partner,
    role,
    messageId,
    transactionId,
    correlationId,
    referenceIds: [...referenceIds],
    callbackUrl: null,
    request: null,
    state: 'delivered' as const,
    doneAt: tx.now,
    receivedAt: tx.now,
    result: sealed,
    expiresAt: new Date(tx.now.getTime() + keptDays * DAY_MS),
  };
  tx.later(insertion<ExchangeTables>()('exchange.transaction', [row]));
}

/** One that was accepted to be answered later; what was answered at once has no acknowledgement to be given again. */
export function findByMessage(
  handle: DbHandle,
  partner: string,
  messageId: string,
): Promise<TransactionRow | undefined> {
  return all(handle)
    .where('partner', '=', partner)
    .where('messageId', '=', messageId)
    .where('request', 'is not', null)
    .executeTakeFirst();
}

export function findTransaction(handle: DbHandle, id: string): Promise<TransactionRow | undefined> {
  return all(handle).where('id', '=', id).executeTakeFirst();
}

const all = (handle: DbHandle) => handle.db<ExchangeTables>().selectFrom('exchange.transaction').selectAll();

/** Undefined when it was forgotten. */
export async function openRequest({ vault, db }: Pick<Platform, 'vault' | 'db'>, row: TransactionRow) {
  const text = row.request && (await vault.open({ db }, place(row.id, 'request'), row.request));
  return text ? (JSON.parse(text) as Anything) : undefined;
}

export async function openResult({ vault, db }: Pick<Platform, 'vault' | 'db'>, row: TransactionRow) {
  const text = row.result && (await vault.open({ db }, place(row.id, 'result'), row.result));
  return text ? (JSON.parse(text) as TransactionResult) : undefined;
}

/** False when it was finished before: a job that is repeated changes nothing. */
export async function finishTransaction(
  tx: Tx,
  { vault }: Keeper,
  row: TransactionRow,
  result: TransactionResult,
  subscriptionCodes: readonly string[] = [],
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .db<ExchangeTables>()
    .updateTable('exchange.transaction')
    .set({
      ...{ state: 'done', doneAt: tx.now, subscriptionCodes: [...subscriptionCodes] },
      result: await vault.seal(tx, place(row.id, 'result'), JSON.stringify(result)),
    })
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function setState(tx: Tx, id: string, state: TransactionRow['state']): Promise<void> {
  await tx.db<ExchangeTables>().updateTable('exchange.transaction').set({ state }).where('id', '=', id).execute();
}

export interface StatusQuestion {
  readonly partner: string;
  readonly role: DciRole;
  readonly kind: TransactionKind | undefined;
  readonly attribute: TxnAttribute;
  readonly values: readonly string[];
}

/** A partner's own transactions by what it knows of them, the newest first. */
export function findForStatus(handle: DbHandle, question: StatusQuestion): Promise<TransactionRow[]> {
  const { partner, role, kind, attribute } = question;
  const values = [...question.values];
  const own = all(handle).where('partner', '=', partner).where('role', '=', role);
  const ofKind = kind === undefined ? own : own.where('kind', '=', kind);
  const list = sql<string[]>`${values}::text[]`;
  const found = {
    transaction_id: () => ofKind.where('transactionId', 'in', values),
    correlation_id: () => ofKind.where('correlationId', 'in', values),
    reference_id_list: () => ofKind.where(sql<boolean>`reference_ids && ${list}`),
    subscription_code_list: () => ofKind.where(sql<boolean>`subscription_codes && ${list}`),
  }[attribute]();
  return found.orderBy('receivedAt', 'desc').orderBy('id').limit(20).execute();
}

/** Of each reference id the newest transaction of the partner that bears it. */
export async function findByReference(
  handle: DbHandle,
  { partner, role, kind, values }: Omit<StatusQuestion, 'attribute'>,
): Promise<ReadonlyMap<string, TransactionRow>> {
  const list = sql<string[]>`${[...values]}::text[]`;
  const { rows } = await sql<{ reference: string; id: string }>`
    select distinct on (reference) reference, id
    from exchange.transaction, unnest(reference_ids) reference
    where partner = ${partner} and role = ${role} and kind = ${kind} and reference_ids && ${list}
      and reference = any(${list})
    order by reference, received_at desc, id`.execute(handle.db());
  const found = await all(handle)
    .where('id', '=', sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`)
    .execute();
  const byId = new Map(found.map((row) => [row.id, row]));
  return new Map(rows.flatMap(({ reference, id }) => toPair(reference, byId.get(id))));
}

const toPair = (reference: string, row: TransactionRow | undefined): [string, TransactionRow][] =>
  row ? [[reference, row]] : [];

/** Requests whose wake-up was lost. */
export async function listForgotten(handle: DbHandle, before: Date): Promise<readonly string[]> {
  const rows = await all(handle)
    .where('state', '=', 'waiting')
    .where('receivedAt', '<', before)
    .orderBy('receivedAt')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Results are kept for their days and no longer; with the row goes its key. Returns how many went. */
export async function forgetExpired(tx: Tx, { vault }: Pick<Platform, 'vault'>): Promise<number> {
  const rows = await tx
    .db<ExchangeTables>()
    .deleteFrom('exchange.transaction')
    .where('id', 'in', (query) =>
      query.selectFrom('exchange.transaction').select('id').where('expiresAt', '<=', tx.now).limit(200),
    )
    .returning('id')
    .execute();
  await vault.forgetSubjects(
    tx,
    rows.map(({ id }) => `transaction:${id}`),
    'exchange',
  );
  return rows.length;
}
