import type { Actor } from '../platform/actor.js';
import type { Core } from './core.js';
import { lockWriting } from './ingest.js';
import { chunksOf } from './rows.js';
import type { RegistryTables } from './tables.js';
import { writeHouseholds } from './write-households.js';
import { writePeople } from './write-people.js';

const AT_ONCE = 200;

/** Told after each chunk: people and households done, of so many. */
export type Progress = (done: number, total: number) => Promise<void>;

/** Makes the whole current view anew: it is a cache of what sources said and how it was linked. */
export async function rebuildRegistry(core: Core, actor: Actor, onProgress: Progress = async () => undefined) {
  const { platform } = core;
  const db = platform.db<RegistryTables>();
  const people = await db.selectFrom('registry.personRecord').select('personId').distinct().execute();
  const households = await db
    .selectFrom('registry.recordHead')
    .select('recordId')
    .where('kind', '=', 'household')
    .execute();
  const total = households.length + people.length;
  let done = 0;
  for (const chunk of chunksOf(households, AT_ONCE)) {
    await platform.inTransaction(actor, async (tx) => {
      await lockWriting(tx);
      await writeHouseholds(
        core,
        tx,
        chunk.map(({ recordId }) => recordId),
      );
    });
    await onProgress((done += chunk.length), total);
  }
  for (const chunk of chunksOf(people, AT_ONCE)) {
    await platform.inTransaction(actor, async (tx) => {
      await lockWriting(tx);
      await writePeople(
        core,
        tx,
        chunk.map(({ personId }) => personId),
      );
    });
    await onProgress((done += chunk.length), total);
  }
  await platform.inTransaction(actor, async (tx) =>
    tx.audit({ stream: 'registry', action: 'registry.rebuild', body: { people: people.length } }),
  );
  return { people: people.length, households: households.length };
}
