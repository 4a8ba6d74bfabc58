import { CURRENT_STATUSES } from '@interlink/domain/registry/current-status';
import { keptFrom } from '@interlink/domain/registry/retention';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Core } from '../core.js';
import { reachOf, type Erasing } from './erase.js';
import { countElsewhere, findElsewhere } from './keepers.js';

const CURRENT = sql.join(CURRENT_STATUSES.map((status) => sql.lit(status)));

/** The first day that is kept today; undefined where nothing is ever due. */
export function keptSince({ policy, platform }: Core): string | undefined {
  const years = policy.retentionYears;
  return years === undefined ? undefined : keptFrom(platform.clock.now().toISOString().slice(0, 10), years);
}

/** Nothing happened to them since that day, they are in nothing, and no law holds them. */
export const due = (before: string) => sql`
  select p.person_id from registry.person p
  where p.merged_into is null and not p.legal_hold and p.last_updated < ${before}::date
    and not exists (select 1 from registry.person h where h.merged_into = p.person_id and h.legal_hold)
    and not exists (
      select 1 from registry.enrolment e
      where (e.holder_id = p.person_id or e.holder_id in (
          select m.household_id from registry.household_member m where m.person_id = p.person_id))
        and (e.status in (${CURRENT}) or e.last_updated >= ${before}::date
          or e.ends_on >= ${before}::date))
    and not exists (
      select 1 from registry.payment y where y.holder_id = p.person_id and y.paid_on >= ${before}::date)`;

/** Whether they are due when it is carried out: somebody may have come back meanwhile, or a court have spoken. */
export async function isDue({ core, keepers }: Erasing, handle: DbHandle, personId: string): Promise<boolean> {
  const before = keptSince(core);
  if (before === undefined) return false;
  const { rows } = await sql`${due(before)} and p.person_id = ${personId}`.execute(handle.db());
  if (rows.length === 0) return false;
  const found = await findElsewhere(core, keepers, handle, await reachOf(handle, personId));
  const { enrolments, payments } = await countElsewhere(keepers, handle, found);
  return enrolments.open + payments.open === 0;
}
