import type { MoneyByState, StatementPage, SuspensePage } from '@interlink/contracts/payments/reads';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { PaymentsTables } from '../tables.js';
import { pageOf } from './batches.js';

const PAGE = 50;

/** Whose books are read. */
export interface Payer {
  readonly institution: string;
  /** From which it pays. */
  readonly accounts: readonly string[];
}

/** Of its batches, of its accounts, or of nobody knows what. */
const isOf = ({ institution, accounts }: Payer) => sql<boolean>`case
  when payments.suspense.batch_id is not null then exists (
    select from payments.batch where batch.id = payments.suspense.batch_id and batch.institution = ${institution})
  else coalesce(payments.suspense.account = any(${accounts}::text[]), true) end`;

/** Entries that no two people have placed or closed. */
export const openSuspense = (handle: DbHandle, payer: Payer) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.suspense')
    .where(isOf(payer))
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.suspenseResolution as resolved')
            .select('resolved.at')
            .whereRef('resolved.receivedId', '=', 'payments.suspense.receivedId')
            .whereRef('resolved.key', '=', 'payments.suspense.key'),
        ),
      ),
    );

/**
 * What no line is known for, newest first; nothing for an institution that pays nothing. The cursor is
 * `<received>:<key>`: all that one message brought bears one time, and may be more than a page.
 */
export async function listSuspense(handle: DbHandle, payer: Payer, cursor: string | undefined): Promise<SuspensePage> {
  if (payer.accounts.length === 0) return { items: [] };
  let query = openSuspense(handle, payer)
    .innerJoin('payments.received', 'payments.received.id', 'payments.suspense.receivedId')
    .select(['payments.suspense.receivedId', 'payments.suspense.key', 'why', 'kind', 'source', 'payments.suspense.at'])
    .select('payments.suspense.entry');
  if (cursor !== undefined) query = query.where(isBehind(cursor.slice(0, 36), cursor.slice(37)));
  const rows = await query
    .orderBy('payments.suspense.at', 'desc')
    .orderBy('payments.suspense.key')
    .orderBy('payments.suspense.receivedId')
    .limit(PAGE + 1)
    .execute();
  return pageOf(
    rows,
    PAGE,
    ({ entry, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      ...(entry && { amountMinor: entry.amountMinor, currency: entry.currency, bookedOn: entry.bookedOn }),
    }),
    ({ receivedId, key }) => `${receivedId}:${key}`,
  );
}

const isBehind = (receivedId: string, key: string) => sql<boolean>`exists (
  select 1 from payments.suspense last where last.received_id = ${receivedId} and last.key = ${key}
  and (payments.suspense.at < last.at or payments.suspense.at = last.at
    and (payments.suspense.key, payments.suspense.received_id) > (last.key, last.received_id)))`;

/**
 * Statements of the institution's accounts, newest first, each with whether it follows from the one before. The cursor
 * is `<sequence>:<account>`: each account counts its own.
 */
export async function listStatements(
  handle: DbHandle,
  accounts: readonly string[],
  cursor: string | undefined,
): Promise<StatementPage> {
  if (accounts.length === 0) return { items: [] };
  let query = handle
    .db<PaymentsTables>()
    .selectFrom('payments.statement as one')
    .select(['one.account', 'one.sequence', 'one.statementId', 'one.openingMinor', 'one.closingMinor'])
    .select(['one.currency', 'one.at'])
    // Not the number before: some banks begin to count anew each year.
    .select(
      sql<
        number | null
      >`(select e.closing_minor from payments.statement e where e.account = one.account and e.sequence < one.sequence order by e.sequence desc limit 1)`.as(
        'closedBefore',
      ),
    )
    .where('one.account', 'in', accounts);
  if (cursor !== undefined) {
    const [sequence, account] = [Number(/^\d+/.exec(cursor)?.[0]), cursor.slice(cursor.indexOf(':') + 1)];
    query = query.where((row) =>
      row.or([
        row('one.sequence', '<', sequence),
        row.and([row('one.sequence', '=', sequence), row('one.account', '>', account)]),
      ]),
    );
  }
  const rows = await query
    .orderBy('one.sequence', 'desc')
    .orderBy('one.account')
    .limit(PAGE + 1)
    .execute();
  return pageOf(
    rows,
    PAGE,
    ({ closedBefore, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      follows: closedBefore === null || closedBefore === row.openingMinor,
    }),
    ({ sequence, account }) => `${sequence}:${account}`,
  );
}

/** Money of the institution by state of batch, and of the lines of batches that are not at their end. */
export async function countMoney(handle: DbHandle, institution: string, now: Date): Promise<MoneyByState> {
  const db = handle.db<PaymentsTables>();
  const batches = await db
    .selectFrom('payments.batch')
    .select((row) => [
      'state' as const,
      'currency' as const,
      row.fn.countAll<number>().as('count'),
      row.fn.sum<number | string>('count').as('lines'),
      row.fn.sum<number | string>('totalMinor').as('totalMinor'),
    ])
    .where('institution', '=', institution)
    .groupBy(['state', 'currency'])
    .orderBy('currency')
    .execute();
  const lines = await db
    .selectFrom('payments.batchTally as tally')
    .innerJoin('payments.batch', 'payments.batch.id', 'tally.batchId')
    .select((row) => [
      'tally.state' as const,
      'tally.currency' as const,
      row.fn.sum<number | string>('tally.count').as('count'),
      row.fn.sum<number | string>('tally.totalMinor').as('totalMinor'),
    ])
    .where('institution', '=', institution)
    .where('payments.batch.state', '<>', 'CANCELLED')
    .groupBy(['tally.state', 'tally.currency'])
    .having((row) => row.fn.sum('tally.count'), '>', 0)
    .execute();
  return {
    batches: batches.map((row) => ({
      ...row,
      count: Number(row.count),
      lines: Number(row.lines),
      totalMinor: Number(row.totalMinor),
    })),
    lines: lines.map((row) => ({ ...row, count: Number(row.count), totalMinor: Number(row.totalMinor) })),
    countedAt: now.toISOString(),
  };
}
