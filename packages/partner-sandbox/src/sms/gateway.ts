import type { FastifyInstance } from 'fastify';
import { openPartnerServer, textOf, type PartnerTools } from '../common/partner-server.js';
import { compileSchema, parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import type { Inbox, Sms } from './inbox.js';

interface Message {
  readonly clientReference: string;
  readonly to: string;
  readonly text: string;
  readonly language: string;
}

const problemOf = compileSchema({
  type: 'object',
  required: ['clientReference', 'to', 'text', 'language'],
  additionalProperties: false,
  properties: {
    clientReference: { type: 'string', minLength: 1, maxLength: 100 },
    to: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
    text: { type: 'string', minLength: 1, maxLength: 1530 },
    language: { type: 'string', pattern: '^[a-z]{2,3}$' },
  },
});

/** Takes messages over by their reference, once each, and says what became of them. */
export function openSmsGateway(tools: PartnerTools, client: Client, inbox: Inbox): FastifyInstance {
  const app = openPartnerServer('sms', tools);
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/token', client, clock: tools.clock });
  const find = (from: string, reference: string) =>
    inbox.messages.find((sms) => sms.from === from && sms.clientReference === reference);

  app.post('/messages', { config: { operation: 'send' } }, async (request, reply) => {
    const from = bearerOf(request);
    if (from === undefined) return reply.code(401).send({ error: 'invalid_token' });
    const message = parseJson(textOf(request)) as Message;
    const problem = problemOf(message);
    if (problem !== undefined) return reply.code(400).send({ error: 'invalid_message', problem });
    const known = find(from, message.clientReference);
    if (known && !isSame(known, message)) return reply.code(409).send({ error: 'reference_in_use' });
    const { messageId } = known ?? inbox.send({ from, ...message });
    return reply.code(202).send({ messageId });
  });

  app.get<{ Params: { reference: string } }>(
    '/messages/:reference',
    { config: { operation: 'status' } },
    async (request, reply) => {
      const from = bearerOf(request);
      if (from === undefined) return reply.code(401).send({ error: 'invalid_token' });
      const known = find(from, request.params.reference);
      if (!known) return reply.code(404).send({ error: 'unknown_reference' });
      return { messageId: known.messageId, status: inbox.statusOf(known), parts: known.parts };
    },
  );
  return app;
}

const isSame = (known: Sms, { to, text, language }: Message): boolean =>
  known.to === to && known.text === text && known.language === language;
