import { systemActor } from '../platform/actor.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Payments } from './service.js';

/** They only wake: what is done follows from what is kept. */
export const paymentsJobs = (payments: Payments): readonly JobDefinition[] => [
  {
    name: 'payments.advance',
    run: ({ batchId, correlationId, causedBy }) =>
      payments.advance(String(batchId), systemActor(String(correlationId), String(causedBy))),
  },
  { name: 'payments.read-statements', everySeconds: 3600, run: () => payments.readStatements() },
  { name: 'payments.sweep', everySeconds: 15, run: () => payments.sweep() },
];
