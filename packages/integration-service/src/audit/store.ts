import type { ChainRow } from '@interlink/domain/audit/chain';
import type { DbHandle } from '../platform/database.js';
import type { AuditTables } from '../platform/tables.js';

/** An entry with what can be erased of it. */
export interface StoredEntry extends ChainRow {
  readonly id: string;
  readonly salt: Buffer | null;
  readonly body: string | null;
}

const PAGE = 5000;

/** One shard in its order, in pages: the log never has to fit in memory. */
export async function* readShard(database: DbHandle, shard: number): AsyncIterable<StoredEntry> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await database
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
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}
