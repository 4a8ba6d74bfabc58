import type { FastifyInstance } from 'fastify';
import { openJournal } from '../common/journal.js';
import { textOf } from '../common/partner-server.js';
import type { PartnerName } from '../common/partners.js';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The credentials that Interlink gave its clerks last, over restarts too. Development only, like the hub. */
export function addCredentialsDesk(
  app: FastifyInstance,
  folder: string,
  name: PartnerName,
): () => Credentials | undefined {
  const kept = openJournal<Credentials>(folder, `${name}-credentials`);
  app.post('/desk/credentials', { config: { operation: 'desk' } }, async (request, reply) => {
    // A form, because the record of what was received hides the secrets of forms.
    const form = new URLSearchParams(textOf(request));
    const [clientId, clientSecret] = [form.get('client_id'), form.get('client_secret')];
    if (!clientId || !clientSecret) {
      return reply.code(400).send({ error: 'Give client_id and client_secret as a form.' });
    }
    kept.append({ clientId, clientSecret });
    return { clientId };
  });
  return () => kept.entries.at(-1);
}
