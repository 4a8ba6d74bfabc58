import type { RetentionPreview } from '@interlink/contracts/registry/erasure';
import { ServiceError } from '@interlink/contracts/errors';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { addPeople, insertErasure } from './decide.js';
import { due, keptSince } from './due.js';

/** At most so many in one request: two people look at a number that they can account for. */
const AT_ONCE = 10_000;

/** A dry run: how many are due. */
export async function previewRetention(core: Core, handle: DbHandle): Promise<RetentionPreview> {
  const years = core.policy.retentionYears;
  const before = keptSince(core);
  if (years === undefined || before === undefined) return { due: 0 };
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
