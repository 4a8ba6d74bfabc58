import type { FastifyInstance } from 'fastify';
import { openJournal } from '../common/journal.js';
import { openPartnerServer, textOf, type PartnerTools } from '../common/partner-server.js';
import { compileSchema, parseJson } from '../common/schema.js';

interface SignedHead {
  readonly head: Readonly<Record<string, unknown>> & { readonly size: number };
  readonly signature: string;
}

const problemOf = compileSchema({
  type: 'object',
  required: ['head', 'signature'],
  properties: {
    head: { type: 'object', required: ['size'], properties: { size: { type: 'integer', minimum: 0 } } },
    signature: { type: 'string', minLength: 1 },
  },
});

/** Keeps signed tree heads for ever; two histories of one size, or a shorter one, are refused. */
export function openWitness(tools: PartnerTools): FastifyInstance {
  const app = openPartnerServer('witness', tools);
  const heads = openJournal<SignedHead & { witnessedAt: string }>(tools.folder, 'witness-heads');

  app.post('/heads', { config: { operation: 'append' } }, async (request, reply) => {
    const given = parseJson(textOf(request)) as SignedHead;
    const problem = problemOf(given);
    if (problem !== undefined) return reply.code(400).send({ error: 'invalid_head', problem });
    const { head, signature } = given;
    const sameSize = heads.entries.find((entry) => entry.head.size === head.size);
    if (sameSize) {
      // The same head again is a repeat, whatever randomness its signature holds.
      if (canonical(sameSize.head) !== canonical(head)) return reply.code(409).send({ error: 'two_heads_of_one_size' });
      return { size: head.size, witnessedAt: sameSize.witnessedAt };
    }
    const newest = heads.entries.at(-1);
    if (newest && head.size < newest.head.size) return reply.code(409).send({ error: 'older_than_newest' });
    const witnessedAt = new Date(tools.clock()).toISOString();
    heads.append({ head, signature, witnessedAt });
    return reply.code(201).send({ size: head.size, witnessedAt });
  });

  app.get('/heads/latest', { config: { operation: 'latest' } }, async (_request, reply) => {
    return heads.entries.at(-1) ?? reply.code(404).send({ error: 'no_head' });
  });
  return app;
}

/** One text for one value, however its members are ordered. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}
