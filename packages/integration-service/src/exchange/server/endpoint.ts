import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner, Taken } from '@interlink/contracts/interconnection/inbound';
import { refusal } from '@interlink/domain/exchange/message/emit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { systemActor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import { referenceOf } from '../answers/search-item.js';
import { withinVolume } from '../answers/within-volume.js';
import { recordTold } from '../callbacks/record.js';
import type { ExchangeContext } from '../context.js';
import { addAnswered } from '../store/transactions.js';
import { accept } from './accept.js';
import { sealedEnvelope } from './envelope.js';
import { toFault, type DciFault } from './fault.js';
import { readIncoming, type Incoming } from './incoming.js';
import { orNoted } from './noted.js';
import { perform, repeatedMessage, type Performed } from './perform.js';
import { receive } from './receive.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once believed; of the DCI routes alone. */
    dciPartner: InboundPartner | undefined;
  }
}

/** Before a byte of the body is read: who is it, and is there still room in the quota? */
export async function admit(
  { inbound }: ExchangeContext,
  operation: DciOperation | 'files',
  request: FastifyRequest,
): Promise<void> {
  const asked = inbound.requestOf(request);
  // Known before it is counted: also what is refused for its number is signed for whom it is for.
  request.dciPartner = await inbound.authenticate(asked);
  request.dciPartner = await inbound.admit(asked, request.dciPartner, operation);
}

/** Answers one request of one endpoint. Throws what `toFault` understands. */
export async function answer(
  context: ExchangeContext,
  { role, operation }: { readonly role: DciRole; readonly operation: DciOperation },
  request: FastifyRequest,
): Promise<object> {
  const partner = request.dciPartner;
  if (!partner) throw new Error('a DCI request came past its admission');
  const now = context.platform.clock.now();
  const incoming = await readIncoming(context.inbound, {
    role,
    operation,
    partner,
    bytes: request.body,
    now: now.getTime(),
  });
  const at = now.toISOString();
  const { kind } = operations[operation];
  return orNoted(context, incoming, now, () => {
    if (kind === 'async') return accept(context, incoming, at);
    if (kind === 'callback') return receive(context, incoming, at);
    return withinVolume(() => answerNow(context, incoming, at));
  });
}

async function answerNow(context: ExchangeContext, incoming: Incoming, at: string): Promise<object> {
  const { platform, inbound } = context;
  const { partner, role, operation, messageId, bytes, transactionId } = incoming;
  const work = await perform(context, incoming, at);
  // Nothing leaves before it is in the log, and nothing leaves twice (S4, S6).
  const isPoint = isPointQuery(incoming);
  const inTransaction = isPoint ? platform.inSharedTransaction : platform.inTransaction;
  const {
    told: _told,
    grounds: _grounds,
    ...performed
  } = await inTransaction(partner.actor, async (tx) => {
    const taking = inbound.takeMessage(tx, partner, messageId, bytes);
    if (!isPoint && (await taking) === 'repeated') throw repeatedMessage();
    const done = await takenAndDone(taking, typeof work === 'function' ? work(tx) : work);
    const row = { kind: operation, role, messageId, transactionId };
    const told = { row, told: done.told, result: done.status, since: new Date(at), heard: incoming };
    await recordTold(tx, context, partner, told);
    if (operation === 'sync-search') keepAnswer(tx, context, incoming, done);
    platform.failpoint('exchange.after-answer');
    return done;
  });
  return sealedEnvelope(context, partner, { ...performed, role, at, action: operations[operation].replyAction ?? '' });
}

/**
 * The message is taken first, but the answer is not waited for: a short work that was for nothing is undone with the
 * transaction. Whatever fails, nothing goes on after this.
 */
async function takenAndDone(taking: Promise<Taken>, working: Performed | Promise<Performed>): Promise<Performed> {
  const [taken, done] = await Promise.allSettled([taking, working]);
  if (taken.status === 'rejected') throw taken.reason;
  if (taken.value === 'repeated') throw repeatedMessage();
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

/** A search for one identifier: so short that nobody waits for it who shares its transaction. */
function isPointQuery({ operation, message }: Incoming): boolean {
  if (operation !== 'sync-search') return false;
  const [item, ...more] = message['search_request'] as readonly ({ search_criteria?: unknown } | null)[];
  const criteria = (item?.search_criteria ?? {}) as { readonly query_type?: unknown };
  return more.length === 0 && criteria.query_type === 'idtype-value';
}

/** Whoever lost the answer asks for the transaction's status, as after an asynchronous search. */
function keepAnswer(tx: Tx, { platform, policy }: ExchangeContext, incoming: Incoming, done: Performed): void {
  const { partner, role, messageId, transactionId, message } = incoming;
  const { correlation_id: correlationId } = done.message as { readonly correlation_id: string };
  addAnswered(
    tx,
    platform,
    {
      ...{ partner: partner.id, role, messageId, transactionId, correlationId },
      referenceIds: (message['search_request'] as readonly unknown[]).map(referenceOf),
      result: {
        ...{ action: 'on-search', status: done.status, items: done.items, message: { ...done.message } },
        ...(done.grounds && { grounds: done.grounds }),
      },
    },
    policy.resultDays,
  );
}

/** Every refusal is audited before it is told; one that cannot be is told as 503 all the same, without a word more. */
export async function refuse(
  context: ExchangeContext,
  { role, operation }: { readonly role: DciRole | undefined; readonly operation: DciOperation | undefined },
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
): Promise<FastifyReply> {
  const { platform } = context;
  const found = toFault(thrown);
  if (found.status >= 500) logFailure(context, request, found, thrown);
  const fault = (await audited(context, request, { role, operation }, found)) ? found : toFault({ statusCode: 503 });
  const at = platform.clock.now().toISOString();
  const body = refusal(fault.fault, request.correlationId, at);
  if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', String(fault.retryAfterSeconds));
  const whole = await withHeader(context, { role, operation }, request.dciPartner, { body, fault, at });
  return reply.status(fault.status).type('application/json').serializer(JSON.stringify).send(whole);
}

interface Refusing {
  readonly body: object;
  readonly fault: DciFault;
  readonly at: string;
}

/** A synchronous endpoint answers an envelope, so its refusal has a header and a signature too. */
async function withHeader(
  context: ExchangeContext,
  { role, operation }: { readonly role: DciRole | undefined; readonly operation: DciOperation | undefined },
  partner: InboundPartner | undefined,
  { body, fault, at }: Refusing,
): Promise<object> {
  const shape = operation && operations[operation];
  if (!partner || !role || shape?.kind !== 'sync' || fault.status >= 500) return body;
  const { message } = body as { readonly message: object };
  const { reason } = fault.fault;
  const action = shape.replyAction ?? '';
  const sealed = await sealedEnvelope(context, partner, {
    role,
    action,
    message,
    at,
    items: 1,
    status: 'rjct',
    reason,
  });
  return { ...body, ...sealed };
}

async function audited(
  { platform }: ExchangeContext,
  request: FastifyRequest,
  { role, operation }: { readonly role: DciRole | undefined; readonly operation: DciOperation | undefined },
  { fault, why, status }: DciFault,
): Promise<boolean> {
  const partner = request.dciPartner;
  const actor = partner?.actor ?? systemActor(request.correlationId);
  const subject = partner?.id ?? 'unknown';
  try {
    await platform.inTransaction(actor, async (tx) =>
      tx.audit({
        stream: `partner:${subject}`,
        action: 'exchange.refuse',
        subject,
        body: { code: fault.code, reason: fault.reason, why, status, role, operation },
      }),
    );
    return true;
  } catch (cause) {
    platform.log.error('A refusal could not be audited', {
      correlationId: request.correlationId,
      errorName: cause instanceof Error ? cause.name : 'unknown',
    });
    return false;
  }
}

function logFailure(
  { platform }: ExchangeContext,
  request: FastifyRequest,
  { why, status }: DciFault,
  thrown: unknown,
) {
  platform.log.error('A DCI request failed', {
    ...{ correlationId: request.correlationId, route: request.routeOptions.url ?? '', code: why, status },
    errorName: thrown instanceof Error ? thrown.name : 'unknown',
  });
}
