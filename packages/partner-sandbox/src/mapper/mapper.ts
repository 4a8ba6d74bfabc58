import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { admit, findHeaderFault } from '../civil-registry/admission.js';
import { refusal } from '../civil-registry/answers.js';
import { signParts, type Parts } from '../civil-registry/signature.js';
import type { MappedAccount } from '../common/country.js';
import { openJournal, type Journal } from '../common/journal.js';
import type { PrivateJwk } from '../common/keys.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { compileSchema, parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { itemsOf, mapperAnswer, MAPPER_ID, type Envelope, type Item } from './answers.js';
import { openLinks, type Finding, type LinkItem, type Links } from './links.js';
import { linkRequestEnvelope, resolveRequestEnvelope } from './schemas.js';

export interface MapperSettings {
  readonly client: Client;
  readonly links: readonly MappedAccount[];
  readonly signingKey: PrivateJwk;
  /** File with the public keys of whoever may ask. */
  readonly registeredJwks: string;
}

/** One operation: the form it takes, and what it does about one item. */
interface Operation {
  readonly name: 'link' | 'resolve';
  readonly problemOf: (body: unknown) => string | undefined;
  readonly work: (item: Item) => Finding;
}

interface Answered {
  readonly messageId: string;
  readonly bodyHash: string;
  readonly reply: string;
}

/** What the desk needs to answer a message that was admitted. */
interface Office {
  readonly tools: PartnerTools;
  readonly settings: MapperSettings;
  readonly links: Links;
  readonly answered: Journal<Answered>;
}

/** A G2P Connect mapper: which account is whose; signed both ways, each message answered once. */
export function openMapper(tools: PartnerTools, settings: MapperSettings): FastifyInstance {
  const app = openPartnerServer('mapper', tools);
  const { client, registeredJwks } = settings;
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/client/token', client, clock: tools.clock });
  const links = openLinks(tools.folder, settings.links);
  const answered = openJournal<Answered>(tools.folder, 'mapper-answers');
  for (const operation of operationsOf(links)) {
    const { name, problemOf } = operation;
    app.post(`/mapper/sync/${name}`, { config: { operation: name } }, async (request, reply: FastifyReply) => {
      const now = new Date(tools.clock());
      const sender = bearerOf(request);
      if (sender === undefined)
        return reply.code(401).send(refusal('err.request.unauthorized', 'No valid token.', now));
      const body = parseJson(textOf(request));
      if (body === undefined) return reply.code(400).send(refusal('err.request.bad', 'This is not JSON.', now));
      const desk = { id: MAPPER_ID, problemOf, jwksFile: registeredJwks };
      const admission = await admit<Envelope>(body, sender, desk, now);
      if ('refused' in admission) return admission.refused;
      const told = await answerOnce({ tools, settings, links, answered }, operation, admission.envelope, request);
      return reply.type('application/json').send(told);
    });
  }
  return app;
}

const operationsOf = (links: Links): readonly Operation[] => [
  { name: 'link', problemOf: compileSchema(linkRequestEnvelope), work: (item) => links.link(item as LinkItem) },
  { name: 'resolve', problemOf: compileSchema(resolveRequestEnvelope), work: (item) => links.resolve(item) },
];

async function answerOnce(
  { tools, settings, links, answered }: Office,
  { name, work }: Operation,
  envelope: Envelope,
  request: FastifyRequest,
): Promise<string | object> {
  const { message_id: messageId } = envelope.header;
  const bodyHash = createHash('sha256').update(textOf(request)).digest('hex');
  const now = new Date(tools.clock());
  const known = answered.entries.find((one) => one.messageId === messageId);
  if (known && known.bodyHash !== bodyHash) return refusal('err.request.bad', 'rjct.message_id.duplicate', now);
  const fault = takeFault('mapper', tools, request, 'wrong-person', 'wrong-signature');
  if (known && !fault) return known.reply;
  const items = itemsOf(envelope, name);
  const headerFault = findHeaderFault(envelope, items.length, tools.clock);
  const tell = (item: Item) => (fault === 'wrong-person' ? mixedUp(work(item), item, links) : work(item));
  const findings = headerFault === undefined ? items.map(onceEach(tell)) : [];
  const parts = mapperAnswer(envelope, name, {
    ...{ findings, at: now.toISOString() },
    ...(headerFault !== undefined && { headerFault }),
  });
  const reply = await seal(parts, settings.signingKey, fault === 'wrong-signature');
  // A spoilt answer is not remembered: asked again, the mapper says what it knows.
  if (!fault) answered.append({ messageId, bodyHash, reply });
  return reply;
}

/**
 * Of two items of one reference nobody could say which is answered: the second is refused, and nothing is done for it.
 */
function onceEach(tell: (item: Item) => Finding) {
  const seen = new Set<string>();
  return (item: Item): Finding => {
    if (seen.has(item.reference_id)) return { status: 'rjct', status_reason_code: 'rjct.reference_id.duplicate' };
    seen.add(item.reference_id);
    return tell(item);
  };
}

/** Tells of somebody else under the item's own reference. */
function mixedUp(finding: Finding, { id }: Item, links: Links): Finding {
  const other = links.another(id);
  return other ? { ...finding, id: other.id, fa: other.fa } : finding;
}

async function seal(parts: Parts, key: PrivateJwk, forge: boolean): Promise<string> {
  return JSON.stringify({ signature: await signParts(parts, key, forge), ...parts });
}
