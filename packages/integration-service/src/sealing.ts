import { join } from 'node:path';
import { loadSealKey } from './audit/seal-key.js';
import { auditJobs } from './audit/service.js';
import type { Interconnection } from './interconnection/service.js';
import { openDatabase } from './platform/database.js';
import { required } from './platform/environment.js';
import type { JobDefinition } from './platform/jobs/worker.js';
import type { Platform } from './platform/platform.js';
import { witnessOver } from './witness.js';

/** The seal of `work`: its own key and its own database role, which nothing else in the process uses (S5). */
export interface Sealing {
  readonly jobs: readonly JobDefinition[];
  close(): Promise<void>;
}

export async function openSealing(platform: Platform, interconnection: Interconnection): Promise<Sealing> {
  const { config, clock, ids, log, metrics } = platform;
  const key = await loadSealKey(join(config.secretsDir, 'audit-seal.jwk'));
  const connectionString = required(config.databaseSealUrl, 'DATABASE_SEAL_URL');
  const database = openDatabase({ connectionString, name: 'interlink-seal', maxConnections: 2 });
  const witness = witnessOver(interconnection.partner('witness'), ids);
  const { deployment } = config.settings;
  return {
    jobs: auditJobs({ database, key, deployment, clock, witness, log, metrics }),
    close: () => database.close(),
  };
}
