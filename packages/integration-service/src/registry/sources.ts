import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import { sql } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import type { SourceState } from './asking.js';
import type { RegistryTables } from './tables.js';

/** The configured sources, with what has come from each. */
export async function listSources({ platform, policy }: Core): Promise<SourceState[]> {
  const rows = await platform.db<RegistryTables>().selectFrom('registry.source').selectAll().execute();
  const { rows: counts } = await sql<{ source: string; records: number }>`
    select source, count(*) as records from registry.record_head where not deleted group by source`.execute(
    platform.db(),
  );
  return Object.entries(policy.sources).map(([code, { name, kind, institution }]) => {
    const row = rows.find((one) => one.code === code);
    return {
      code,
      name,
      kind,
      records: counts.find(({ source }) => source === code)?.records ?? 0,
      cursor: row?.cursor ?? {},
      ...(institution !== undefined && { institution }),
      ...(row?.lastSeenAt && { lastSeenAt: row.lastSeenAt.toISOString() }),
    };
  });
}

/** So that programmes are shown by name; safe to repeat. */
export async function saveProgrammes(tx: Tx, source: string, programmes: readonly ProgrammeData[]): Promise<void> {
  const rows = programmes.map((data) => ({ source, code: data.code, data: toJson(data) }));
  await tx
    .db<RegistryTables>()
    .insertInto('registry.programme')
    .values(rows as never)
    .onConflict((clash) =>
      clash.columns(['code', 'source']).doUpdateSet((excluded) => ({ data: excluded.ref('excluded.data') })),
    )
    .execute();
}
