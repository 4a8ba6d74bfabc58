import { DciAnswerEnvelope, DciStatusEnvelope } from '@interlink/contracts/exchange/dci-answer';
import { SentSubscribe, SentTxnStatus, SentUnsubscribe } from '@interlink/contracts/exchange/dci-request';
import { DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import { operations, registryTypes, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { ConnectorDeps, RegistryConnector } from '@interlink/contracts/exchange/connector';
import type { RegistryPort, RegistryQuery, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import { readStatus } from '@interlink/domain/exchange/client/outcome';
import { isOffered, peerProfiles, type PeerProfile } from '@interlink/domain/exchange/client/peer-profiles';
import {
  searchMessage,
  statusMessage,
  subscribeMessage,
  unsubscribeMessage,
} from '@interlink/domain/exchange/client/request-message';
import { foreignMember, readSearchAnswer } from '@interlink/domain/exchange/search-answer';
import type { MessageIdentity } from '@interlink/domain/exchange/sent-header';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { beginDci, callDci } from './dci-call.js';

/** A DCI client of one role: search at once or later, subscribe, unsubscribe, and what came of it (dci.md 2 to 6). */
export function registryConnector(id: string, role: DciRole): RegistryConnector {
  return {
    ...{ id, kind: 'registry', role },
    open(deps) {
      const peer = peerProfiles[deps.partner.settings.peer ?? 'standard'];
      const client = { role, peer, deps };
      return { search: searchBy(client), begin: beginBy(client), status: statusBy(client) };
    },
  };
}

interface Client {
  readonly role: DciRole;
  readonly peer: PeerProfile;
  readonly deps: ConnectorDeps;
}

/** Nobody was asked, so nothing proves it. */
const unsupported = (requestId: string) =>
  ({ kind: 'unsupported', evidence: { messageId: requestId, signature: 'absent' } }) as const;

const at = (role: DciRole, operation: DciOperation) => ({
  operation: `${role}-${operation}`,
  path: `/registry${operations[operation].path}`,
});

function searchBy({ role, peer, deps }: Client): RegistryPort['search'] {
  return async ({ question, requestId, cause }) => {
    if (!isOffered(peer, role, 'sync-search', question.query)) return unsupported(requestId);
    const reply = await callDci<DciAnswerEnvelope>(deps, {
      ...{ ...at(role, 'sync-search'), requestId, cause, asked: question },
      build: (identity) => searchMessage(named(role), question, peer, identity),
      sent: DciSearchEnvelope,
      isAnswer: (body) => Value.Check(DciAnswerEnvelope, body),
    });
    if (reply.kind !== 'answered') return reply;
    const { evidence } = reply;
    const found = readSearchAnswer(reply.envelope, reply.asked);
    return found.kind === 'foreign' ? { kind: 'refused', why: 'foreign', evidence } : { ...found, evidence };
  };
}

/** By which a registry says that it never got a request (dci.md 3). */
export const UNKNOWN_REQUEST = 'rjct.reference_id.invalid';

function statusBy({ role, peer, deps }: Client): RegistryPort['status'] {
  return async ({ about, requestId, cause }) => {
    if (!isOffered(peer, role, 'sync-txn-status') || !hasStatus(role)) return unsupported(requestId);
    const reply = await callDci<DciStatusEnvelope>(deps, {
      ...{ ...at(role, 'sync-txn-status'), requestId, cause, asked: about },
      build: (identity) => statusMessage(role, about, identity),
      sent: SentTxnStatus,
      isAnswer: (body) => Value.Check(DciStatusEnvelope, body),
    });
    // That the question is refused says nothing of the request that it is about; that the request is unknown does.
    if (reply.kind === 'rejected' && reply.code !== UNKNOWN_REQUEST) {
      return { kind: 'unavailable', why: 'unreachable', evidence: reply.evidence };
    }
    if (reply.kind !== 'answered') return reply;
    const { envelope, asked, evidence } = reply;
    const isForeign = foreignMember(envelope.header, { ...envelope.message, items: [] }, asked) !== undefined;
    if (isForeign) return { kind: 'refused', why: 'foreign', evidence };
    return { ...readStatus(about.kind, envelope.message), evidence };
  };
}

function beginBy({ role, peer, deps }: Client): RegistryPort['begin'] {
  return async ({ request, requestId, cause }) => {
    const { operation, query } = askedBy(request);
    const isKnown = operation !== 'txn-status' || hasStatus(role);
    if (!isKnown || !isOffered(peer, role, operation, query)) return unsupported(requestId);
    const reply = await beginDci(deps, {
      ...{ ...at(role, operation), requestId, cause, asked: request, answerPath: answerPath(role, request.kind) },
      ...formOf(request, role, peer),
    });
    if (reply.kind === 'answered') throw new Error('an acknowledgement is no answer');
    return reply;
  };
}

const named = (role: DciRole) => ({ role, type: registryTypes[role] });

/** Where the answer comes to, below our own base. */
const answerPath = (role: DciRole, kind: RegistryRequest['kind']): string =>
  `/${role}/registry${operations[answers[kind]].path}`;

const answers = {
  search: 'on-search',
  subscribe: 'on-subscribe',
  'txn-status': 'txn-on-status',
  unsubscribe: 'on-unsubscribe',
} as const;

const hasStatus = (role: DciRole) => operations['txn-status'].roles.includes(role);

function askedBy(request: RegistryRequest): { readonly operation: DciOperation; readonly query?: RegistryQuery } {
  if (request.kind === 'search') return { operation: 'search', query: request.question.query };
  if (request.kind === 'subscribe') return { operation: 'subscribe', query: request.watch.query };
  return { operation: request.kind };
}

interface Form {
  readonly build: (identity: MessageIdentity) => { readonly header: object; readonly message: object };
  readonly sent: TSchema;
}

function formOf(request: RegistryRequest, role: DciRole, peer: PeerProfile): Form {
  switch (request.kind) {
    case 'search':
      return {
        build: (identity) => searchMessage(named(role), request.question, peer, identity),
        sent: DciSearchEnvelope,
      };
    case 'subscribe':
      return { build: (identity) => subscribeMessage(named(role), request.watch, peer, identity), sent: SentSubscribe };
    case 'txn-status':
      return { build: (identity) => statusMessage(role, request.about, identity), sent: SentTxnStatus };
    case 'unsubscribe':
      return { build: (identity) => unsubscribeMessage(request.codes, identity), sent: SentUnsubscribe };
  }
}
