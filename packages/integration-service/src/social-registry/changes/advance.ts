import { isServiceError } from '@interlink/contracts/errors';
import { homesOf } from '@interlink/domain/social-registry/changes/homes';
import { systemActor } from '../../platform/actor.js';
import type { SocialContext } from '../context.js';
import type { ChangeRow, SocialRegistryTables } from '../tables.js';
import { finishChange } from './finish.js';
import { moveChange, openContent } from './store.js';

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

/**
 * One that cannot be finished, for whatever reason, keeps nobody else waiting: it says why and is tried again in the
 * next turn. An openIMIS that is away is everybody's.
 */
async function arriveOrSay(context: SocialContext, row: ChangeRow): Promise<boolean> {
  try {
    return await arrive(context, row);
  } catch (thrown) {
    const code = isServiceError(thrown) ? thrown.code : 'platform.internal';
    if (code === 'platform.openimis-unavailable') throw thrown;
    const errorName = thrown instanceof Error ? thrown.name : 'unknown';
    context.platform.log.error('A change that openIMIS has cannot be finished', { code, errorName });
    if (row.problem !== code) await sayWhy(context, row, code);
    return false;
  }
}

async function sayWhy({ platform }: SocialContext, row: ChangeRow, problem: string): Promise<void> {
  await platform.inTransaction(finisher(row), async (tx) => {
    if (!(await moveChange(tx, row.id, ['at-openimis'], { problem }))) return;
    const body = { problem };
    tx.audit({ stream: `change:${row.id}`, action: 'social-registry.change-held', subject: row.personId, body });
  });
}

const finisher = ({ correlationId, approverLogin, makerLogin }: ChangeRow) =>
  systemActor(correlationId, approverLogin ?? makerLogin);

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
  await finishChange(context, finisher(row), row.id);
  return true;
}
