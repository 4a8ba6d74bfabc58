import type { ChainRow } from '@interlink/domain/audit/chain';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';

/** An entry with what can be erased of it. */
export interface StoredEntry extends ChainRow {
  readonly id: string;
  readonly salt: Buffer | null;
  readonly body: string | null;
}

const PAGE = 2000;

/**
 * One shard in its order, in pages: the log never has to fit in memory, and the next page comes while one is judged.
 */
export async function* readShard(database: DbHandle, shard: number): AsyncIterable<StoredEntry> {
  let coming: Promise<StoredEntry[]> | undefined = readPage(database, shard, Number.MIN_SAFE_INTEGER);
  while (coming) {
    const rows: StoredEntry[] = await coming;
    const last = rows.at(-1);
    coming = last && rows.length === PAGE ? readPage(database, shard, last.seq) : undefined;
    // Whoever reads on meets the failure; whoever stopped does not care.
    coming?.catch(() => undefined);
    yield* rows;
  }
}

/** Plain rows: over a million of them, what renames columns costs as much as the hashes. */
async function readPage(database: DbHandle, shard: number, after: number): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select entry.id, entry.seq, entry.header, entry.commitment, entry.prev_hash as "prevHash", entry.hash,
           body.salt, body.body
      from platform.audit_entry as entry left join platform.audit_body as body on body.entry_id = entry.id
     where entry.shard = ${shard} and entry.seq > ${after}
     order by entry.seq limit ${PAGE}`.execute(database.db().withoutPlugins());
  return rows;
}
