import type { VerificationList } from '@interlink/contracts/verification/lists';
import { sql, type Selectable } from 'kysely';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import type { Answers, AskedPerson } from '../ask-about.js';
import { PURPOSE } from '../store.js';
import type { VerificationTables } from '../tables.js';

export type ListRow = Selectable<VerificationTables['verification.list']>;
export type ItemRow = Selectable<VerificationTables['verification.listItem']>;
type Keeper = Pick<Platform, 'vault'>;

const placeOf = (listId: string, place: number, subjectId: string) => ({
  ...{ table: 'verification.list_item', column: 'person', rowId: `${listId}:${place}`, subjectId },
  purpose: PURPOSE,
});

export interface NewItem {
  readonly maskedId: string;
  /** Undefined: nobody whom the operator may see; there is nothing to be asked. */
  readonly person: AskedPerson | undefined;
}

/** The list and everybody on it, in one transaction of the caller. */
export async function addList(
  tx: Tx,
  { vault }: Keeper,
  row: Omit<ListRow, 'finishedAt'>,
  items: readonly NewItem[],
): Promise<void> {
  await tx
    .db<VerificationTables>()
    .insertInto('verification.list')
    .values({ ...row, scope: toJson(row.scope), finishedAt: null })
    .execute();
  const sealed = await vault.sealAll(
    tx,
    items.flatMap(({ person }, place) =>
      person ? [{ place: placeOf(row.id, place, person.individualId), plaintext: JSON.stringify(person) }] : [],
    ),
  );
  let next = 0;
  const rows = items.map(({ maskedId, person }, place) => ({
    ...{ listId: row.id, place, maskedId, individualId: person?.individualId ?? null, claimedAt: null },
    person: person ? (sealed[next++] ?? null) : null,
    ...(person ? { verdict: null, doneAt: null } : { verdict: 'unknown' as const, doneAt: tx.now }),
    results: person ? null : toJson([]),
  }));
  await tx.db<VerificationTables>().insertInto('verification.listItem').values(rows).execute();
}

/** Some who are not done, claimed until `before` is reached again: of two workers, each asks about others. */
export function claimItems(tx: Tx, listId: string, before: Date, count: number): Promise<ItemRow[]> {
  return tx
    .db<VerificationTables>()
    .updateTable('verification.listItem')
    .set({ claimedAt: tx.now })
    .where('listId', '=', listId)
    .where('place', 'in', (query) =>
      query
        .selectFrom('verification.listItem')
        .select('place')
        .where('listId', '=', listId)
        .where('doneAt', 'is', null)
        .where((or) => or.or([or('claimedAt', 'is', null), or('claimedAt', '<=', before)]))
        .orderBy('place')
        .limit(count)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

/** Undefined when it was verified meanwhile, or the person's key was destroyed. */
export async function openPerson({ vault, db }: Pick<Platform, 'db' | 'vault'>, row: ItemRow) {
  if (row.person === null || row.individualId === null) return undefined;
  const text = await vault.open({ db }, placeOf(row.listId, row.place, row.individualId), row.person);
  return text === undefined ? undefined : (JSON.parse(text) as AskedPerson);
}

/** What is done stays as it was done first. */
export async function finishItem(
  tx: Tx,
  { listId, place }: ItemRow,
  verdict: NonNullable<ItemRow['verdict']>,
  { results, notAsked }: Answers,
): Promise<void> {
  await tx
    .db<VerificationTables>()
    .updateTable('verification.listItem')
    .set({ verdict, results: toJson(results), notAsked: [...notAsked], doneAt: tx.now, person: null })
    .where('listId', '=', listId)
    .where('place', '=', place)
    .where('doneAt', 'is', null)
    .execute();
}

export async function finishList(tx: Tx, id: string): Promise<void> {
  await tx
    .db<VerificationTables>()
    .updateTable('verification.list')
    .set({ finishedAt: tx.now })
    .where('id', '=', id)
    .where('finishedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('verification.listItem').select('place').where('listId', '=', id).where('doneAt', 'is', null),
        ),
      ),
    )
    .execute();
}

export const findList = (handle: DbHandle, id: string): Promise<ListRow | undefined> =>
  handle.db<VerificationTables>().selectFrom('verification.list').selectAll().where('id', '=', id).executeTakeFirst();

/** Oldest first: those whose wake-up was lost, or whose worker died. */
export async function listUnfinished(handle: DbHandle): Promise<readonly string[]> {
  const rows = await handle
    .db<VerificationTables>()
    .selectFrom('verification.list')
    .select('id')
    .where('finishedAt', 'is', null)
    .orderBy('createdAt')
    .limit(20)
    .execute();
  return rows.map(({ id }) => id);
}

export async function progressOf(handle: DbHandle, row: ListRow): Promise<VerificationList> {
  const counted = await handle
    .db<VerificationTables>()
    .selectFrom('verification.listItem')
    .select(['verdict', sql<number>`count(*)::int`.as('people')])
    .where('listId', '=', row.id)
    .groupBy('verdict')
    .execute();
  const of = (verdict: string | null) => counted.find((one) => one.verdict === verdict)?.people ?? 0;
  const verdicts = { accept: of('accept'), review: of('review'), stop: of('stop'), unknown: of('unknown') };
  const done = verdicts.accept + verdicts.review + verdicts.stop + verdicts.unknown;
  const state = row.finishedAt ? 'done' : 'running';
  return { listId: row.id, state, total: done + of(null), done, verdicts, createdAt: row.createdAt.toISOString() };
}

export function pageOf(handle: DbHandle, listId: string, after: number, size: number): Promise<ItemRow[]> {
  return handle
    .db<VerificationTables>()
    .selectFrom('verification.listItem')
    .selectAll()
    .where('listId', '=', listId)
    .where('doneAt', 'is not', null)
    .where('place', '>', after)
    .orderBy('place')
    .limit(size)
    .execute();
}

const FEW = 10;

/** With everybody on them, a few lists at a time. Returns how many. */
export async function forgetLists(tx: Tx): Promise<number> {
  const { numDeletedRows } = await tx
    .db<VerificationTables>()
    .deleteFrom('verification.list')
    .where('id', 'in', (query) =>
      query
        .selectFrom('verification.list')
        .select('id')
        .where('expiresAt', '<=', tx.now)
        .orderBy('expiresAt')
        .limit(FEW),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
