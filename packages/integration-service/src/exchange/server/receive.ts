import type { Ack } from '@interlink/contracts/exchange/dci/ack';
import type { NotifyRequest } from '@interlink/contracts/exchange/dci/notify';
import { acknowledgement } from '@interlink/domain/exchange/message/emit';
import { isDeath } from '@interlink/domain/exchange/subscription/event-type';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { takeAnswer } from '../client/take-answer.js';
import type { ExchangeContext } from '../context.js';
import { stateNotice } from '../sources/state-notice.js';
import type { ExchangeTables } from '../tables.js';
import type { Incoming } from './incoming.js';
import { permitReceived } from './permit-received.js';

/** Told to the capabilities behind: a partner that we subscribed to tells of a death. Ids only. */
export const DEATH_NOTIFIED = 'exchange.death-notified';

const receivedPlace = (rowId: string) =>
  ({ table: 'exchange.received', column: 'body', rowId, subjectId: `received:${rowId}`, purpose: 'exchange' }) as const;

/**
 * Keeps a callback or notice that we wait for and that is agreed, sealed, once; acknowledges the same message each time.
 */
export async function receive(context: ExchangeContext, incoming: Incoming, at: string): Promise<Ack> {
  const { platform, inbound } = context;
  const { partner, messageId, bytes, transactionId, message, role, operation } = incoming;
  const id = platform.ids.next();
  const received = await permitReceived(context, incoming);
  await platform.inTransaction(partner.actor, async (tx) => {
    if ((await inbound.takeMessage(tx, partner, messageId, bytes)) === 'repeated') return;
    await takeAnswer(tx, platform, incoming);
    await tx
      .db<ExchangeTables>()
      .insertInto('exchange.received')
      .values({
        ...{ id, partner: partner.id, role, action: operation, messageId, transactionId, receivedAt: tx.now },
        body: await platform.vault.seal(tx, receivedPlace(id), JSON.stringify(message)),
      })
      .execute();
    if (operation === 'notify') tellOfDeaths(tx, context, incoming, id);
    const subjects = operation === 'notify' ? await stateNotice(tx, context, incoming) : [];
    const entry = {
      ...({ partner: partner.id, direction: 'in', operation: `${role}-${operation}`, result: 'received' } as const),
      ...{ messageId, transactionId, subjects: [], records: 0, since: new Date(at), bytes: bytes.length },
      signature: incoming.signature,
    };
    if (received.length === 0) await inbound.record(tx, entry);
    for (const [place, { permit, records }] of received.entries()) {
      // Of one person it is written down once, however many kinds of records told of them.
      await inbound.record(tx, { ...entry, records, agreement: permit, subjects: place === 0 ? subjects : [] });
    }
  });
  return acknowledgement(platform.ids.next(), at);
}

/** Only what was signed counts: a death that anybody could have sent blocks nothing. */
function tellOfDeaths(tx: Tx, { platform }: ExchangeContext, incoming: Incoming, receivedId: string): void {
  if (incoming.signature !== 'verified') return;
  const { notify_event: events } = incoming.message as unknown as NotifyRequest;
  for (const [place, { data }] of events.entries()) {
    if (!isDeath(data.reg_event_type)) continue;
    platform.publish(tx, { kind: DEATH_NOTIFIED, body: { receivedId, place, partner: incoming.partner.id } });
  }
}

/** The record of a notice, for whoever acts on it. Undefined when it was forgotten. */
export async function openNotice({ platform }: Pick<ExchangeContext, 'platform'>, receivedId: string, place: number) {
  const row = await platform
    .db<ExchangeTables>()
    .selectFrom('exchange.received')
    .select(['id', 'body'])
    .where('id', '=', receivedId)
    .executeTakeFirst();
  const text = row && (await platform.vault.open(platform, receivedPlace(row.id), row.body));
  const message = text === undefined ? undefined : (JSON.parse(text) as NotifyRequest);
  return message?.notify_event[place]?.data;
}

/** What was kept long enough goes, with its key. Returns how many went. */
export async function forgetReceived(tx: Tx, { vault }: Pick<Platform, 'vault'>, before: Date): Promise<number> {
  const rows = await tx
    .db<ExchangeTables>()
    .deleteFrom('exchange.received')
    .where('id', 'in', (query) =>
      query.selectFrom('exchange.received').select('id').where('receivedAt', '<=', before).limit(200),
    )
    .returning('id')
    .execute();
  await vault.forgetSubjects(
    tx,
    rows.map(({ id }) => `received:${id}`),
    'exchange',
  );
  return rows.length;
}
