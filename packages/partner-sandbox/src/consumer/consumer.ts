import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openJournal } from '../common/journal.js';
import type { PrivateJwk } from '../common/keys.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { parseJson } from '../common/schema.js';
import type { Parts } from '../civil-registry/signature.js';
import { HEARD, isSentOperation, SENT, toParts, type HeardOperation } from './messages.js';
import type { Heard } from './heard.js';
import { heardPage } from './page.js';
import { problemOf } from './schema.js';
import { addCredentialsDesk, type Credentials } from './credentials.js';
import { openSender } from './sender.js';
import { openVerifier } from './verify.js';

export interface ConsumerSettings {
  readonly signingKey: PrivateJwk;
  readonly interlinkUrl: string;
  /** Where it is reached itself. */
  readonly ownUrl: string;
}

/** Its DCI id, by which Interlink registers it: one for each name under which it was registered. */
const idOf = ({ clientId }: Credentials) => `https://${clientId}.sandbox.example/dci`;

type Body = Readonly<Record<string, unknown>>;

/** A system that asks Interlink's registries, subscribes, and hears back: all signed, all verified. */
export function openConsumer(tools: PartnerTools, settings: ConsumerSettings): FastifyInstance {
  const app = openPartnerServer('consumer', tools, { bodyLimit: 4 * 1024 * 1024 });
  const verify = openVerifier(settings.interlinkUrl);
  const heard = openJournal<Heard>(tools.folder, 'consumer-heard');
  app.get('/.well-known/jwks.json', { config: { operation: 'jwks' } }, async () => ({
    keys: [publicHalf(settings.signingKey)],
  }));
  app.get('/heard.json', { config: { operation: 'desk' } }, async () => heard.entries);
  app.get('/', { config: { operation: 'desk' } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(heardPage(heard.entries)),
  );
  for (const [name, { path }] of Object.entries(HEARD)) {
    const operation = name as HeardOperation;
    app.post(`/registry${path}`, { config: { operation } }, async (request) => {
      const body = parseJson(textOf(request)) as Body | undefined;
      const entry = await hear(operation, body);
      heard.append(entry);
      return acknowledge(entry, tools.clock());
    });
  }
  addDesk(app, tools, settings, openSender({ ...settings, verify }));
  return app;

  async function hear(operation: HeardOperation, body: Body | undefined): Promise<Heard> {
    const { header, message, signature } = (body ?? {}) as Partial<Parts> & { readonly signature?: unknown };
    const verified = header !== undefined && message !== undefined && (await verify(signature, { header, message }));
    const { message_id: id, meta } = (header ?? {}) as { readonly message_id?: unknown; readonly meta?: Body };
    const code = meta?.['subscription_code'];
    const messageId = typeof id === 'string' ? id : '';
    const known = heard.entries.find((one) => one.messageId === messageId && one.problem === null);
    // Told again it is the same message; whoever tells another under its id had better be asked which one holds.
    const isOther = known !== undefined && !isDeepStrictEqual(known.message, message);
    const problem =
      problemOf(operation, body) ??
      (verified ? null : 'No published key of Interlink signed this.') ??
      (isOther ? 'rjct.message_id.duplicate' : null);
    return {
      ...{ at: new Date(tools.clock()).toISOString(), operation, messageId, verified, problem },
      subscriptionCode: typeof code === 'string' ? code : null,
      repeated: known !== undefined && problem === null,
      message: message ?? null,
    };
  }
}

const publicHalf = ({ d: _private, ...jwk }: PrivateJwk) => jwk;

function acknowledge({ problem }: Heard, now: number): object {
  const common = { timestamp: new Date(now).toISOString(), correlation_id: randomUUID() };
  if (problem === null) return { message: { ack_status: 'ACK', ...common } };
  return { message: { ack_status: 'ERR', ...common, error: { code: 'err.request.bad', message: problem } } };
}

const HOSTILE = ['unsigned', 'replayed', 'tampered', 'wrong-signature'] as const;

/** What its own staff does: keep the credentials that Interlink gave, and send. Development only, like the hub. */
function addDesk(
  app: FastifyInstance,
  tools: PartnerTools,
  settings: ConsumerSettings,
  sender: ReturnType<typeof openSender>,
): void {
  const given = addCredentialsDesk(app, tools.folder, 'consumer');
  const parties = {
    receiverId: 'interlink',
    ownUrl: settings.ownUrl,
  };

  app.post('/desk/send', { config: { operation: 'send' } }, (request, reply) => send(request, reply));

  async function send(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { role, operation, message } = (parseJson(textOf(request)) ?? {}) as Body;
    if (!isSentOperation(operation)) return wrong(reply, `operation is one of ${Object.keys(SENT).join(', ')}.`);
    if (typeof role !== 'string' || !/^[a-z]{2,4}$/.test(role)) return wrong(reply, 'role is crvs, dr, fr, ibr or sr.');
    if (typeof message !== 'object' || message === null) return wrong(reply, 'message is the object that is sent.');
    const credentials = given();
    if (!credentials) return wrong(reply, 'Give the credentials first: POST /desk/credentials.');
    const fault = takeFault('consumer', tools, request, ...HOSTILE);
    const parts = toParts(operation, message, { ...parties, senderId: idOf(credentials) }, new Date(tools.clock()));
    try {
      return await sender.send(await sender.token(credentials), { role, operation, parts, fault });
    } catch (thrown) {
      return reply.code(502).send({ error: thrown instanceof Error ? thrown.message : 'Interlink did not answer.' });
    }
  }
}

const wrong = (reply: FastifyReply, error: string) => reply.code(400).send({ error });
