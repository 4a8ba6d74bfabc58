import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import type { Core } from '../core.js';
import type { RegistryTables } from '../tables.js';
import { KEY_PURPOSE } from '../versions.js';
import { erasePerson } from './erase.js';
import type { ErasureJournal } from './journal.js';

const PAGE = 5000;

/**
 * S19: after a restore, erases again whom the journal names: the backup knew their keys. How many keys were destroyed.
 * A hold that came with the backup does not undo what was carried out.
 */
export async function replayErasures(core: Core, actor: Actor, journal: ErasureJournal): Promise<number> {
  const { platform } = core;
  const erased = await journal.read();
  if (erased.size === 0) return 0;
  let destroyed = 0;
  for (let after = ''; ;) {
    const { rows } = await sql<{ subjectId: string }>`
      select subject_id from platform.subject_key
      where purpose = ${KEY_PURPOSE} and destroyed_at is null and subject_id > ${after}
      order by subject_id limit ${PAGE}`.execute(platform.db());
    const last = rows.at(-1);
    if (!last) return destroyed;
    for (const { subjectId } of rows.filter((row) => erased.has(journal.hashOf(row.subjectId)))) {
      await platform.inTransaction(actor, async (tx) => {
        const linked = await tx
          .db<RegistryTables>()
          .selectFrom('registry.personRecord')
          .select('personId')
          .where('recordId', '=', sql<string>`${subjectId}::uuid`)
          .executeTakeFirst();
        if (linked) {
          await tx
            .db<RegistryTables>()
            .updateTable('registry.person')
            .set({ legalHold: false })
            .where((row) => row.or([row('personId', '=', linked.personId), row('mergedInto', '=', linked.personId)]))
            .execute();
          await erasePerson(core, tx, { ...journal, append: async () => undefined }, linked.personId);
        } else await platform.vault.eraseSubject(tx, subjectId, KEY_PURPOSE);
      });
      destroyed += 1;
    }
    after = last.subjectId;
  }
}
