import { systemActor } from '../platform/actor.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Platform } from '../platform/platform.js';
import { forgetOldCalls } from './outgoing-calls.js';
import { forgetOldUse } from './store/use.js';

/** Nonces and predicates are kept for as long as they can be misused, calls for a week. */
export const interconnectionJobs = (platform: Pick<Platform, 'ids' | 'inTransaction'>): readonly JobDefinition[] => [
  {
    name: 'interconnection.forget-old-use',
    everySeconds: 3600,
    run: () =>
      platform.inTransaction(systemActor(platform.ids.next()), async (tx) => {
        await forgetOldUse(tx, tx.now.toISOString().slice(0, 10));
        await forgetOldCalls(tx);
      }),
  },
];
