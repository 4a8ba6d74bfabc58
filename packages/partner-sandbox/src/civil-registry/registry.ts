import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CivilPerson } from '../common/country.js';
import { openJournal } from '../common/journal.js';
import type { PrivateJwk } from '../common/keys.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import type { FaultKind } from '../common/partners.js';
import { compileSchema, parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { admit, findHeaderFault } from './admission.js';
import { addRegister } from '../register/register.js';
import { openCaller } from '../register/caller.js';
import { addDesk, openDeaths } from './desk.js';
import { addSister, type SisterRegister } from './sisters.js';
import { headerRejection, refusal, REGISTRY_ID, searchAnswer } from './answers.js';
import type { SearchEnvelope } from './messages.js';
import { searchRequestEnvelope } from './schemas/search-request.js';
import { searchItems } from './search.js';
import { signParts, type Parts } from './signature.js';

export interface CivilRegistrySettings {
  readonly client: Client;
  readonly people: readonly CivilPerson[];
  readonly signingKey: PrivateJwk;
  /** File with the public keys of whoever may ask. */
  readonly registeredJwks: string;
  /** Where Interlink is reached, to be called back. */
  readonly interlinkUrl: string;
  /** Other registers that the same office keeps, below `/<role>`. */
  readonly sisters?: readonly SisterRegister[];
}

const problemOf = compileSchema(searchRequestEnvelope);

interface Answered {
  readonly senderId: string;
  readonly messageId: string;
  readonly bodyHash: string;
  readonly reply: string;
}

/** A DCI v1.0.0 registry: synchronous search, bearer, signed both ways, each message answered once. */
export function openCivilRegistry(tools: PartnerTools, settings: CivilRegistrySettings): FastifyInstance {
  const app = openPartnerServer('civil-registry', tools);
  const bearerOf = openTokenEndpoint(app, {
    path: '/oauth2/client/token',
    client: settings.client,
    clock: tools.clock,
  });
  const answered = openJournal<Answered>(tools.folder, 'civil-registry-answers');
  const now = () => new Date(tools.clock());
  const { interlinkUrl, signingKey, registeredJwks: jwksFile } = settings;
  const caller = openCaller(tools, { name: 'civil-registry', interlinkUrl, signingKey });
  const deaths = openDeaths(tools.folder, settings.people);
  const common = { name: 'civil-registry', id: REGISTRY_ID, jwksFile, signingKey, caller } as const;
  const register = addRegister(app, tools, {
    ...{ ...common, prefix: '', role: 'crvs', regType: 'ns:org:RegistryType:Civil', hasStatus: true, bearerOf },
    events: ['BIRTH', 'DEATH', 'Death', 'Divorce', 'LiveBirth', 'Marriage'],
    search: (asked, at) => itemsOfSearch(asked as unknown as SearchEnvelope, at),
  });
  for (const sister of settings.sisters ?? []) addSister(app, tools, { ...settings, ...common }, sister);
  addDesk(app, { caller, deaths, register });

  function itemsOfSearch(envelope: SearchEnvelope, at: string): readonly object[] {
    const found = searchItems(envelope.message.search_request, deaths.people(), (all) => all);
    const { message } = searchAnswer(envelope, found, new Date(at));
    return (message as { readonly search_response: readonly object[] }).search_response;
  }

  app.post('/registry/sync/search', { config: { operation: 'search' } }, async (request, reply) => {
    const sender = bearerOf(request);
    if (sender === undefined)
      return reply.code(401).send(refusal('err.request.unauthorized', 'No valid token.', now()));
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
      return reply.code(415).send(refusal('err.request.bad', 'Only application/json is read.', now()));
    }
    const body = parseJson(textOf(request));
    if (body === undefined) return reply.code(400).send(refusal('err.request.bad', 'This is not JSON.', now()));
    const desk = { id: REGISTRY_ID, problemOf, jwksFile: settings.registeredJwks };
    const admission = await admit<SearchEnvelope>(body, sender, desk, now());
    if ('refused' in admission) return admission.refused;
    return reply.type('application/json').send(await answerOnce(admission.envelope, request));
  });

  async function answerOnce(envelope: SearchEnvelope, request: FastifyRequest): Promise<string | object> {
    const { sender_id: senderId, message_id: messageId } = envelope.header;
    const bodyHash = createHash('sha256').update(textOf(request)).digest('hex');
    const known = answered.entries.find((one) => one.senderId === senderId && one.messageId === messageId);
    if (known && known.bodyHash !== bodyHash) {
      return refusal('err.request.bad', 'rjct.message_id.duplicate', now());
    }
    const fault = takeFault('civil-registry', tools, request, 'wrong-person', 'wrong-signature');
    if (known && !fault) return known.reply;
    const headerFault = findHeaderFault(envelope, envelope.message.search_request.length, tools.clock);
    if (headerFault !== undefined) return seal(headerRejection(envelope, headerFault, now()), fault);
    const parts = searchAnswer(envelope, search(envelope, fault), now());
    const reply = await seal(parts, fault);
    // A spoilt answer is not remembered: asked again, the registry says what it knows.
    if (!fault) answered.append({ senderId, messageId, bodyHash, reply });
    return reply;
  }

  function search({ message }: SearchEnvelope, fault: FaultKind | undefined) {
    const spoil = (found: readonly CivilPerson[]) =>
      fault === 'wrong-person'
        ? deaths
            .people()
            .filter((person) => !found.includes(person))
            .slice(0, 1)
        : found;
    return searchItems(message.search_request, deaths.people(), spoil);
  }

  async function seal(parts: Parts, fault: FaultKind | undefined): Promise<string> {
    const signature = await signParts(parts, settings.signingKey, fault === 'wrong-signature');
    return JSON.stringify({ signature, ...parts });
  }
  return app;
}
