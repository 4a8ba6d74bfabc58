import { sql } from 'kysely';
import { forgetAll, type Forgetting } from '../platform/jobs/forget.js';
import { daysBefore, deleteOldest } from '../platform/jobs/oldest.js';
import type { JobDefinition } from '../platform/jobs/worker.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { CALL_DAYS } from './outgoing-calls.js';
import { interconnectionPolicy, type InterconnectionPolicy } from './policy.js';

/** What has run out, and what was kept long enough. `heldPeople`: ids of those whom a law holds. */
export function interconnectionJobs(
  platform: Platform,
  heldPeople: () => Promise<readonly string[]>,
): readonly JobDefinition[] {
  const policy = interconnectionPolicy(platform.config);
  return [
    {
      name: 'interconnection.forget-old-use',
      everySeconds: 3600,
      run: async () => forgetAll(platform, keptLongEnough(policy, await heldPeople())),
    },
  ];
}

function keptLongEnough({ logDays, messageIdDays }: InterconnectionPolicy, held: readonly string[]): Forgetting {
  const dayOf = (time: Date) => time.toISOString().slice(0, 10);
  const byDay = (table: string, days: number) => (tx: Tx) =>
    deleteOldest(tx, `interconnection.${table}`, sql`day`, sql`day < ${dayOf(daysBefore(tx.now, days))}`);
  const byTime =
    (table: string, column: string, days: number, also = sql`true`) =>
    (tx: Tx) => {
      const time = sql.ref(column);
      return deleteOldest(tx, table, time, sql`${time} < ${daysBefore(tx.now, days)} and ${also}`);
    };
  return {
    'interconnection.agreement_use': byDay('agreement_use', logDays),
    'interconnection.exchange_log': byTime('interconnection.exchange_log', 'at', logDays, tellsOfNone(held)),
    'interconnection.nonce': byTime('interconnection.nonce', 'expires_at', 0),
    'interconnection.outgoing_call': byTime('interconnection.outgoing_call', 'at', CALL_DAYS),
    'interconnection.predicate': byDay('predicate', 0),
    'platform.inbox': byTime('platform.inbox', 'received_at', messageIdDays),
  };
}

const tellsOfNone = (held: readonly string[]) =>
  held.length === 0 ? sql`true` : sql`not subjects ?| ${[...held]}::text[]`;
