import type { JobDefinition } from '../platform/jobs/worker.js';
import { WORK, type VerificationLists } from './lists/service.js';

/** A wake-up may be lost and a worker may die; the list is not lost. */
export const verificationJobs = (lists: VerificationLists): readonly JobDefinition[] => [
  { name: 'verification.forget-lists', everySeconds: 3600, run: () => lists.forget() },
  { name: 'verification.work-forgotten', everySeconds: 30, run: () => lists.workForgotten() },
  { name: WORK, run: ({ listId }) => lists.work(String(listId)) },
];
