import { isServiceError } from '@interlink/contracts/errors';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { OpenImis } from '../openimis/port.js';
import { systemActor } from '../platform/actor.js';
import type { Platform } from '../platform/platform.js';
import { OURS } from './follower.js';
import { openFollowers, type Instance } from './instances.js';
import type { Registry } from './service.js';
import { namedDistricts } from './statistics/districts.js';

type Followed = Pick<OpenImis, 'asService'>;
type Parts = Pick<Platform, 'ids' | 'log'>;

/** Counting a whole country may take a tenth of one worker's time, however large the country is. */
const RESTS_TIMES = 9;
/** Between two looks whether everybody is to be counted again: a registry that fills is not shown empty for long. */
const LOOK_SECONDS = 15;

/** Looks at openIMIS, and at others that are sources, again and again, and counts what the registry has. */
export function registryJobs(
  registry: Registry,
  openimis: Followed,
  instances: readonly Instance[],
  parts: Parts,
): readonly JobDefinition[] {
  return [
    ...followJobs(registry, openimis, instances, parts),
    {
      name: 'registry.rebuild',
      run: ({ rebuildId, correlationId, causedBy }) =>
        registry.runRebuild(systemActor(String(correlationId), String(causedBy)), String(rebuildId)),
    },
    {
      name: 'registry.measure-quality',
      everySeconds: LOOK_SECONDS,
      restsTimes: RESTS_TIMES,
      run: async () => {
        if (await registry.quality.isDue()) await registry.quality.measure(systemActor(parts.ids.next()));
      },
    },
    {
      name: 'registry.summarise',
      everySeconds: LOOK_SECONDS,
      restsTimes: RESTS_TIMES,
      run: () =>
        unlessAway(parts, 'openimis', async () => {
          if (!(await registry.isSummaryDue())) return;
          const correlationId = parts.ids.next();
          const { locations } = openimis.asService('sync', correlationId);
          await registry.summarise(systemActor(correlationId), namedDistricts(await locations.villages()));
        }),
    },
  ];
}

/** Both ways of looking go on where they were, so that a lost turn changes nothing. */
function followJobs(registry: Registry, openimis: Followed, instances: readonly Instance[], parts: Parts) {
  const { followSeconds: everySeconds, sweepPagesPerSecond } = registry.policy;
  const pages = Math.max(1, Math.floor(sweepPagesPerSecond * everySeconds));
  const job = (name: string, source: string, turn: () => Promise<unknown>): JobDefinition => ({
    ...{ name, everySeconds },
    run: () => unlessAway(parts, source, turn),
  });
  return [...openFollowers(registry, openimis, instances)].flatMap(([source, follower]) => {
    if (source === OURS) {
      return [
        job('registry.follow', source, () => follower.follow()),
        job('registry.sweep', source, () => follower.sweep(pages)),
      ];
    }
    // Each other one by a job of its own, so that one that is slow or away keeps nobody else waiting.
    return job(`registry.follow-${source}`, source, async () => {
      await follower.follow();
      await follower.sweep(pages);
    });
  });
}

/** openIMIS away is not our failure: the next turn asks again. */
async function unlessAway({ log }: Parts, source: string, turn: () => Promise<unknown>): Promise<void> {
  try {
    await turn();
  } catch (thrown) {
    if (!isServiceError(thrown) || thrown.code !== 'platform.openimis-unavailable') throw thrown;
    log.warn('openIMIS cannot be followed', { code: thrown.code, source });
  }
}
