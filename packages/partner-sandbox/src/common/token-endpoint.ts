import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from './clock.js';
import { textOf } from './partner-server.js';

export interface Client {
  readonly id: string;
  readonly secret: string;
}

const LIFETIME_S = 600;

/** OAuth2 client credentials; tokens live in memory, so a restart forgets them. Answers who a bearer is. */
export function openTokenEndpoint(
  app: FastifyInstance,
  { path, client, clock }: { readonly path: string; readonly client: Client; readonly clock: Clock },
): (request: FastifyRequest) => string | undefined {
  const untilByToken = new Map<string, number>();
  app.post(path, { config: { operation: 'token' } }, async (request, reply) => {
    const { grantType, id, secret } = readCredentials(request);
    if (grantType !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (id !== client.id || secret !== client.secret) return reply.code(401).send({ error: 'invalid_client' });
    const token = randomBytes(24).toString('base64url');
    untilByToken.set(token, clock() + LIFETIME_S * 1000);
    // As text: so the published authorisation file has it.
    return { access_token: token, token_type: 'Bearer', expires_in: String(LIFETIME_S) };
  });
  return ({ headers }) => {
    const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    return (untilByToken.get(token) ?? 0) > clock() ? client.id : undefined;
  };
}

function readCredentials(request: FastifyRequest) {
  const form = new URLSearchParams(textOf(request));
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // Up to the first colon (RFC 7617): a secret may have colons of its own.
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic ?? '', 'base64').toString('utf8')) ?? [];
  return {
    grantType: form.get('grant_type'),
    id: form.get('client_id') ?? user,
    secret: form.get('client_secret') ?? password,
  };
}
