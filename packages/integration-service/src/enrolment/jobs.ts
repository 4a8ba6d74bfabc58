import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Enrolment } from './service.js';

const SWEEP_SECONDS = 2;
const SWEEP_LIMIT = 20;
const JOB_BUDGET_MS = 60_000;

/** Both are only wake-ups: what a journey needs next follows from its events. */
export const enrolmentJobs = (enrolment: Enrolment): readonly JobDefinition[] => [
  {
    name: 'enrolment.advance',
    concurrency: 4,
    run: async ({ journeyId }) => {
      if (typeof journeyId === 'string') await enrolment.engine.advance(journeyId, { budgetMs: JOB_BUDGET_MS });
    },
  },
  {
    name: 'enrolment.sweep',
    everySeconds: SWEEP_SECONDS,
    run: async () => {
      await enrolment.sweep(SWEEP_LIMIT);
    },
  },
];
