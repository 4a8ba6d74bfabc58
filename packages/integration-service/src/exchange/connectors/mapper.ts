import { MapperAnswerEnvelope, MapperLinkEnvelope, MapperResolveEnvelope } from '@interlink/contracts/exchange/mapper';
import type { ConnectorDeps, MapperConnector } from '@interlink/contracts/exchange/connector';
import type { MapperPort } from '@interlink/contracts/exchange/mapper-port';
import { readLinkAnswer, readResolveAnswer } from '@interlink/domain/exchange/mapper/answer';
import { mapperLinkMessage, mapperResolveMessage } from '@interlink/domain/exchange/mapper/messages';
import { Value } from 'typebox/value';
import { callDci } from '../client/dci-call.js';

/** G2P Connect client of a mapper of financial addresses: link and resolve, synchronous (dci.md 6.6). */
export const mapper: MapperConnector = {
  id: 'mapper',
  kind: 'mapper',
  open: (deps) => ({ link: linkBy(deps), resolve: resolveBy(deps) }),
};

const isAnswer = (body: unknown): body is MapperAnswerEnvelope => Value.Check(MapperAnswerEnvelope, body);

function linkBy(deps: ConnectorDeps): MapperPort['link'] {
  return async ({ link, requestId, cause }) => {
    const reply = await callDci(deps, {
      ...{ operation: 'mapper-link', path: '/mapper/sync/link', requestId, cause, asked: link, isAnswer },
      build: (identity) => mapperLinkMessage(link, identity),
      sent: MapperLinkEnvelope,
    });
    if (reply.kind !== 'answered') return reply;
    return { ...readLinkAnswer(reply.envelope, reply.asked), evidence: reply.evidence };
  };
}

function resolveBy(deps: ConnectorDeps): MapperPort['resolve'] {
  return async ({ question, requestId, cause }) => {
    const reply = await callDci(deps, {
      ...{ operation: 'mapper-resolve', path: '/mapper/sync/resolve', requestId, cause, asked: question, isAnswer },
      build: (identity) => mapperResolveMessage(question, identity),
      sent: MapperResolveEnvelope,
    });
    if (reply.kind !== 'answered') return reply;
    return { ...readResolveAnswer(reply.envelope, reply.asked), evidence: reply.evidence };
  };
}
