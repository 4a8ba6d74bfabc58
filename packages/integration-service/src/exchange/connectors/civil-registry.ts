import { DciAnswerEnvelope } from '@interlink/contracts/exchange/dci-answer';
import { DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import type { CivilSearchAnswer, CivilSearchRequest } from '@interlink/contracts/exchange/civil-registry-port';
import type { CivilRegistryConnector, ConnectorDeps } from '@interlink/contracts/exchange/connector';
import { toCivilRecord } from '@interlink/domain/exchange/civil-record';
import { peerProfiles } from '@interlink/domain/exchange/client/peer-profiles';
import { readSearchAnswer, type SearchAnswer } from '@interlink/domain/exchange/search-answer';
import { civilSearchMessage } from '@interlink/domain/exchange/search-message';
import { Value } from 'typebox/value';
import { callDci } from '../client/dci-call.js';

/** DCI v1.0.0 client of a civil registry: sync search, signed both ways (dci.md 3-6). */
export const civilRegistry: CivilRegistryConnector = {
  id: 'civil-registry',
  open: (deps) => ({ search: (request) => search(request, deps) }),
};

async function search(request: CivilSearchRequest, deps: ConnectorDeps): Promise<CivilSearchAnswer> {
  const { search: asked, requestId, cause } = request;
  const peer = peerProfiles[deps.partner.settings.peer ?? 'standard'];
  if (asked.nationalId === undefined && peer.attributes !== undefined) return notByName(requestId);
  const reply = await callDci<DciAnswerEnvelope>(deps, {
    ...{ operation: 'civil-search', path: '/registry/sync/search', requestId, cause, asked },
    build: (identity) => civilSearchMessage(asked, identity, peer),
    sent: DciSearchEnvelope,
    isAnswer: (body) => Value.Check(DciAnswerEnvelope, body),
  });
  if (reply.kind !== 'answered') return reply;
  return { ...toAnswer(readSearchAnswer(reply.envelope, reply.asked)), evidence: reply.evidence };
}

/** Such a peer does not search by name: nobody is asked, rather than asked for everybody born on that day. */
const notByName = (requestId: string) =>
  ({
    kind: 'rejected',
    code: 'rjct.filter.invalid',
    evidence: { messageId: requestId, signature: 'absent' },
  }) as const;

function toAnswer(found: SearchAnswer) {
  if (found.kind === 'foreign') return { kind: 'refused', why: 'foreign' } as const;
  if (found.kind === 'pending') return { kind: 'unavailable', why: 'timed-out' } as const;
  if (found.kind === 'rejected') return found;
  const records = found.records.map(toCivilRecord).filter((record) => record !== undefined);
  if (records.length < found.records.length) return { kind: 'refused', why: 'malformed' } as const;
  return { kind: 'records', records, total: found.total } as const;
}
