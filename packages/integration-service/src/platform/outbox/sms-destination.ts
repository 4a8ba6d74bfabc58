import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Platform } from '../platform.js';
import type { OutboxTables } from '../tables.js';
import type { Tx } from '../transaction.js';
import { systemActor, type Actor } from '../actor.js';
import type { DeliveryOutcome, Destination, OutgoingMessage } from './destination.js';
import { publishReceipt } from './sms-receipt.js';
import { SMS_STREAM } from './sms.js';

/** Who causes a call; ids only. */
export interface GatewayCause {
  readonly actor: Actor;
  readonly subjectId: string;
}

/** The way to the SMS gateway; wired in main.ts to the partner `sms`. */
export interface SmsGateway {
  /** Undefined when nobody answered. The token is the gateway's business. */
  call(
    request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string },
    cause: GatewayCause,
  ): Promise<{ readonly status: number; readonly body: unknown } | undefined>;
}

/** The outbox row's id is the gateway's clientReference, so that a repeated delivery is one message. */
export function smsDestination(platform: Platform, gateway: SmsGateway): Destination {
  return {
    stream: SMS_STREAM,
    whenParked: 'go-on',
    async deliver(message) {
      const { personal } = message;
      // The person was erased meanwhile: there is nobody to write to.
      if (!personal) return { outcome: 'delivered' };
      const { to, text, language } = personal;
      const body = JSON.stringify({ clientReference: message.id, to, text, language });
      const cause = { actor: systemActor(message.correlationId, message.onBehalfOf), subjectId: message.id };
      const answer = await gateway.call({ method: 'POST', path: '/messages', body }, cause);
      return judge(platform, message, answer);
    },
  };
}

type GatewayAnswer = Awaited<ReturnType<SmsGateway['call']>>;

async function judge(platform: Platform, message: OutgoingMessage, answer: GatewayAnswer): Promise<DeliveryOutcome> {
  // 5xx and 429: the gateway is not able to work, which is not this message's fault.
  if (!answer || answer.status >= 500 || answer.status === 429) return { outcome: 'unreachable' };
  if (answer.status !== 202 && answer.status !== 200) return { outcome: 'refused', reason: `status-${answer.status}` };
  const actor = systemActor(message.correlationId, message.onBehalfOf);
  await platform.inTransaction(actor, async (tx) => {
    const messageId = textOf(answer.body, 'messageId') ?? null;
    const row = { reference: message.id, messageId, status: 'QUEUED', parts: null, sentAt: tx.now, checkedAt: null };
    await tx
      .db<OutboxTables>()
      .insertInto('platform.smsDelivery')
      .values(row)
      .onConflict((clash) => clash.doNothing())
      .execute();
  });
  return { outcome: 'delivered' };
}

const GIVE_UP_MS = 86_400_000;
/** A text of more is none that we sent: whoever says so does not know. */
const Parts = Type.Integer({ minimum: 1, maximum: 255 });

/** Asks what became of messages that are on their way; a day later nobody asks any more. Returns how many ended. */
export async function fetchReceipts(platform: Platform, gateway: SmsGateway, limit = 100): Promise<number> {
  const since = new Date(platform.clock.now().getTime() - GIVE_UP_MS);
  const open = await platform
    .db<OutboxTables>()
    .selectFrom('platform.smsDelivery')
    .select('reference')
    .where('status', '=', 'QUEUED')
    .where('sentAt', '>', since)
    .orderBy('checkedAt', (order) => order.asc().nullsFirst())
    .limit(limit)
    .execute();
  let ended = 0;
  for (const { reference } of open) {
    const cause = { actor: systemActor(platform.ids.next()), subjectId: reference };
    const answer = await gateway.call({ method: 'GET', path: `/messages/${reference}` }, cause);
    // Nobody is there to ask about the others either; of one that the gateway does not know, it still knows the others.
    if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 401) return ended;
    const told = answer.status === 200 ? answer.body : undefined;
    if (await keepReceipt(platform, reference, told, cause.actor)) ended += 1;
  }
  return ended;
}

async function keepReceipt(platform: Platform, reference: string, body: unknown, actor: Actor) {
  const told = textOf(body, 'status');
  const status = told === 'DELIVERED' || told === 'FAILED' ? told : 'QUEUED';
  const parts = (body as { parts?: unknown } | null | undefined)?.parts;
  await platform.inTransaction(actor, async (tx) => {
    await tx
      .db<OutboxTables>()
      .updateTable('platform.smsDelivery')
      .set({ status, parts: Value.Check(Parts, parts) ? parts : null, checkedAt: tx.now })
      .where('reference', '=', reference)
      .execute();
    if (status !== 'QUEUED') {
      tx.audit({ stream: 'outbox:sms', action: 'platform.sms-receipt', subject: reference, body: { status } });
      const row = await findSent(tx, reference);
      if (row) publishReceipt(platform.publish, tx, row, status === 'DELIVERED' ? 'delivered' : 'failed');
    }
  });
  return status !== 'QUEUED';
}

const findSent = (tx: Tx, reference: string) =>
  tx
    .db<OutboxTables>()
    .selectFrom('platform.outbox')
    .select(['id', 'body', 'subjectId'])
    .where('id', '=', reference)
    .executeTakeFirst();

function textOf(body: unknown, name: string): string | undefined {
  const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
