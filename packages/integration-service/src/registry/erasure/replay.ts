import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { RegistryTables } from '../tables.js';
import { KEY_PURPOSE } from '../versions.js';
import { erasePerson, type Erasing } from './erase.js';

const PAGE = 5000;

/**
 * S19: after a restore, erases again whom the journal names: the backup knew their keys. How many keys were destroyed.
 * A hold that came with the backup does not undo what was carried out.
 */
export async function replayErasures(erasing: Erasing, actor: Actor): Promise<number> {
  const { journeys, verifications } = erasing.keepers;
  let destroyed = await destroyAgain(erasing, actor, KEY_PURPOSE, (tx, id) => eraseAgain(erasing, tx, id));
  // The journal names what others keep by its own subjects: who they were may be known here no more.
  for (const { purpose, forget } of [journeys, verifications]) {
    destroyed += await destroyAgain(erasing, actor, purpose, (tx, id) => forget(tx, [id]));
  }
  return destroyed;
}

async function destroyAgain(
  { core: { platform }, journal }: Erasing,
  actor: Actor,
  purpose: string,
  destroy: (tx: Tx, subjectId: string) => Promise<void>,
): Promise<number> {
  const erased = await journal.read();
  if (erased.size === 0) return 0;
  let destroyed = 0;
  for (let after = ''; ;) {
    const { rows } = await sql<{ subjectId: string }>`
      select subject_id from platform.subject_key
      where purpose = ${purpose} and destroyed_at is null and subject_id > ${after}
      order by subject_id limit ${PAGE}`.execute(platform.db());
    const last = rows.at(-1);
    if (!last) return destroyed;
    for (const { subjectId } of rows.filter((row) => erased.has(journal.hashOf(row.subjectId)))) {
      await platform.inTransaction(actor, (tx) => destroy(tx, subjectId));
      destroyed += 1;
    }
    after = last.subjectId;
  }
}

async function eraseAgain(erasing: Erasing, tx: Tx, subjectId: string): Promise<void> {
  const db = tx.db<RegistryTables>();
  const linked = await db
    .selectFrom('registry.personRecord')
    .select('personId')
    .where('recordId', '=', sql<string>`${subjectId}::uuid`)
    .executeTakeFirst();
  if (!linked) return erasing.core.platform.vault.eraseSubject(tx, subjectId, KEY_PURPOSE);
  await db
    .updateTable('registry.person')
    .set({ legalHold: false })
    .where((row) => row.or([row('personId', '=', linked.personId), row('mergedInto', '=', linked.personId)]))
    .execute();
  await erasePerson(
    { ...erasing, journal: { ...erasing.journal, append: async () => undefined } },
    tx,
    linked.personId,
  );
}
