import { isServiceError } from '@interlink/contracts/errors';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { OpenImis } from '../openimis/port.js';
import { systemActor } from '../platform/actor.js';
import type { Platform } from '../platform/platform.js';
import type { Registry } from './service.js';
import { namedDistricts } from './statistics/districts.js';

/** Looks at openIMIS again and again; both go on where they were, so that a lost turn changes nothing. */
export function registryJobs(
  registry: Registry,
  openimis: Pick<OpenImis, 'asService'>,
  { ids, log }: Pick<Platform, 'ids' | 'log'>,
): readonly JobDefinition[] {
  const { followSeconds, sweepPagesPerSecond, summariseSeconds, qualitySeconds } = registry.policy;
  const follower = registry.follower(openimis);
  // openIMIS away is not our failure: the next turn asks again.
  const unlessAway = async (turn: () => Promise<unknown>) => {
    try {
      await turn();
    } catch (thrown) {
      if (!isServiceError(thrown) || thrown.code !== 'platform.openimis-unavailable') throw thrown;
      log.warn('openIMIS cannot be followed', { code: thrown.code });
    }
  };
  return [
    { name: 'registry.follow', everySeconds: followSeconds, run: () => unlessAway(() => follower.follow()) },
    {
      name: 'registry.sweep',
      everySeconds: followSeconds,
      run: () => unlessAway(() => follower.sweep(Math.max(1, Math.floor(sweepPagesPerSecond * followSeconds)))),
    },
    {
      name: 'registry.rebuild',
      run: ({ rebuildId, correlationId, causedBy }) =>
        registry.runRebuild(systemActor(String(correlationId), String(causedBy)), String(rebuildId)),
    },
    {
      name: 'registry.measure-quality',
      everySeconds: qualitySeconds,
      run: () => registry.quality.measure(systemActor(ids.next())),
    },
    {
      name: 'registry.summarise',
      everySeconds: summariseSeconds,
      run: () =>
        unlessAway(async () => {
          const correlationId = ids.next();
          const { locations } = openimis.asService('sync', correlationId);
          await registry.summarise(systemActor(correlationId), namedDistricts(await locations.villages()));
        }),
    },
  ];
}
