import type { FastifyInstance } from 'fastify';
import type { Interconnection } from './service.js';

const FORM_BYTES = 16_384;

/** Addresses that partners use before they speak DCI: our public keys and the token endpoint. */
export function interconnectionRoutes(app: FastifyInstance, capability: Pick<Interconnection, 'keyring' | 'inbound'>) {
  // The next key is published a day before its use, so an hour's cache is safe.
  app.get('/interlink/.well-known/jwks.json', async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/json')
      .send({ keys: await capability.keyring.published() }),
  );
  // A scope of its own: nowhere else is a form taken.
  void app.register(async (scope) => tokenRoute(scope, capability));
}

function tokenRoute(app: FastifyInstance, { inbound }: Pick<Interconnection, 'inbound'>): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES },
    (_request, body, done) => done(null, readForm(String(body))),
  );
  app.post('/interlink/oauth2/client/token', { schema: { hide: true } }, async (request, reply) => {
    const form = (request.body ?? {}) as Readonly<Record<string, string>>;
    const answer = await inbound.grantToken({ form, request: inbound.requestOf(request) });
    void reply.header('cache-control', 'no-store').status(answer.status);
    if (answer.status === 401) void reply.header('www-authenticate', 'Basic realm="interlink"');
    if (answer.status !== 200) return { error: answer.error };
    // DCI has the lifetime as text (dci.md 2); OAuth2 clients read both.
    return {
      access_token: answer.token,
      token_type: 'Bearer',
      expires_in: answer.expiresIn,
      scope: answer.scope,
    };
  });
}

/** A parameter that comes twice makes the form nobody's (RFC 6749, 3.2). */
function readForm(text: string): Readonly<Record<string, string>> {
  const pairs = [...new URLSearchParams(text)];
  return new Set(pairs.map(([name]) => name)).size === pairs.length ? Object.fromEntries(pairs) : {};
}
