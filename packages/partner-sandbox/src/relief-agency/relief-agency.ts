import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signParts, type Parts } from '../civil-registry/signature.js';
import type { PrivateJwk } from '../common/keys.js';
import { openPartnerServer, takeFault, textOf, type PartnerTools } from '../common/partner-server.js';
import type { FaultKind } from '../common/partners.js';
import { parseJson } from '../common/schema.js';
import { openTokenEndpoint, type Client } from '../common/token-endpoint.js';
import { addCredentialsDesk } from '../consumer/credentials.js';
import { openSender } from '../consumer/sender.js';
import { openVerifier } from '../consumer/verify.js';
import { openCaller, type Caller } from '../register/caller.js';
import { addRegister, type Register } from '../register/register.js';
import {
  AGENCY_ID,
  answerEnrolled,
  answerSearch,
  rejectWhole,
  type EnrolledQuestion,
  type SearchQuestion,
} from './answers.js';
import { MISLEADING, toBeneficiary } from './beneficiary.js';
import { admit, headerFault, openMemory, refusal } from './desk.js';
import { openMembers, type Members, type ReliefMember } from './members.js';
import { idOf, openPusher, type Pusher } from './pusher.js';
import { problemOfEnrolled, problemOfSearch } from './schema.js';

export interface ReliefAgencySettings {
  /** Interlink, when it asks. */
  readonly client: Client;
  readonly countryDir: string;
  readonly signingKey: PrivateJwk;
  /** File with the public keys of whoever may ask. */
  readonly registeredJwks: string;
  readonly interlinkUrl: string;
  readonly ownUrl: string;
  /** Between two looks at its own books. */
  readonly pushEveryMs: number;
}

const NAME = 'relief-agency';

/** A second management system: its own programme and books; answers DCI IBR and pushes what its clerks write. */
export function openReliefAgency(tools: PartnerTools, settings: ReliefAgencySettings): FastifyInstance {
  const app = openPartnerServer(NAME, tools);
  const members = openMembers(tools.folder, settings.countryDir);
  const verify = openVerifier(settings.interlinkUrl);
  const given = addCredentialsDesk(app, tools.folder, NAME);
  const pusher = openPusher(tools, {
    ...{ members, given, ownUrl: settings.ownUrl, sender: openSender({ ...settings, verify }) },
  });
  const { interlinkUrl, signingKey, registeredJwks: jwksFile } = settings;
  const caller = openCaller(tools, { name: NAME, interlinkUrl, signingKey, given, idOf });
  const bearerOf = addRegistry(app, tools, settings, members);
  const register = addRegister(app, tools, {
    ...{ name: NAME, prefix: '', role: 'ibr', id: AGENCY_ID, regType: 'ns:org:RegistryType:IBR', hasStatus: true },
    ...{ bearerOf, jwksFile, signingKey, caller, events: ['enrollement', 'enrollement_status_change'] },
    search: (asked, at) => searchItems(asked as unknown as SearchQuestion, members, at),
  });
  addClerks(app, { members, pusher, signingKey, caller, register });
  keepPushing(app, pusher, settings.pushEveryMs);
  return app;
}

/** By itself, one push after the other; never two at once, and none after the end. */
function keepPushing(app: FastifyInstance, pusher: Pusher, everyMs: number): void {
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  let isOpen = true;
  const plan = () => {
    timer = setTimeout(() => void (turn = pusher.pushNews().then(() => (isOpen ? plan() : undefined))), everyMs);
  };
  app.addHook('onListen', async () => plan());
  app.addHook('onClose', async () => {
    isOpen = false;
    clearTimeout(timer);
    await turn;
  });
}

/** The items that a search at once would be answered with. */
function searchItems(asked: SearchQuestion, members: Members, at: string): readonly object[] {
  const { message } = answerSearch(asked, members, { at, fault: undefined });
  return (message as { readonly search_response: readonly object[] }).search_response;
}

interface Kind {
  readonly path: string;
  readonly operation: 'enrolled' | 'search';
  readonly member: string;
  readonly problemOf: (body: unknown) => string | undefined;
}
type Question = SearchQuestion & EnrolledQuestion;

const KINDS: readonly Kind[] = [
  { path: '/registry/sync/search', operation: 'search', member: 'search_response', problemOf: problemOfSearch },
  { path: '/registry/sync/enrolled', operation: 'enrolled', member: 'enrolled_response', problemOf: problemOfEnrolled },
];

function addRegistry(
  app: FastifyInstance,
  tools: PartnerTools,
  settings: ReliefAgencySettings,
  members: Members,
): (request: FastifyRequest) => string | undefined {
  const { client, registeredJwks: jwksFile, signingKey } = settings;
  const bearerOf = openTokenEndpoint(app, { path: '/oauth2/client/token', client, clock: tools.clock });
  const memory = openMemory(tools.folder);
  const now = () => new Date(tools.clock()).toISOString();

  async function answer({ problemOf, member }: Kind, request: FastifyRequest, reply: FastifyReply) {
    const sender = bearerOf(request);
    if (sender === undefined)
      return reply.code(401).send(refusal('err.request.unauthorized', 'No valid token.', now()));
    const admission = await admit<Question>(textOf(request), sender, { problemOf, jwksFile, at: now() });
    if ('refused' in admission) return admission.refused;
    const { question } = admission;
    const { message_id: messageId } = question.header;
    const known = memory.find(messageId, textOf(request));
    if (known === 'other-bytes') return refusal('err.request.bad', 'rjct.message_id.duplicate', now());
    const fault = takeFault(NAME, tools, request, 'wrong-person', 'wrong-signature', ...MISLEADING);
    if (known && !fault) return reply.type('application/json').send(known.reply);
    const text = await seal(toAnswer(question, member, fault), fault);
    // A spoilt answer is not remembered: asked again, the agency says what it knows.
    if (!fault) memory.keep(messageId, textOf(request), text);
    return reply.type('application/json').send(text);
  }

  function toAnswer(question: Question, member: string, fault: FaultKind | undefined): Parts {
    const { header, message } = question;
    const items = member === 'search_response' ? message.search_request.length : 1;
    const code = headerFault(question, items, tools.clock);
    if (code !== undefined) return rejectWhole(header, message.transaction_id, code, now(), member);
    if (member === 'search_response') return answerSearch(question, members, { at: now(), fault });
    return answerEnrolled(question, members, now());
  }

  async function seal(parts: Parts, fault: FaultKind | undefined): Promise<string> {
    return JSON.stringify({ signature: await signParts(parts, signingKey, fault === 'wrong-signature'), ...parts });
  }

  for (const kind of KINDS) {
    app.post(kind.path, { config: { operation: kind.operation } }, (request, reply) => answer(kind, request, reply));
  }
  return bearerOf;
}

interface Office {
  readonly members: Members;
  readonly pusher: Pusher;
  readonly signingKey: PrivateJwk;
  readonly caller: Caller;
  readonly register: Register;
}

/** The agency's own staff; development only, like the hub. */
function addClerks(app: FastifyInstance, { members, pusher, signingKey, caller, register }: Office): void {
  const { d: _private, ...published } = signingKey;
  app.get('/.well-known/jwks.json', { config: { operation: 'jwks' } }, async () => ({ keys: [published] }));
  const desk = { config: { operation: 'desk' } };
  app.get('/desk/members', desk, async () => members.list());
  app.get('/desk/called', desk, async () => caller.called);
  app.get('/desk/pushed', desk, async () => ({ pushed: pusher.pushed, trouble: pusher.trouble() }));
  app.post('/desk/members', desk, async (request, reply) => {
    const entry = parseJson(textOf(request));
    const isNew = !members
      .list()
      .some(({ memberId }) => memberId === (entry as Partial<ReliefMember> | undefined)?.memberId);
    const problem = members.write(entry);
    if (problem !== undefined) return reply.code(400).send({ error: problem });
    const event = isNew ? 'enrollement' : 'enrollement_status_change';
    await register.notify(event, 'Beneficiary', toBeneficiary(entry as ReliefMember));
    return { written: true };
  });
}
