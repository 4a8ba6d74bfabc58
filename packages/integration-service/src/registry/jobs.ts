import { isServiceError } from '@interlink/contracts/errors';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Log } from '../platform/logging.js';
import type { Follower } from './follower.js';
import type { RegistryPolicy } from './policy.js';

/** Looks at openIMIS again and again; both go on where they were, so that a lost turn changes nothing. */
export function registryJobs(follower: Follower, policy: RegistryPolicy, log: Log): readonly JobDefinition[] {
  const { followSeconds, sweepPagesPerSecond } = policy;
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
  ];
}
