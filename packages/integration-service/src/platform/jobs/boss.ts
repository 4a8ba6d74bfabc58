import PgBoss from 'pg-boss';
import type { Database } from '../database.js';
import { JOB_SCHEMA } from '../migrations.js';

/** pg-boss over our own pool, as the app role: it makes no table and no queue (`migrate` does). */
export function openBoss(database: Database, role: 'sender' | 'worker'): PgBoss {
  return new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values) },
    schema: JOB_SCHEMA,
    migrate: false,
    supervise: role === 'worker',
    schedule: false,
    retryLimit: 20,
    retryDelay: 1,
    retryBackoff: true,
    expireInMinutes: 5,
    archiveCompletedAfterSeconds: 86_400,
  });
}
