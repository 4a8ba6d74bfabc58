import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BankOrders } from '../bank-payments/bank-payments.js';
import { admit, findHeaderFault, type SignedEnvelope } from '../civil-registry/admission.js';
import { refusal } from '../civil-registry/answers.js';
import { signParts, type Parts } from '../civil-registry/signature.js';
import { openJournal, type Journal } from '../common/journal.js';
import type { PrivateJwk } from '../common/keys.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { CALL_FAULTS } from '../common/partners.js';
import { compileSchema, parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { addCredentialsDesk } from '../consumer/credentials.js';
import { openCaller, type Caller } from '../register/caller.js';
import {
  onDisburse,
  onStatus,
  statusesOf,
  SWITCH_ID,
  toOrder,
  type DisburseEnvelope,
  type Disbursement,
  type StatusEnvelope,
  type Statuses,
} from './messages.js';
import { disburseEnvelope, statusEnvelope } from './schemas.js';

export interface SwitchSettings {
  readonly client: Client;
  readonly signingKey: PrivateJwk;
  /** File with the public keys of whoever may have money paid. */
  readonly registeredJwks: string;
  readonly interlinkUrl: string;
  /** The bank that keeps the accounts which are paid from. */
  readonly orders: BankOrders;
  /** Between two looks at what the bank did; absent: only `tell` looks. */
  readonly tellEveryMs?: number;
}

/** A request as it was taken in. */
interface Taken {
  readonly transactionId: string;
  readonly sha256: string;
  readonly sender: string;
  readonly senderUri: string | null;
  readonly disbursements: readonly Disbursement[];
}

interface Told {
  readonly transactionId: string;
  readonly digest: string;
}

interface Office {
  readonly tools: PartnerTools;
  readonly settings: SwitchSettings;
  readonly taken: Journal<Taken>;
  readonly told: Journal<Told>;
  readonly caller: Caller;
}

export interface PaymentSwitch {
  readonly app: FastifyInstance;
  /** Tells whoever ordered what became of it since it was told last. */
  tell(): Promise<void>;
}

/**
 * A payment switch that speaks G2P Connect: signed both ways, paid from an account at the bank, told of its own accord.
 */
export function openPaymentSwitch(tools: PartnerTools, settings: SwitchSettings): PaymentSwitch {
  const app = openPartnerServer('payment-switch', tools, { bodyLimit: 20_000_000 });
  const { client, signingKey, interlinkUrl, registeredJwks, tellEveryMs } = settings;
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/client/token', client, clock: tools.clock });
  const given = addCredentialsDesk(app, tools.folder, 'payment-switch');
  const caller = openCaller(tools, { name: 'payment-switch', interlinkUrl, signingKey, given });
  const taken = openJournal<Taken>(tools.folder, 'payment-switch');
  const office: Office = {
    tools,
    settings,
    taken,
    told: openJournal<Told>(tools.folder, 'payment-switch-told'),
    caller,
  };
  const route = <Envelope extends SignedEnvelope>(
    path: string,
    operation: 'disburse' | 'status',
    schema: object,
    work: (envelope: Envelope, request: FastifyRequest, reply: FastifyReply) => Promise<object | string>,
  ) => {
    const problemOf = compileSchema(schema);
    app.post(path, { config: { operation } }, async (request, reply) => {
      const now = new Date(tools.clock());
      const sender = bearerOf(request);
      if (sender === undefined)
        return reply.code(401).send(refusal('err.request.unauthorized', 'No valid token.', now));
      const desk = { id: SWITCH_ID, problemOf, jwksFile: registeredJwks };
      const admission = await admit<Envelope>(parseJson(textOf(request)), sender, desk, now);
      if ('refused' in admission) return reply.code(400).send(admission.refused);
      return reply.type('application/json').send(await work(admission.envelope, request, reply));
    });
  };
  route<DisburseEnvelope>('/disburse', 'disburse', disburseEnvelope, async (envelope, request, reply) =>
    takeIn(office, envelope, textOf(request), reply),
  );
  route<StatusEnvelope>('/disburse/sync/txn/status', 'status', statusEnvelope, (envelope, request, reply) =>
    answerStatus(office, envelope, request, reply),
  );
  const timer = tellEveryMs === undefined ? undefined : setInterval(() => void tell(office), tellEveryMs).unref();
  app.addHook('onClose', async () => clearInterval(timer));
  return { app, tell: () => tell(office) };
}

/** The same request again is acknowledged and not paid again; another of that id is refused. */
function takeIn(office: Office, envelope: DisburseEnvelope, text: string, reply: FastifyReply): object {
  const { taken, settings, tools } = office;
  const { header, message } = envelope;
  const now = new Date(tools.clock());
  const refuse = (code: string) => {
    void reply.code(400);
    return refusal('err.request.bad', code, now);
  };
  const { transaction_id: transactionId, disbursements } = message;
  // Whoever repeats may sign anew: what is asked for is the same when the list is.
  const sha256 = createHash('sha256').update(JSON.stringify(message)).digest('hex');
  const known = taken.entries.find((one) => one.transactionId === transactionId);
  if (known) return known.sha256 === sha256 ? acknowledged(now) : refuse('rjct.message_id.duplicate');
  const fault = findHeaderFault(envelope, disbursements.length, tools.clock);
  const order = fault ?? toOrder(message);
  if (typeof order === 'string') return refuse(order);
  if (settings.orders.take(order, createHash('sha256').update(text).digest('hex')) !== 'taken')
    return refuse('rjct.message_id.duplicate');
  const senderUri = header.sender_uri ?? null;
  taken.append({ transactionId, sha256, sender: header.sender_id, senderUri, disbursements });
  return acknowledged(now);
}

const acknowledged = (at: Date) => ({
  message: { ack_status: 'ACK', timestamp: at.toISOString(), correlation_id: randomUUID() },
});

function statusesNow({ settings }: Office, { transactionId, disbursements }: Taken, at: string): Statuses {
  return statusesOf(disbursements, settings.orders.verdictsOf(transactionId) ?? [], at);
}

async function answerStatus(
  office: Office,
  envelope: StatusEnvelope,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<object | string> {
  const { tools, settings, taken } = office;
  const { message } = envelope;
  const now = new Date(tools.clock());
  const wrong = findHeaderFault(envelope, 1, tools.clock);
  if (wrong !== undefined) {
    void reply.code(400);
    return refusal('err.request.bad', wrong, now);
  }
  const { attribute_type: type, attribute_value: value } = message.txnstatus_request;
  const found = type === 'transaction_id' ? taken.entries.find((one) => one.transactionId === value) : undefined;
  if (!found) {
    void reply.code(404);
    return refusal('err.request.bad', 'rjct.transaction_id.invalid', now);
  }
  const at = now.toISOString();
  const fault = takeFault('payment-switch', tools, request, 'wrong-signature', 'tampered', 'other-correlation', 'lies');
  const statuses = statusesNow(office, found, at);
  const asked = fault === 'other-correlation' ? randomUUID() : message.transaction_id;
  const telling = { transactionId: found.transactionId, receiver: found.sender, at };
  const parts = onStatus(asked, telling, fault === 'lies' ? statuses.map(succeeded) : statuses);
  const signature = await signParts(parts, settings.signingKey, fault === 'wrong-signature');
  return JSON.stringify({
    signature,
    header: parts.header,
    message: fault === 'tampered' ? lied(parts) : parts.message,
  });
}

const succeeded = (one: Statuses[number]) => ({ ...one, status: 'succ' as const });

/** As somebody on the way would have it: nothing that was said of a payment is left as it was. */
const lied = ({ message }: Parts) =>
  JSON.parse(
    JSON.stringify(message).replaceAll(/"status":"(pdng|rjct|succ)"/g, (_said, word) =>
      word === 'succ' ? '"status":"rjct"' : '"status":"succ"',
    ),
  ) as object;

async function tell(office: Office): Promise<void> {
  const { taken, told, tools, caller } = office;
  for (const one of taken.entries) {
    const at = new Date(tools.clock()).toISOString();
    const statuses = statusesNow(office, one, at);
    const digest = createHash('sha256')
      .update(JSON.stringify(statuses.map(({ timestamp: _at, ...said }) => said)))
      .digest('hex');
    const { transactionId, sender, senderUri } = one;
    const last = told.entries.filter((entry) => entry.transactionId === transactionId).at(-1);
    if (last?.digest === digest) continue;
    told.append({ transactionId, digest });
    const fault = tools.faults.take('payment-switch', 'callback', CALL_FAULTS)?.kind;
    await caller.call(senderUri ?? undefined, onDisburse({ transactionId, receiver: sender, at }, statuses), fault);
  }
}
