import type { RetentionPreview } from '@interlink/contracts/registry/erasure';
import { ServiceError } from '@interlink/contracts/errors';
import { CURRENT_STATUSES } from '@interlink/domain/registry/current-status';
import { keptFrom } from '@interlink/domain/registry/retention';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { addPeople, insertErasure } from './decide.js';

/** At most so many in one request: two people look at a number that they can account for. */
const AT_ONCE = 10_000;

const CURRENT = sql.join(CURRENT_STATUSES.map((status) => sql.lit(status)));

/** Nothing happened to them since that day, they are in nothing, and no law holds them. */
const due = (before: string) => sql`
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

/** A dry run: how many are due. */
export async function previewRetention(core: Core, handle: DbHandle): Promise<RetentionPreview> {
  const years = core.policy.retentionYears;
  if (years === undefined) return { due: 0 };
  const before = keptFrom(core.platform.clock.now().toISOString().slice(0, 10), years);
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${due(before)}) one`.execute(handle.db());
  return { years, before, due: rows[0]?.n ?? 0 };
}

/** Asks that all who are due be erased; a second person confirms it. */
export async function askRetention(core: Core, tx: Tx, reason: string): Promise<string> {
  const { before } = await previewRetention(core, tx);
  if (before === undefined)
    throw new ServiceError('registry.decision-not-possible', { reason: 'no-rule', allowed: [] });
  const { rows } = await sql<{ personId: string }>`${due(before)} order by p.person_id limit ${AT_ONCE}`.execute(
    tx.db(),
  );
  if (rows.length === 0)
    throw new ServiceError('registry.decision-not-possible', { reason: 'nobody-due', allowed: [] });
  const id = await insertErasure(core, tx, 'retention', reason);
  await addPeople(
    tx,
    id,
    rows.map(({ personId }) => personId),
  );
  tx.audit({
    stream: `erasure:${id}`,
    action: 'registry.ask-retention',
    body: { before, people: rows.length, reason },
  });
  return id;
}
