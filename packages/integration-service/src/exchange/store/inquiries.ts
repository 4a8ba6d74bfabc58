import type { RegistryOutcome, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import { sql, type Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeTables } from '../tables.js';

export type InquiryRow = Selectable<ExchangeTables['exchange.inquiry']>;
type Added = Omit<
  ExchangeTables['exchange.inquiry'],
  'answer' | 'answeredAt' | 'code' | 'correlationIds' | 'request' | 'state' | 'subscriptionCodes'
>;
type Keeper = Pick<Platform, 'vault'>;

const TABLE = 'exchange.inquiry';
const OPEN = ['asked', 'acknowledged'] as const;

const place = (rowId: string, column: 'answer' | 'request') =>
  ({ table: TABLE, column, rowId, subjectId: `inquiry:${rowId}`, purpose: 'exchange' }) as const;

/** False when the same request was there before: whoever made it first, sends it. */
export async function addInquiry(tx: Tx, { vault }: Keeper, row: Added, request: RegistryRequest): Promise<boolean> {
  const { numInsertedOrUpdatedRows: added = 0n } = await tx
    .db<ExchangeTables>()
    .insertInto(TABLE)
    .values({
      ...{ ...row, state: 'asked', answer: null, answeredAt: null, code: null },
      request: await vault.sealNew(tx, place(row.id, 'request'), JSON.stringify(request)),
    })
    .onConflict((clash) => clash.columns(['partner', 'transactionId']).doNothing())
    .executeTakeFirstOrThrow();
  return added > 0n;
}

const all = (handle: DbHandle) => handle.db<ExchangeTables>().selectFrom(TABLE).selectAll();

export const findInquiry = (handle: DbHandle, id: string): Promise<InquiryRow | undefined> =>
  all(handle).where('id', '=', id).executeTakeFirst();

export const findByTransaction = (handle: DbHandle, partner: string, transactionId: string) =>
  all(handle).where('partner', '=', partner).where('transactionId', '=', transactionId).executeTakeFirst();

/** The same, held until the transaction ends: of two answers at once, the second sees that the first was taken. */
export const lockByTransaction = (tx: Tx, partner: string, transactionId: string) =>
  all(tx).where('partner', '=', partner).where('transactionId', '=', transactionId).forUpdate().executeTakeFirst();

/** Subscriptions of ours at a partner that were not ended. */
const followedAt = (handle: DbHandle, partner: string) =>
  handle
    .db<ExchangeTables>()
    .selectFrom(TABLE)
    .where('partner', '=', partner)
    .where('kind', '=', 'subscribe')
    .where('state', '=', 'answered')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('exchange.inquiry as ending')
            .select('ending.id')
            .whereRef('ending.ends', '=', 'exchange.inquiry.id')
            .where('ending.state', '=', 'answered'),
        ),
      ),
    );

/** Whether a partner may name this one in a notice. */
export async function isFollowed(handle: DbHandle, partner: string, code: string): Promise<boolean> {
  const named = followedAt(handle, partner).where(sql<boolean>`subscription_codes @> array[${code}]`);
  return (await named.select('id').executeTakeFirst()) !== undefined;
}

/** Whether we are to be told anything by a partner as a registry of this role. */
export async function isRoleFollowed(handle: DbHandle, partner: string, role: string): Promise<boolean> {
  return (await followedAt(handle, partner).where('role', '=', role).select('id').executeTakeFirst()) !== undefined;
}

/** Of what we are to be told by a partner, in the words in which we asked for it. */
export async function listEventsFollowed(handle: DbHandle, partner: string): Promise<readonly string[]> {
  const rows = await followedAt(handle, partner).select('eventType').distinct().execute();
  return rows.flatMap(({ eventType }) => eventType ?? []);
}

const following = (handle: DbHandle) =>
  all(handle).where('kind', 'in', ['subscribe', 'unsubscribe']).orderBy('askedAt', 'desc').orderBy('id');

/** Subscriptions and what ended them, newest first. */
export const listFollowed = (handle: DbHandle): Promise<InquiryRow[]> => following(handle).limit(500).execute();

/** The same of one subscription, however old it is. */
export const listOneFollowed = (handle: DbHandle, id: string): Promise<InquiryRow[]> =>
  following(handle)
    .where((eb) => eb.or([eb('id', '=', id), eb('ends', '=', id)]))
    .execute();

/** Whose turn it is; claimed by moving the turn, so that of two workers one looks. */
export async function claimDue(tx: Tx, againAt: Date): Promise<InquiryRow[]> {
  return tx
    .db<ExchangeTables>()
    .updateTable(TABLE)
    .set({ lookAt: againAt })
    .where('id', 'in', (query) =>
      query
        .selectFrom(TABLE)
        .select('id')
        .where('state', 'in', OPEN)
        .where('lookAt', '<=', tx.now)
        .orderBy('lookAt')
        .limit(20)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

export async function openQuestion({ vault, db }: Pick<Platform, 'db' | 'vault'>, row: InquiryRow) {
  const text = await vault.open({ db }, place(row.id, 'request'), row.request);
  return text === undefined ? undefined : (JSON.parse(text) as RegistryRequest);
}

/** Of many at once, in two round trips; undefined where it was forgotten. */
export async function openQuestions({ vault, db }: Pick<Platform, 'db' | 'vault'>, rows: readonly InquiryRow[]) {
  const texts = await vault.openAll(
    { db },
    rows.map((row) => ({ place: place(row.id, 'request'), sealed: row.request })),
  );
  return new Map(rows.map(({ id }, at) => [id, texts[at] && (JSON.parse(texts[at]) as RegistryRequest)]));
}

export async function openAnswer({ vault, db }: Pick<Platform, 'db' | 'vault'>, row: InquiryRow) {
  const text = row.answer && (await vault.open({ db }, place(row.id, 'answer'), row.answer));
  return text ? (JSON.parse(text) as RegistryOutcome) : undefined;
}

/** An answer may have been faster: then the acknowledgement only adds its correlation id. */
export async function noteAcknowledged(tx: Tx, id: string, correlationId: string, lookAt: Date): Promise<void> {
  await tx
    .db<ExchangeTables>()
    .updateTable(TABLE)
    .set({
      correlationIds: sql`case when correlation_ids @> array[${correlationId}] then correlation_ids
        else correlation_ids || ${correlationId}::text end`,
      state: sql`case when state = 'asked' then 'acknowledged' else state end`,
      lookAt,
    })
    .where('id', '=', id)
    .execute();
}

export async function noteRefused(tx: Tx, id: string, code: string): Promise<void> {
  await end(tx, id, { state: 'refused', code, answeredAt: tx.now });
}

export async function noteExpired(tx: Tx, id: string): Promise<void> {
  await end(tx, id, { state: 'expired' });
}

/** Its outcome, sealed; codes of subscriptions in clear, for they are looked up by. */
export async function noteAnswered(
  tx: Tx,
  { vault }: Keeper,
  id: string,
  outcome: Exclude<RegistryOutcome, { kind: 'pending' }>,
): Promise<void> {
  if (outcome.kind === 'rejected') return noteRefused(tx, id, outcome.code);
  await end(tx, id, {
    ...{ state: 'answered', answeredAt: tx.now },
    answer: await vault.seal(tx, place(id, 'answer'), JSON.stringify(outcome)),
    ...(outcome.kind === 'subscribed' && { subscriptionCodes: [...outcome.codes] }),
  });
}

/** What has ended stays as it ended. */
async function end(tx: Tx, id: string, change: Partial<InquiryRow>): Promise<void> {
  await tx
    .db<ExchangeTables>()
    .updateTable(TABLE)
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', OPEN)
    .execute();
}

/** Questions that were asked and answered long enough ago go, with their keys; subscriptions stay. Returns how many. */
export async function forgetInquiries(tx: Tx, { vault }: Keeper, before: Date): Promise<number> {
  const rows = await tx
    .db<ExchangeTables>()
    .deleteFrom(TABLE)
    .where('id', 'in', (query) =>
      query
        .selectFrom(TABLE)
        .select('id')
        // Written out, so that its index is known to have them.
        .where(sql<boolean>`kind in ('search', 'txn-status')`)
        .where('expiresAt', '<=', before)
        .limit(200),
    )
    .returning('id')
    .execute();
  await vault.forgetSubjects(
    tx,
    rows.map(({ id }) => `inquiry:${id}`),
    'exchange',
  );
  return rows.length;
}
