import { ServiceError } from '@interlink/contracts/errors';
import type { Maintenance } from '@interlink/contracts/registry/maintenance';
import type { Actor } from '../platform/actor.js';
import { toJson } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { rebuildRegistry } from './rebuild.js';
import type { RegistryTables } from './tables.js';

const OPENIMIS = 'openimis';

/** How far the last rebuild is, and whether a full sweep of openIMIS was asked for. */
export async function readMaintenance({ db }: Pick<Platform, 'db'>): Promise<Maintenance> {
  const rebuild = await db<RegistryTables>()
    .selectFrom('registry.rebuild')
    .selectAll()
    .orderBy('askedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const source = await db<RegistryTables>()
    .selectFrom('registry.source')
    .select('cursor')
    .where('code', '=', OPENIMIS)
    .executeTakeFirst();
  const { sweptAt, sweep } = (source?.cursor ?? {}) as { sweptAt?: string; sweep?: object };
  return {
    ...(rebuild && {
      rebuild: {
        askedBy: rebuild.askedBy,
        askedAt: rebuild.askedAt.toISOString(),
        done: rebuild.done,
        total: rebuild.total,
        ...(rebuild.finishedAt && { finishedAt: rebuild.finishedAt.toISOString() }),
      },
    }),
    sweep: sweep ? 'running' : sweptAt === undefined ? 'due' : 'done',
    ...(sweptAt !== undefined && { sweptAt }),
  };
}

/** Asks `interlink work` to fold the whole view anew. Asking again while it runs is the same. */
export async function askRebuild(core: Core, tx: Tx): Promise<void> {
  const id = core.platform.ids.next();
  const { loginName: askedBy, correlationId } = tx.actor;
  const row = { id, askedBy, askedAt: tx.now, done: 0, total: 0, finishedAt: null };
  await tx.db<RegistryTables>().insertInto('registry.rebuild').values(row).execute();
  tx.audit({ stream: 'registry', action: 'registry.ask-rebuild' });
  tx.job('registry.rebuild', { rebuildId: id, correlationId, causedBy: askedBy });
}

export async function runRebuild(core: Core, actor: Actor, id: string): Promise<void> {
  const note = (values: { done?: number; total?: number; finishedAt?: Date }) =>
    core.platform.inTransaction(actor, async (tx) => {
      await tx.db<RegistryTables>().updateTable('registry.rebuild').set(values).where('id', '=', id).execute();
    });
  await rebuildRegistry(core, actor, (done, total) => note({ done, total }));
  await note({ finishedAt: core.platform.clock.now() });
}

/**
 * Makes the full sweep of our openIMIS, and of the others that are followed, due now; one under way goes on. Throws
 * `registry.source-unknown` when nothing was followed.
 */
export async function askSweep(tx: Tx): Promise<void> {
  const db = tx.db<RegistryTables>();
  const rows = await db
    .selectFrom('registry.source')
    .select(['code', 'cursor'])
    .where('kind', '=', OPENIMIS)
    .orderBy('code')
    .forUpdate()
    .execute();
  if (rows.length === 0) throw new ServiceError('registry.source-unknown', { source: OPENIMIS });
  for (const { code, cursor: before } of rows) {
    const { sweptAt: _forgotten, ...cursor } = before;
    await db
      .updateTable('registry.source')
      .set({ cursor: toJson(cursor) })
      .where('code', '=', code)
      .execute();
    tx.audit({ stream: `source:${code}`, action: 'registry.ask-sweep' });
  }
}
