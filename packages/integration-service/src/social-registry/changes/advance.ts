import { homesOf } from '@interlink/domain/social-registry/changes/homes';
import { systemActor } from '../../platform/actor.js';
import type { SocialContext } from '../context.js';
import type { SocialRegistryTables } from '../tables.js';
import { finishChange } from './finish.js';
import { openContent } from './store.js';

const AT_ONCE = 100;

/** What openIMIS has taken shows in the registry's view, by its follower: then the rest is done. How many arrived. */
export async function advanceChanges(context: SocialContext): Promise<number> {
  const { platform, registry } = context;
  const rows = await platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.changeRequest')
    .selectAll()
    .where('state', '=', 'at-openimis')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  let arrived = 0;
  for (const row of rows) {
    const content = await openContent(platform, platform, row);
    const expected = content
      ? homesOf(content.change, row.happenedOn, row.individualId !== null, content.place).openimis
      : {};
    if (!(await registry.hasArrived(row.personId, expected))) continue;
    await finishChange(context, systemActor(row.correlationId, row.approverLogin ?? row.makerLogin), row.id);
    arrived += 1;
  }
  return arrived;
}
