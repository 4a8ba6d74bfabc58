import type { Caller } from '@interlink/contracts/interconnection/partner-port';
import { sql } from 'kysely';
import { daysBefore, deleteOldest } from '../platform/jobs/oldest.js';
import type { InTransaction, Tx } from '../platform/transaction.js';
import type { SentMessages } from '@interlink/contracts/exchange/connector';
import type { ExchangeTables } from './tables.js';

// Partners refuse a message older than five minutes (dci.md 5); a repeat must arrive before that.
const REPEATABLE_MS = 240_000;

/** The first of those who ask at once fixes the time; the others send the same message. */
export function postgresSentMessages(inTransaction: InTransaction): SentMessages {
  return {
    remember: (partner: string, requestId: string, actor: Caller) =>
      inTransaction(actor, async (tx) => {
        const db = tx.db<ExchangeTables>();
        const find = () =>
          db
            .selectFrom('exchange.sentMessage')
            .select(['attempt', 'sentAt'])
            .where('partner', '=', partner)
            .where('requestId', '=', requestId)
            .orderBy('attempt', 'desc')
            .executeTakeFirst();
        const last = await find();
        if (last && tx.now.getTime() - last.sentAt.getTime() < REPEATABLE_MS) {
          return { attempt: last.attempt, at: last.sentAt };
        }
        const row = { partner, requestId, attempt: (last?.attempt ?? 0) + 1, sentAt: tx.now };
        await db
          .insertInto('exchange.sentMessage')
          .values(row)
          .onConflict((clash) => clash.doNothing())
          .execute();
        const kept = (await find()) ?? row;
        return { attempt: kept.attempt, at: kept.sentAt };
      }),
  };
}

/** Whoever asks the same after that sends it under the id of then: nobody remembers that any more. */
export function forgetSent(tx: Tx, days: number): Promise<number> {
  return deleteOldest(tx, 'exchange.sent_message', sql`sent_at`, sql`sent_at < ${daysBefore(tx.now, days)}`);
}
