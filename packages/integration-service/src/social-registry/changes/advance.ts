import { isServiceError } from '@interlink/contracts/errors';
import { homesOf } from '@interlink/domain/social-registry/changes/homes';
import { systemActor } from '../../platform/actor.js';
import type { SocialContext } from '../context.js';
import type { ChangeRow, SocialRegistryTables } from '../tables.js';
import { finishChange } from './finish.js';
import { openContent } from './store.js';

const AT_ONCE = 100;

/** How many of a turn arrived, and where the next one goes on; from the beginning when there is no more. */
interface Turn {
  readonly arrived: number;
  readonly next?: string;
}

/**
 * Looks at some of those that wait for openIMIS, which may be many and for weeks: a turn goes on where the last ended.
 */
export async function advanceChanges(context: SocialContext, after?: string): Promise<Turn> {
  let query = context.platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .selectAll()
    .where('state', '=', 'at-openimis');
  if (after !== undefined) query = query.where('id', '>', after);
  const rows = await query.orderBy('id').limit(AT_ONCE).execute();
  let arrived = 0;
  for (const row of rows) if (await arriveOrSay(context, row)) arrived += 1;
  const last = rows.at(-1);
  return { arrived, ...(rows.length === AT_ONCE && last && { next: last.id }) };
}

/** One that cannot be finished keeps nobody else waiting; an openIMIS that is away is everybody's. */
async function arriveOrSay(context: SocialContext, row: ChangeRow): Promise<boolean> {
  try {
    return await arrive(context, row);
  } catch (thrown) {
    if (!isServiceError(thrown) || thrown.code === 'platform.openimis-unavailable') throw thrown;
    context.platform.log.warn('a change that openIMIS has cannot be finished', { code: thrown.code });
    return false;
  }
}

/**
 * What openIMIS has taken shows in the registry's view, by its follower: then the rest is done. False while it does
 * not.
 */
export async function arrive(context: SocialContext, row: ChangeRow): Promise<boolean> {
  const { platform, registry } = context;
  const content = await openContent(platform, platform, row);
  // Whoever was erased meanwhile does not arrive any more; that is the end of it, too.
  if (content) {
    const { openimis } = homesOf(content.change, row.happenedOn, row.individualId !== null, content.place);
    if (!(await registry.hasArrived(row.personId, openimis))) return false;
  }
  await finishChange(context, systemActor(row.correlationId, row.approverLogin ?? row.makerLogin), row.id);
  return true;
}
