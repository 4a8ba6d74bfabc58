import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CivilPerson } from '../common/country.js';
import { encryptFor } from '../common/encryption.js';
import { openJournal } from '../common/journal.js';
import { readJwks, type PrivateJwk } from '../common/keys.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import { SEALING_FAULTS, type FaultKind } from '../common/partners.js';
import { compileSchema, parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { addCredentialsDesk } from '../consumer/credentials.js';
import { admit, findHeaderFault, type Admission } from './admission.js';
import { addRegister } from '../register/register.js';
import { openCaller } from '../register/caller.js';
import { addDesk, openDeaths, type Deaths } from './desk.js';
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
  /** RSA; with it messages may be encrypted for the registry, and what is asked so is answered so. */
  readonly encryptionKey?: PrivateJwk;
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
  const deaths = addOffice(app, tools, settings, bearerOf);

  app.post('/registry/sync/search', { config: { operation: 'search' } }, async (request, reply) => {
    const sender = bearerOf(request);
    const body = parseJson(textOf(request));
    const wrong = unreadable(request, sender, body);
    if (sender === undefined || wrong) return reply.code(wrong?.status ?? 401).send(wrong?.told(now()));
    const { registeredJwks: jwksFile, encryptionKey } = settings;
    const desk = { id: REGISTRY_ID, problemOf, jwksFile, encryptionKey };
    const admission = await admit<SearchEnvelope>(body, sender, desk, now());
    if ('refused' in admission) return admission.refused;
    return reply.type('application/json').send(await answerOnce(admission, request));
  });

  async function answerOnce({ envelope, wasEncrypted }: Admitted, request: FastifyRequest): Promise<string | object> {
    const { sender_id: senderId, message_id: messageId } = envelope.header;
    const bodyHash = createHash('sha256').update(textOf(request)).digest('hex');
    const known = answered.entries.find((one) => one.senderId === senderId && one.messageId === messageId);
    if (known && known.bodyHash !== bodyHash) {
      return refusal('err.request.bad', 'rjct.message_id.duplicate', now());
    }
    const fault = takeFault('civil-registry', tools, request, ...SPOILING);
    const sealing = { key: settings.signingKey, fault, ...(wasEncrypted && { jwksFile: settings.registeredJwks }) };
    if (known && !fault) return known.reply;
    const headerFault = findHeaderFault(envelope, envelope.message.search_request.length, tools.clock);
    if (headerFault !== undefined) return seal(headerRejection(envelope, headerFault, now()), sealing);
    const parts = searchAnswer(envelope, search(envelope, fault), now());
    const reply = await seal(parts, sealing);
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

  return app;
}

const SPOILING = ['wrong-person', 'wrong-signature', ...SEALING_FAULTS] as const;
type Admitted = Extract<Admission<SearchEnvelope>, { readonly wasEncrypted: boolean }>;

interface Sealing {
  readonly key: PrivateJwk;
  readonly fault: FaultKind | undefined;
  /** Of who asked, when the answer is to be encrypted. */
  readonly jwksFile?: string;
}

/** Signed over the plain message, then encrypted for the caller's key of that use. */
async function seal(plain: Parts, { key, fault, jwksFile }: Sealing): Promise<string> {
  const theirs = jwksFile === undefined ? undefined : readJwks(jwksFile).find(({ use }) => use === 'enc');
  const isSealed = theirs !== undefined && fault !== 'unsealed';
  const parts = isSealed ? { ...plain, header: { ...plain.header, is_msg_encrypted: true } } : plain;
  const signature = await signParts(parts, key, fault === 'wrong-signature');
  const message = isSealed ? encryptFor(theirs, parts.message, fault) : parts.message;
  return JSON.stringify({ signature, header: parts.header, message });
}

/** What is refused before the message is looked at. */
function unreadable(request: FastifyRequest, sender: string | undefined, body: unknown) {
  const refused = (status: number, code: string, message: string) => ({
    status,
    told: (at: Date) => refusal(code, message, at),
  });
  if (sender === undefined) return refused(401, 'err.request.unauthorized', 'No valid token.');
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return refused(415, 'err.request.bad', 'Only application/json is read.');
  }
  return body === undefined ? refused(400, 'err.request.bad', 'This is not JSON.') : undefined;
}

/** What the office does beside answering at once: later answers, notices, its sister registers, its desk. */
function addOffice(
  app: FastifyInstance,
  tools: PartnerTools,
  settings: CivilRegistrySettings,
  bearerOf: (request: FastifyRequest) => string | undefined,
): Deaths {
  const { interlinkUrl, signingKey, registeredJwks: jwksFile } = settings;
  const given = addCredentialsDesk(app, tools.folder, 'civil-registry');
  const caller = openCaller(tools, { name: 'civil-registry', interlinkUrl, signingKey, given });
  const deaths = openDeaths(tools.folder, settings.people);
  const common = { name: 'civil-registry', id: REGISTRY_ID, jwksFile, signingKey, caller } as const;
  const register = addRegister(app, tools, {
    ...{ ...common, prefix: '', role: 'crvs', regType: 'ns:org:RegistryType:Civil', hasStatus: true, bearerOf },
    events: ['BIRTH', 'DEATH', 'Death', 'Divorce', 'LiveBirth', 'Marriage'],
    search: (asked, at) => itemsOfSearch(asked as unknown as SearchEnvelope, deaths, at),
  });
  for (const sister of settings.sisters ?? []) addSister(app, tools, { ...settings, ...common }, sister);
  addDesk(app, { caller, deaths, register });
  return deaths;
}

function itemsOfSearch(envelope: SearchEnvelope, deaths: Deaths, at: string): readonly object[] {
  const found = searchItems(envelope.message.search_request, deaths.people(), (all) => all);
  const { message } = searchAnswer(envelope, found, new Date(at));
  return (message as { readonly search_response: readonly object[] }).search_response;
}
