import type { ChainRow } from '@interlink/domain/audit/chain';
import type { DbHandle } from '../platform/database.js';
import type { AuditTables } from '../platform/tables.js';

/** An entry with what can be erased of it. */
export interface StoredEntry extends ChainRow {
  readonly id: string;
  readonly salt: Buffer | null;
  readonly body: string | null;
}

const PAGE = 2000;

/** One shard in its order, in pages: the log never has to fit in memory, and the next page comes while one is judged. */
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

function readPage(database: DbHandle, shard: number, after: number): Promise<StoredEntry[]> {
  return database
    .db<AuditTables>()
    .selectFrom('platform.auditEntry as entry')
    .leftJoin('platform.auditBody as body', 'body.entryId', 'entry.id')
    .select([
      'entry.id',
      'entry.seq',
      'entry.header',
      'entry.commitment',
      'entry.prevHash',
      'entry.hash',
      'body.salt',
      'body.body',
    ])
    .where('entry.shard', '=', shard)
    .where('entry.seq', '>', after)
    .orderBy('entry.seq')
    .limit(PAGE)
    .execute();
}
