import { createHash } from 'node:crypto';
import { DciAnswerEnvelope, DciRefusal } from '@interlink/contracts/exchange/dci-answer';
import { DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import type { PartnerAnswer } from '@interlink/contracts/interconnection/partner-port';
import type { CivilSearchAnswer, CivilSearchRequest } from '@interlink/contracts/exchange/civil-registry-port';
import { toCivilRecord } from '@interlink/domain/exchange/civil-record';
import { readSearchAnswer, type AskedFor, type SearchAnswer } from '@interlink/domain/exchange/search-answer';
import { civilSearchMessage, type MessageIdentity } from '@interlink/domain/exchange/search-message';
import { Value } from 'typebox/value';
import { OutgoingError } from '../../interconnection/service.js';
import type { Connector, ConnectorDeps } from '@interlink/contracts/exchange/connector';
import { parseJson } from '../../platform/json.js';

/** DCI v1.0.0 client of a civil registry: sync search, signed both ways (dci.md 3-6). */
export const civilRegistry: Connector = {
  id: 'civil-registry',
  open: (deps) => ({ search: (request) => search(request, deps) }),
};

async function search(request: CivilSearchRequest, deps: ConnectorDeps): Promise<CivilSearchAnswer> {
  const identity = await identityOf(request, deps);
  try {
    const body = await signedBody(request, identity, deps);
    const answer = await deps.partner.post({
      operation: 'civil-search',
      path: '/registry/sync/search',
      body,
      cause: request.cause,
    });
    return await readAnswer(answer, identity, deps);
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    const why = thrown.reason === 'timed-out' ? 'timed-out' : 'unreachable';
    return { kind: 'unavailable', why, evidence: { messageId: identity.messageId, signature: 'absent' } };
  }
}

/** Derived from the request alone, so that a repeat after a lost answer is the same message, byte for byte. */
async function identityOf(
  { search: asked, requestId, cause }: CivilSearchRequest,
  deps: ConnectorDeps,
): Promise<MessageIdentity> {
  const { id, settings } = deps.partner;
  const { attempt, at } = await deps.sent.remember(id, requestId, cause.actor);
  const seed = JSON.stringify([id, requestId, attempt, asked]);
  return {
    messageId: derivedUuid('message', seed),
    referenceId: derivedUuid('reference', seed),
    transactionId: derivedUuid('transaction', requestId),
    at: at.toISOString(),
    senderId: settings.ownDciId ?? settings.clientId,
    senderUri: deps.callbackUrl,
    receiverId: settings.dciId ?? id,
  };
}

/** RFC 9562 version 8: its bits are ours to derive. */
function derivedUuid(what: string, seed: string): string {
  const bytes = createHash('sha256').update(`${what}\n${seed}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

async function signedBody(
  { search: asked }: CivilSearchRequest,
  identity: MessageIdentity,
  { partner }: ConnectorDeps,
) {
  const parts = civilSearchMessage(asked, identity);
  const envelope = { signature: await partner.sign(parts), ...parts };
  // Strict in what we send: a message of ours that breaks the format is our bug and does not leave.
  if (!Value.Check(DciSearchEnvelope, envelope)) throw new Error('the DCI search does not have its own form');
  return JSON.stringify(envelope);
}

async function readAnswer(
  answer: PartnerAnswer,
  identity: MessageIdentity,
  deps: ConnectorDeps,
): Promise<CivilSearchAnswer> {
  const evidence = { messageId: identity.messageId, raw: answer.bytes, signature: 'absent' as const };
  const body = parseJson(answer.bytes);
  if (answer.status >= 500 || answer.status === 429) return { kind: 'unavailable', why: 'unreachable', evidence };
  if (!Value.Check(DciAnswerEnvelope, body)) {
    return Value.Check(DciRefusal, body)
      ? { kind: 'rejected', code: refusalCode(body), evidence }
      : { kind: 'refused', why: 'malformed', evidence };
  }
  const signature = await deps.partner.verify(body.signature, { header: body.header, message: body.message });
  const proven = { ...evidence, signature };
  if (signature === 'invalid') return { kind: 'refused', why: 'signature', evidence: proven };
  return { ...toAnswer(readSearchAnswer(body, askedFor(identity))), evidence: proven };
}

const askedFor = ({ transactionId, referenceId, senderId, receiverId }: MessageIdentity): AskedFor => ({
  transactionId,
  referenceId,
  askedBy: senderId,
  askedOf: receiverId,
});

function toAnswer(found: SearchAnswer) {
  if (found.kind === 'foreign') return { kind: 'refused', why: 'foreign' } as const;
  if (found.kind === 'pending') return { kind: 'unavailable', why: 'timed-out' } as const;
  if (found.kind === 'rejected') return found;
  const records = found.records.map(toCivilRecord).filter((record) => record !== undefined);
  if (records.length < found.records.length) return { kind: 'refused', why: 'malformed' } as const;
  return { kind: 'records', records, total: found.total } as const;
}

function refusalCode(body: DciRefusal): string {
  if ('errors' in body) return body.errors[0]?.code ?? 'err';
  return 'error' in body ? body.error.code : (body.message.error?.code ?? body.message.ack_status);
}
