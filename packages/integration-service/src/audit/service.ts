import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Log } from '../platform/logging.js';
import type { Metrics } from '../platform/metrics.js';
import { findLastWitnessed, sealLog, tellWitness, type SealDeps, type Witness } from './seal.js';

export type { Witness } from './seal.js';
export { findUnwitnessedSince } from './unwitnessed.js';

export interface SealingDeps extends SealDeps {
  readonly witness: Witness;
  readonly log: Log;
  readonly metrics: Metrics;
}

const SEAL_SECONDS = 60;

/** Seals the log every minute and gives the seal away at once: after that nobody can take it back (S5). */
export function auditJobs(deps: SealingDeps): readonly JobDefinition[] {
  return [
    {
      name: 'audit.seal',
      everySeconds: SEAL_SECONDS,
      run: async () => {
        const sealed = await sealLog(deps);
        if (sealed) deps.metrics.gauge('audit_entries', 'Entries under the newest seal').set(sealed.head.size);
        const outcome = await tellWitness(deps, deps.witness);
        deps.metrics.counter('audit_witness_total', 'What the witness said', ['outcome']).inc({ outcome });
        const last = await findLastWitnessed(deps.database);
        const age = last ? (deps.clock.now().getTime() - last.getTime()) / 1000 : Infinity;
        deps.metrics.gauge('audit_witnessed_age_seconds', 'Since a witness last confirmed a seal').set(age);
        if (outcome === 'refused') deps.log.error('The witness holds another history of the log');
        if (outcome === 'unreachable') deps.log.warn('The witness does not answer');
      },
    },
  ];
}
