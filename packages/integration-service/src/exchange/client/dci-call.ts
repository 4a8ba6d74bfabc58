import { createHash, randomUUID } from 'node:crypto';
import { DciAckEnvelope, DciRefusal, type DciAnswerHeader } from '@interlink/contracts/exchange/dci-answer';
import type { ConnectorDeps } from '@interlink/contracts/exchange/connector';
import type {
  ExchangeCause,
  PartnerAnswer,
  SignatureState,
  SignedParts,
} from '@interlink/contracts/interconnection/partner-port';
import { peerProfiles } from '@interlink/domain/exchange/client/peer-profiles';
import { normalise } from '@interlink/domain/exchange/message/quirks';
import { exceedsLimits, messageLimits } from '@interlink/domain/interconnection/message-limits';
import type { AskedFor } from '@interlink/domain/exchange/search-answer';
import type { MessageIdentity } from '@interlink/domain/exchange/sent-header';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { OutgoingError } from '../../interconnection/service.js';
import { parseAnswer } from '../../platform/json.js';
import { openAnswer } from './open-answer.js';

/** What every answer of DCI and G2P Connect has. */
export interface AnswerEnvelope {
  readonly signature?: string | null | undefined;
  readonly header: DciAnswerHeader;
  readonly message: object;
}

/** One synchronous question to a registry that speaks DCI v1.0.0, and how its answer must look. */
export interface DciCall<Answer extends AnswerEnvelope> {
  /** Goes to the access log, e.g. `civil-search`. */
  readonly operation: string;
  readonly path: string;
  /** Where an answer that comes later goes, below our own base. */
  readonly answerPath?: string;
  /** The same for each repeat of one step. */
  readonly requestId: string;
  readonly cause: ExchangeCause;
  /** What is asked; with the request id it fixes the ids of the message. */
  readonly asked: unknown;
  build(identity: MessageIdentity): SignedParts;
  /** Strict form of what leaves. */
  readonly sent: TSchema;
  /** Tolerant form of what comes back. */
  isAnswer(body: unknown): body is Answer;
}

/** What proves a reply; `raw` is undefined when nothing came. */
export interface DciEvidence {
  readonly messageId: string;
  readonly raw?: Uint8Array | undefined;
  readonly signature: SignatureState;
}

/**
 * `answered`: an envelope of the right form, whose signature is not wrong; whether it answers us is yet to be asked.
 */
export type DciReply<Answer> = { readonly evidence: DciEvidence } & (
  | { readonly kind: 'answered'; readonly envelope: Answer; readonly asked: AskedFor }
  | { readonly kind: 'refused'; readonly why: 'signature' | 'malformed' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly why: 'timed-out' | 'unreachable' }
);

/** Asks, signed both ways (dci.md 3-6). Never throws for what the partner does or fails to do. */
export async function callDci<Answer extends AnswerEnvelope>(
  deps: ConnectorDeps,
  call: DciCall<Answer>,
): Promise<DciReply<Answer>> {
  const identity = await identityOf(call, deps);
  try {
    const body = await signedBody(call, identity, deps);
    const { operation, path, cause } = call;
    return await readAnswer(await deps.partner.post({ operation, path, body, cause }), call, identity, deps);
  } catch (thrown) {
    return unavailable(thrown, identity);
  }
}

function unavailable(thrown: unknown, { messageId }: MessageIdentity): DciReply<never> {
  if (!(thrown instanceof OutgoingError)) throw thrown;
  const why = thrown.reason === 'timed-out' ? 'timed-out' : 'unreachable';
  return { kind: 'unavailable', why, evidence: { messageId, signature: 'absent' } };
}

/** As `callDci`, where the answer comes later: what is had at once is an acknowledgement, which nobody signs. */
export async function beginDci(
  deps: ConnectorDeps,
  call: Omit<DciCall<AnswerEnvelope>, 'isAnswer'>,
): Promise<DciReply<AnswerEnvelope> | DciAcknowledged> {
  // Of a request that is sent anew after a while, the item must still be the same: its answer may be on its way.
  const identity = { ...(await identityOf(call, deps)), referenceId: referenceOf(call.requestId) };
  try {
    const body = await signedBody(call, identity, deps);
    const { operation, path, cause } = call;
    return readAck(await deps.partner.post({ operation, path, body, cause }), identity);
  } catch (thrown) {
    return unavailable(thrown, identity);
  }
}

export interface DciAcknowledged {
  readonly kind: 'acknowledged' | 'noted';
  readonly correlationId: string;
  readonly evidence: DciEvidence;
}

/** Undefined when it is no JSON that can be kept, or so deep that walking it would end the stack. */
function receivedIn({ bytes }: PartnerAnswer): unknown {
  const tooDeep = exceedsLimits(Buffer.from(bytes).toString('utf8'), { ...messageLimits, nodes: Infinity });
  return tooDeep === undefined ? parseAnswer(bytes) : undefined;
}

/** What the partner will call a request of ours, known before it is sent. */
export const transactionOf = (requestId: string): string => derivedUuid('transaction', requestId);
export const referenceOf = (requestId: string): string => derivedUuid('reference', requestId);

function readAck(answer: PartnerAnswer, { messageId }: MessageIdentity): DciReply<never> | DciAcknowledged {
  const evidence = { messageId, raw: answer.bytes, signature: 'absent' as const };
  if (answer.status >= 500 || answer.status === 429) return { kind: 'unavailable', why: 'unreachable', evidence };
  const body = receivedIn(answer);
  if (Value.Check(DciAckEnvelope, body)) {
    const { ack_status: status, correlation_id: correlationId } = body.message;
    return { kind: status === 'ACK' ? 'acknowledged' : 'noted', correlationId, evidence };
  }
  return Value.Check(DciRefusal, body)
    ? { kind: 'rejected', code: refusalCode(body), evidence }
    : { kind: 'refused', why: 'malformed', evidence };
}

type Asking = Pick<DciCall<AnswerEnvelope>, 'answerPath' | 'asked' | 'cause' | 'requestId'>;

/** Derived from the request alone, so that a repeat after a lost answer is the same message, byte for byte. */
async function identityOf(
  { answerPath = ANSWERS, asked, requestId, cause }: Asking,
  deps: ConnectorDeps,
): Promise<MessageIdentity> {
  const { id, settings } = deps.partner;
  const { attempt, at } = await deps.sent.remember(id, requestId, cause.actor);
  // Encrypted twice, a message is not the same bytes twice: then each is a message of its own, about one transaction.
  const own = (settings.encryption ?? 'none') === 'none' ? [] : [randomUUID()];
  const seed = JSON.stringify([id, requestId, attempt, asked, ...own]);
  return {
    messageId: derivedUuid('message', seed),
    referenceId: derivedUuid('reference', seed),
    transactionId: transactionOf(requestId),
    at: at.toISOString(),
    senderId: settings.ownDciId ?? settings.clientId,
    senderUri: `${deps.callbackBase}${answerPath}`,
    receiverId: settings.dciId ?? id,
  };
}

/** Named by what is answered at once, where nobody uses it. */
const ANSWERS = '/crvs/registry/on-search';

/** RFC 9562 version 8: its bits are ours to derive. */
function derivedUuid(what: string, seed: string): string {
  const bytes = createHash('sha256').update(`${what}\n${seed}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

async function signedBody(
  call: Pick<DciCall<AnswerEnvelope>, 'build' | 'operation' | 'sent'>,
  identity: MessageIdentity,
  { partner }: ConnectorDeps,
): Promise<string> {
  const built = call.build(identity);
  const encrypted = await partner.encrypt(built.message);
  // What is signed is what the receiver reads after opening: header and plain message.
  const parts = encrypted ? { ...built, header: { ...(built.header as object), is_msg_encrypted: true } } : built;
  const envelope = { signature: await partner.sign(parts), ...parts };
  // Strict in what we send: a message of ours that breaks the format is our bug and does not leave.
  if (!Value.Check(call.sent, envelope)) throw new Error(`the message of ${call.operation} does not have its own form`);
  return JSON.stringify(encrypted ? { ...envelope, message: encrypted } : envelope);
}

async function readAnswer<Answer extends AnswerEnvelope>(
  answer: PartnerAnswer,
  { isAnswer }: DciCall<Answer>,
  identity: MessageIdentity,
  deps: ConnectorDeps,
): Promise<DciReply<Answer>> {
  const evidence = { messageId: identity.messageId, raw: answer.bytes, signature: 'absent' as const };
  if (answer.status >= 500 || answer.status === 429) return { kind: 'unavailable', why: 'unreachable', evidence };
  const received = await openAnswer(receivedIn(answer), deps.partner);
  if (received === undefined) return { kind: 'refused', why: 'malformed', evidence };
  const body = normalise(received.plain, peerProfiles[deps.partner.settings.peer ?? 'standard'].quirks).value;
  if (!isAnswer(body)) {
    return Value.Check(DciRefusal, body)
      ? { kind: 'rejected', code: refusalCode(body), evidence }
      : { kind: 'refused', why: 'malformed', evidence };
  }
  // What was signed is what was received, before anything in it was put right.
  const signature = await deps.partner.verify(body.signature, received.signed);
  const proven = { ...evidence, signature };
  if (signature === 'invalid') return { kind: 'refused', why: 'signature', evidence: proven };
  return { kind: 'answered', envelope: body, asked: askedFor(identity), evidence: proven };
}

const askedFor = ({ transactionId, referenceId, senderId, receiverId }: MessageIdentity): AskedFor => ({
  transactionId,
  referenceId,
  askedBy: senderId,
  askedOf: receiverId,
});

function refusalCode(body: DciRefusal): string {
  if ('errors' in body) return body.errors[0]?.code ?? 'err';
  return 'error' in body ? body.error.code : (body.message.error?.code ?? body.message.ack_status);
}
