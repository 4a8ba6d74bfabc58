import { countsAgainAt, isCountDue, LARGE } from '@interlink/domain/registry/statistics/count-due';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Core } from './core.js';
import type { RegistryTables } from './tables.js';

/** Days of which a count of everybody is kept, the last one of each. */
type Kept = 'registry.qualityDay' | 'registry.statisticDay';

export async function isDue({ platform }: Core, kept: Kept, everySeconds: number): Promise<boolean> {
  const last = await platform
    .db<RegistryTables>()
    .selectFrom(kept)
    .select(['madeAt', 'people'])
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  const enough = last && countsAgainAt(last);
  const people = enough === undefined ? 0 : await howMany(platform, enough);
  return isCountDue(last, platform.clock.now(), everySeconds, people);
}

/** How many there are, the merged and the dead among them; not above `most`, which is enough to know. */
export async function howMany(handle: DbHandle, most = LARGE + 1): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::integer as people from (select from registry.person limit ${most}) one`.execute(handle.db());
  return rows[0]?.people ?? 0;
}
