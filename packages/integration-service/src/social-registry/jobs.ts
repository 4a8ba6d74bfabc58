import { systemActor } from '../platform/actor.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { SocialRegistry } from './service.js';

/** They only wake: what is done follows from what is kept. */
export const socialRegistryJobs = ({
  uploads,
  assessments,
  publications,
  changes,
}: SocialRegistry): readonly JobDefinition[] => [
  { name: 'social-registry.assess', run: (data) => assessments.run(String(data['runId']), actorOf(data)) },
  { name: 'social-registry.change', everySeconds: 5, run: async () => void (await changes.advance()) },
  { name: 'social-registry.check', run: (data) => uploads.runCheck(String(data['uploadId']), actorOf(data)) },
  { name: 'social-registry.publish', everySeconds: 5, run: async () => void (await publications.advance()) },
  { name: 'social-registry.load', run: (data) => uploads.runLoad(String(data['uploadId']), actorOf(data)) },
];

const actorOf = ({ correlationId, causedBy }: Readonly<Record<string, unknown>>) =>
  systemActor(String(correlationId), String(causedBy));
