import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { AuditTables } from '../platform/tables.js';

/**
 * When the oldest entry was written that no witness has confirmed, whether a head of ours covers it or not; undefined
 * when the newest confirmed head covers all. A witness that refuses, that does not answer and a sealing process that
 * does not run look the same here: the entry stays unconfirmed and grows old.
 */
export async function findUnwitnessedSince(handle: DbHandle): Promise<Date | undefined> {
  const { rows } = await sql<{ since: string | null }>`
    with confirmed as (
      select told.head from platform.audit_tree_head told join platform.audit_witness seen using (hash)
      order by told.created_at desc, told.size desc limit 1
    ), covered as (
      select (part ->> 'shard')::int as shard, (part ->> 'size')::bigint as size
      from confirmed, jsonb_array_elements(confirmed.head -> 'shards') as part
    )
    select min(entry.header ->> 'at') as since
    from platform.audit_shard_head as shards
    left join covered on covered.shard = shards.shard
    cross join lateral (
      select header from platform.audit_entry as e
      where e.shard = shards.shard and e.seq > coalesce(covered.size, 0) order by e.seq limit 1
    ) as entry`.execute(handle.db<AuditTables>());
  const since = rows[0]?.since;
  return since === null || since === undefined ? undefined : new Date(since);
}
