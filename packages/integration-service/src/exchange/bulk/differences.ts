import type { Anything } from '@interlink/contracts/exchange/dci/values';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { sql } from 'kysely';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeContext } from '../context.js';
import type { BulkFileRow, ExchangeTables } from '../tables.js';

/** A record that the partner does not have yet, or one that it has and that is not told any more. */
export type Difference =
  | { readonly change: 'put'; readonly key: string; readonly record: Anything }
  | { readonly change: 'drop'; readonly key: string };

/**
 * A record is known by a keyed hash of all that is told of it: one that changed is a new one, and the old one is
 * dropped. So what left the agreement, or the register, leaves the partner too.
 */
export async function differences(
  tx: Tx,
  { platform }: Pick<ExchangeContext, 'platform'>,
  { id, partner, since }: BulkFileRow,
  records: readonly Anything[],
): Promise<readonly Difference[]> {
  const byKey = new Map(
    records.map((record) => [
      platform.vault.blindIndex(`bulk-record|${partner}`, canonicalJson(record, 'as-is')),
      record,
    ]),
  );
  if (byKey.size === 0) return [];
  const db = tx.db<ExchangeTables>();
  const keys = [...byKey.keys()].map((key) => ({ fileId: id, key: Buffer.from(key, 'hex') }));
  const added = await db
    .insertInto('exchange.bulkKey')
    .values(keys)
    .onConflict((clash) => clash.doNothing())
    .returning('key')
    .execute();
  const isNew = new Set(added.map(({ key }) => key.toString('hex')));
  const known = since === null ? [] : await keysAmong(tx, since, keys);
  const has = new Set(known.map(({ key }) => key.toString('hex')));
  return [...byKey]
    .filter(([key]) => isNew.has(key) && !has.has(key))
    .map(([key, record]) => ({ change: 'put', key, record }));
}

function keysAmong(tx: Tx, fileId: string, keys: readonly { readonly key: Buffer }[]) {
  return tx
    .db<ExchangeTables>()
    .selectFrom('exchange.bulkKey')
    .select('key')
    .where('fileId', '=', fileId)
    .where(
      'key',
      'in',
      keys.map(({ key }) => key),
    )
    .execute();
}

/** Keys that are read, and told, together. */
const AT_ONCE = 5000;

/** What the earlier file held and this one, now whole, does not, by key and in pieces: it may be the whole register. */
export async function* dropped(
  tx: Tx,
  { id, since }: Pick<BulkFileRow, 'id' | 'since'>,
): AsyncGenerator<readonly Difference[]> {
  if (since === null) return;
  for (let last: Buffer = Buffer.alloc(0); ;) {
    const rows = await keysDropped(tx, { id, since }, last);
    if (rows.length > 0) yield rows.map(({ key }) => ({ change: 'drop', key: key.toString('hex') }));
    last = rows.at(-1)?.key ?? last;
    if (rows.length < AT_ONCE) return;
  }
}

function keysDropped(tx: Tx, { id, since }: { readonly id: string; readonly since: string }, after: Buffer) {
  return tx
    .db<ExchangeTables>()
    .selectFrom('exchange.bulkKey as before')
    .select('before.key')
    .where('before.fileId', '=', since)
    .where('before.key', '>', after)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('exchange.bulkKey as now')
            .select(sql<number>`1`.as('one'))
            .where('now.fileId', '=', id)
            .whereRef('now.key', '=', 'before.key'),
        ),
      ),
    )
    .orderBy('before.key')
    .limit(AT_ONCE)
    .execute();
}
