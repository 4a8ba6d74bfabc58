import { fileURLToPath } from 'node:url';
import { openDatabase } from '../platform/database.js';
import { readEnvironment, required } from '../platform/environment.js';
import { migrate } from '../platform/migrations.js';
import { queues } from '../queues.js';
import type { Verb } from './cli.js';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));

export const migrateVerb: Verb = (program, cli) => {
  program
    .command('migrate')
    .description('bring the database to this release (needs DATABASE_OWNER_URL; safe to repeat)')
    .action(async () => {
      const { environment, show } = cli();
      const { databaseOwnerUrl } = await readEnvironment(environment);
      const connectionString = required(databaseOwnerUrl, 'DATABASE_OWNER_URL');
      const owner = openDatabase({ connectionString, name: 'interlink-migrate', maxConnections: 3 });
      try {
        const applied = await migrate({ owner, folder, queues });
        show({ applied }, () => (applied.length === 0 ? ['The database is up to date.'] : applied));
      } finally {
        await owner.close();
      }
    });
};
