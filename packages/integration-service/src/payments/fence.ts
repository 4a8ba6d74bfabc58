import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import { findFence, type DatabaseIdentity, type Fence } from './journal.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

/** Which database this is: a restored or promoted one differs. */
export async function databaseIdentity(handle: DbHandle): Promise<DatabaseIdentity> {
  const { rows } = await sql<{ systemIdentifier: string; timeline: number; databaseOid: number }>`
    select system_identifier::text as system_identifier, (pg_control_checkpoint()).timeline_id as timeline,
      (select oid::bigint from pg_database where datname = current_database()) as database_oid
    from pg_control_system()`.execute(handle.db<PaymentsTables>());
  const [identity] = rows;
  if (!identity) throw new Error('PostgreSQL does not say which cluster it is');
  return identity;
}

/** Why nothing may leave now (R7); a fresh deployment gets its empty journal here. */
export async function checkFence({ platform, journal }: PaymentsContext): Promise<Fence | undefined> {
  const rows = await platform.db<PaymentsTables>().selectFrom('payments.channelAttempt').select('messageId').execute();
  const known = new Set(rows.map(({ messageId }) => messageId));
  const entries = await journal.read();
  const fence = findFence(entries, known, await databaseIdentity(platform));
  if (fence === undefined && entries === undefined) await journal.create();
  return fence;
}
