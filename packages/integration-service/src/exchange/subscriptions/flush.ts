import { MAX_ITEMS } from '@interlink/contracts/exchange/dci/values';
import { systemActor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeContext } from '../context.js';
import { endExpired } from '../store/subscriptions.js';
import type { ExchangeTables } from '../tables.js';
import { nextDue } from './frequency.js';
import type { SubscriptionRow } from '../store/subscriptions.js';
import { NOTICE, noticeBody, partnerStream } from './notices.js';

/** Sends what waited for its time, and ends what has come to its end. */
export async function flushNotices({ platform }: ExchangeContext): Promise<void> {
  await platform.inTransaction(systemActor(platform.ids.next()), async (tx) => {
    const due = await tx
      .db<ExchangeTables>()
      .selectFrom('exchange.subscription')
      .select(['code', 'entity', 'partner', 'frequency', 'nextDueAt'])
      .where('endedAt', 'is', null)
      .where('nextDueAt', '<=', tx.now)
      .where((where) => where.or([where('endsAt', 'is', null), where('nextDueAt', '<=', where.ref('endsAt'))]))
      .orderBy('nextDueAt')
      .limit(500)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const row of due) await flushOne(tx, row);
    await endExpired(tx);
  });
}

type Due = Pick<SubscriptionRow, 'code' | 'entity' | 'frequency' | 'partner'>;

async function flushOne(tx: Tx, row: Due): Promise<void> {
  const { code, partner, frequency } = row;
  const db = tx.db<ExchangeTables>();
  const rows = await db
    .updateTable('exchange.notice')
    .set({ state: 'sent' })
    .where('code', '=', code)
    .where('state', '=', 'pending')
    .returning(['personId', 'createdAt', 'event'])
    .execute();
  const inOrder = [...rows].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const changes = inOrder.map(({ personId, event }) => ({ personId, programmes: event.programmes }));
  // Somebody who changed twice is told of once, as they are now.
  const people = [...new Set(changes.map(({ personId }) => personId))];
  for (let at = 0; at < people.length; at += MAX_ITEMS) {
    const some = new Set(people.slice(at, at + MAX_ITEMS));
    const body = noticeBody(
      row,
      changes.filter(({ personId }) => some.has(personId)),
    );
    tx.send({ stream: partnerStream(partner), kind: NOTICE, body: { ...body } });
  }
  const nextDueAt = nextDue(frequency ?? '', tx.now) ?? null;
  await db.updateTable('exchange.subscription').set({ nextDueAt }).where('code', '=', code).execute();
}
