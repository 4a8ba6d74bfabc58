import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { admit, findHeaderFault, type Admission } from '../civil-registry/admission.js';
import { refusal } from '../civil-registry/answers.js';
import { signParts, type Parts } from '../civil-registry/signature.js';
import { openJournal, type Journal } from '../common/journal.js';
import type { PrivateJwk } from '../common/keys.js';
import { takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { CALL_FAULTS, type PartnerName } from '../common/partners.js';
import { parseJson } from '../common/schema.js';
import type { Caller } from './caller.js';
import { itemsOf, LATER, toldParts, type Asked, type LaterKind, type StatusQuestion, type Told } from './messages.js';
import { problemOfSearch, problemOfStatus, problemOfSubscribe, problemOfUnsubscribe } from './schema.js';
import { openSubscriptions } from './subscriptions.js';

export interface RegisterSettings {
  readonly name: PartnerName;
  /** Before every path: the registers of one house share an address. */
  readonly prefix: string;
  readonly role: string;
  /** Its id in DCI messages. */
  readonly id: string;
  readonly regType: string;
  /** What one can be told of. */
  readonly events: readonly string[];
  /** The standard gives a disability registry no transaction status. */
  readonly hasStatus: boolean;
  readonly bearerOf: (request: FastifyRequest) => string | undefined;
  readonly jwksFile: string;
  readonly signingKey: PrivateJwk;
  readonly caller: Caller;
  /** The items of the answer, as a search at once would have them. */
  readonly search: (asked: Asked, at: string) => readonly object[];
}

/** A request that was acknowledged, and what is told of it. */
interface Kept {
  readonly kind: LaterKind;
  readonly messageId: string;
  readonly bodyHash: string;
  readonly transactionId: string;
  readonly referenceIds: readonly string[];
  readonly correlationId: string;
  readonly told: Told;
}

export interface Register {
  /** Tells everybody who subscribed; answers how many. */
  notify(event: string, recordType: string, record: object): Promise<number>;
}

const problems = {
  search: problemOfSearch,
  subscribe: problemOfSubscribe,
  unsubscribe: problemOfUnsubscribe,
  'txn-status': problemOfStatus,
} as const;

/** What a DCI register answers later: search, subscriptions and what came of them, each message once. */
export function addRegister(app: FastifyInstance, tools: PartnerTools, settings: RegisterSettings): Register {
  const { prefix, hasStatus } = settings;
  const desk = new RegisterDesk(tools, settings);
  app.addHook('onClose', () => desk.settled());
  for (const [kind, { path }] of Object.entries(LATER) as [LaterKind, (typeof LATER)[LaterKind]][]) {
    if (kind === 'txn-status' && !hasStatus) continue;
    const operation = kind === 'search' ? 'search-later' : kind;
    app.post(`${prefix}${path}`, { config: { operation } }, (request, reply) => desk.later(kind, request, reply));
  }
  if (hasStatus) {
    const config = { operation: 'status' };
    app.post(`${prefix}/registry/sync/txn/status`, { config }, (request, reply) => desk.statusNow(request, reply));
  }
  return desk;
}

interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A message that a register may look at, or what is answered to one that it may not. */
export async function admitAsked(
  kind: LaterKind,
  { clock }: PartnerTools,
  { bearerOf, id, jwksFile }: Pick<RegisterSettings, 'bearerOf' | 'id' | 'jwksFile'>,
  { request, reply }: Call,
): Promise<Admission<Asked>> {
  const now = new Date(clock());
  const sender = bearerOf(request);
  if (sender === undefined) {
    return { refused: reply.code(401).send(refusal('err.request.unauthorized', 'No valid token.', now)) };
  }
  const desk = { id, problemOf: problems[kind], jwksFile };
  const admission = await admit<Asked>(parseJson(textOf(request)), sender, desk, now);
  if ('refused' in admission) return admission;
  const fault = findHeaderFault(admission.envelope, itemsOf(admission.envelope), clock);
  return fault === undefined ? admission : { refused: refusal('err.request.bad', fault, now) };
}

class RegisterDesk implements Register {
  private readonly kept: Journal<Kept>;
  private readonly subscriptions: ReturnType<typeof openSubscriptions>;
  private readonly underWay = new Set<Promise<void>>();
  constructor(
    private readonly tools: PartnerTools,
    private readonly settings: RegisterSettings,
  ) {
    const name = `${settings.name}-${settings.role}`;
    this.kept = openJournal<Kept>(tools.folder, `${name}-later`);
    this.subscriptions = openSubscriptions(tools.folder, name, settings.events);
  }

  private now(): Date {
    return new Date(this.tools.clock());
  }

  /** After the acknowledgement has left. */
  private soon(work: () => Promise<void>): void {
    const doing = sleep(25)
      .then(work)
      .finally(() => this.underWay.delete(doing));
    this.underWay.add(doing);
  }

  /** When all that was promised is done. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** The same bytes are acknowledged as before; other bytes under the same id are refused. */
  async later(kind: LaterKind, request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const admission = await admitAsked(kind, this.tools, this.settings, { request, reply });
    if ('refused' in admission) return admission.refused;
    const { envelope } = admission;
    const bodyHash = createHash('sha256').update(textOf(request)).digest('hex');
    const known = this.kept.entries.find((one) => one.messageId === envelope.header.message_id);
    if (known && known.bodyHash !== bodyHash) {
      return refusal('err.request.bad', 'rjct.message_id.duplicate', this.now());
    }
    const one = known ?? this.keep(kind, envelope, bodyHash);
    if (!known) this.soon(() => this.callBack(one, envelope));
    const timestamp = this.now().toISOString();
    return { message: { ack_status: 'ACK', timestamp, correlation_id: one.correlationId } };
  }

  async statusNow(request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const admission = await admitAsked('txn-status', this.tools, this.settings, { request, reply });
    if ('refused' in admission) return admission.refused;
    const fault = takeFault(this.settings.name, this.tools, request, 'wrong-signature');
    const { header } = admission.envelope;
    const at = this.now().toISOString();
    const message = { ...this.statusOf(admission.envelope, at), correlation_id: randomUUID() };
    const told = { status: 'succ', items: 1, message } as const;
    const parts = toldParts('txn-on-status', told, this.addressed(header.sender_id));
    return { signature: await signParts(parts, this.settings.signingKey, fault !== undefined), ...parts };
  }

  async notify(event: string, recordType: string, record: object): Promise<number> {
    const open = this.subscriptions.about(event);
    for (const { code, receiver, senderUri } of open) {
      const timestamp = this.now().toISOString();
      const { regType } = this.settings;
      const data = { version: '1.0.0', reg_type: regType, reg_event_type: event, reg_record_type: recordType };
      const told = { reference_id: randomUUID(), timestamp, data: { ...data, reg_records: record } };
      const message = { transaction_id: randomUUID(), notify_event: [{ ...told, subscription_code: code }] };
      const meta = { subscription_code: code };
      const whole = { status: 'succ', items: 1, message } as const;
      const parts = toldParts('notify', whole, { ...this.addressed(receiver), meta });
      await this.call(senderUri?.replace(/\/on-[a-z]+$/, '/notify'), parts);
    }
    return open.length;
  }

  private keep(kind: LaterKind, envelope: Asked, bodyHash: string): Kept {
    const { message, header } = envelope;
    const items = message.search_request ?? message.subscribe_request ?? [];
    const one = {
      ...{ kind, bodyHash, messageId: header.message_id, transactionId: message.transaction_id },
      ...{ referenceIds: items.map(({ reference_id: reference }) => reference), correlationId: randomUUID() },
      told: this.toldOf(kind, envelope),
    };
    this.kept.append(one);
    return one;
  }

  private toldOf(kind: LaterKind, envelope: Asked): Told {
    const at = this.now().toISOString();
    const { transaction_id } = envelope.message;
    if (kind === 'subscribe') return this.subscriptions.subscribe(envelope, at);
    if (kind === 'unsubscribe') return this.subscriptions.unsubscribe(envelope, at);
    if (kind === 'search') {
      const items = this.settings.search(envelope, at);
      return { status: 'succ', items: items.length, message: { transaction_id, search_response: items } };
    }
    return { status: 'succ', items: 1, message: this.statusOf(envelope, at) };
  }

  private async callBack({ kind, correlationId, told }: Kept, { header }: Asked): Promise<void> {
    const message = { ...told.message, correlation_id: correlationId };
    const parts = toldParts(LATER[kind].action, { ...told, message }, this.addressed(header.sender_id));
    await this.call(header.sender_uri, parts);
  }

  private async call(url: string | undefined, parts: Parts): Promise<void> {
    const fault = this.tools.faults.take(this.settings.name, 'callback', CALL_FAULTS)?.kind;
    await this.settings.caller.call(url, parts, fault);
  }

  private addressed(receiver: string) {
    return { id: this.settings.id, receiver, at: this.now().toISOString() };
  }

  /** What nobody asked is a rejected search (the standard has no other shape for it). */
  private statusOf({ message }: Asked, at: string): object {
    const question = message.txnstatus_request as StatusQuestion;
    const found = this.kept.entries.filter((one) => fits(one, question)).at(-1);
    const unknown = {
      ...{ reference_id: question.reference_id, timestamp: at },
      ...{ status: 'rjct', status_reason_code: 'rjct.reference_id.invalid' },
    };
    const outcome = found
      ? { ...found.told.message, correlation_id: found.correlationId }
      : { transaction_id: message.transaction_id, correlation_id: randomUUID(), search_response: [unknown] };
    return {
      transaction_id: message.transaction_id,
      txnstatus_response: { txn_type: question.txn_type, txn_status: outcome },
    };
  }
}

function fits(one: Kept, { attribute_type: attribute, attribute_value: value }: StatusQuestion): boolean {
  const values = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  if (attribute === 'transaction_id') return values.includes(one.transactionId);
  if (attribute === 'correlation_id') return values.includes(one.correlationId);
  return one.referenceIds.some((reference) => values.includes(reference));
}
