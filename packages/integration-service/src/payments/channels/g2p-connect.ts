import { DisburseEnvelope, DisburseStatusRequest } from '@interlink/contracts/payments/g2p-connect';
import { DciRefusal } from '@interlink/contracts/exchange/dci-answer';
import { Ack } from '@interlink/contracts/exchange/dci/ack';
import type { PartnerAnswer, PartnerPost } from '@interlink/contracts/interconnection/partner-port';
import { sentHeaderOf } from '@interlink/domain/exchange/sent-header';
import { G2P_FORMAT } from '@interlink/domain/payments/formats/g2p-disburse';
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { OutgoingError, type Partner } from '../../interconnection/service.js';
import { parseJson } from '../../platform/json.js';
import type { Cause, ChannelOutcome, ChannelTools, OutgoingFile, PaymentChannel } from './channel.js';
import { readG2pStatus } from '../readers/g2p-status.js';
import { channelClock } from './clock.js';
import { LARGE_ANSWER } from './large-answer.js';

const G2pSettings = Type.Object(
  {
    /** Key of `partners`: who disburses; its token, keys, dialect of signatures and encryption are there. */
    partner: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);

/** Below our own address: where a partner tells of its own accord what became of a disbursement. */
export const ON_DISBURSE = '/g2pconnect/on-disburse';

/**
 * G2P Connect 1.0.0: the sealed list as a signed `disburse` request, acknowledged at once. What became of it comes as
 * `on-disburse`, and is asked for by `txn/status`; both signed. The message id of the file is that of the request.
 */
export const g2pConnect: PaymentChannel<typeof G2pSettings> = {
  id: 'g2p-connect',
  settings: G2pSettings,
  open(tools, { partner: id }) {
    const line: Line = { ...tools, other: tools.partner(id) };
    const reports = (messageId: string, cause: Cause) => askStatus(line, messageId, cause);
    return {
      send: (file, cause) => disburse(line, file, cause),
      reports,
      clock: channelClock(line.other, reports),
      readReport: (text) => ({ kind: 'g2p-status', report: readG2pStatus(text) }),
      from: id,
      format: G2P_FORMAT,
    };
  },
};

interface Line extends ChannelTools {
  readonly other: Partner;
}

async function disburse(line: Line, { messageId, text, count }: OutgoingFile, cause: Cause): Promise<ChannelOutcome> {
  const header = headerOf(line, 'disburse', messageId, count);
  const body = await tryEnvelope(line, { header, message: parseJson(text), form: DisburseEnvelope });
  if (body === undefined) return 'refused';
  const answer = await post(line, { operation: 'g2p-disburse', path: '/disburse', body, cause });
  return answer === undefined ? 'unknown' : outcomeOf(answer);
}

/** Undefined, and told, when a key is missing or the list is not of its form: nothing has left. */
async function tryEnvelope(line: Line, parts: Parts): Promise<string | undefined> {
  try {
    return await envelopeOf(line, parts);
  } catch (thrown) {
    line.alarm('g2p-message-cannot-be-made', thrown);
    return undefined;
  }
}

/** Only its own word is a receipt: anything else may be of whoever stands in between. */
function outcomeOf({ status, bytes }: PartnerAnswer): ChannelOutcome {
  const body = parseJson(bytes);
  const said = Value.Check(Ack, body) ? body.message.ack_status : undefined;
  if (status >= 200 && status < 300) return said === 'ACK' ? 'received' : said === 'ERR' ? 'refused' : 'unknown';
  const isRefusal = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  return isRefusal && (said === 'ERR' || Value.Check(DciRefusal, body)) ? 'refused' : 'unknown';
}

/** Nothing when it does not answer, does not know the message, or answers by what it did not sign. */
async function askStatus(line: Line, messageId: string, cause: Cause): Promise<readonly string[]> {
  const id = line.newId();
  const txnstatus_request = {
    ...{ reference_id: id, txn_type: 'disburse', attribute_type: 'transaction_id', attribute_value: messageId },
  };
  const message = { transaction_id: id, txnstatus_request };
  const header = headerOf(line, 'txn-status', id, 1);
  const body = await envelopeOf(line, { header, message, form: DisburseStatusRequest });
  const answer = await post(line, {
    ...LARGE_ANSWER,
    operation: 'g2p-status',
    path: '/disburse/sync/txn/status',
    body,
    cause,
  });
  if (answer?.status !== 200) return [];
  const text = await openReport(line, answer.bytes, id);
  return text === undefined ? [] : [text];
}

/** The report in plain, as it was signed; undefined, and told, when nobody can say that the other side wrote it. */
async function openReport({ other, alarm }: Line, bytes: Uint8Array, asked: string): Promise<string | undefined> {
  const body = parseJson(bytes) as Partial<Record<'header' | 'message' | 'signature', unknown>> | null | undefined;
  const parts = body && (await other.decrypt({ header: body.header, message: body.message }));
  const signature = parts ? await other.verify(body.signature, parts) : 'invalid';
  if (!parts || signature === 'invalid') {
    alarm('g2p-answer-not-signed-by-the-partner');
    return undefined;
  }
  const { transaction_id: answered } = (parts.message ?? {}) as { readonly transaction_id?: unknown };
  if (answered !== asked) {
    alarm('g2p-answer-to-another-question');
    return undefined;
  }
  return JSON.stringify({ signature: body?.signature, ...parts });
}

function headerOf<Action extends string>({ other, ownUrl, now }: Line, action: Action, id: string, count: number) {
  const { settings } = other;
  const parties = {
    senderId: settings.ownDciId ?? settings.clientId,
    senderUri: `${ownUrl}${ON_DISBURSE}`,
    receiverId: settings.dciId ?? other.id,
  };
  const identity = { messageId: id, transactionId: id, referenceId: id, at: now().toISOString(), ...parties };
  return { ...sentHeaderOf(action, identity), total_count: count };
}

interface Parts {
  readonly header: { readonly action: string };
  readonly message: unknown;
  /** Strict form of what leaves. */
  readonly form: TSchema;
}

/** Signed as the partner reads it after opening. Throws when what would leave is not of its own form. */
async function envelopeOf({ other }: Line, { header, message, form }: Parts): Promise<string> {
  const encrypted = await other.encrypt(message);
  const parts = encrypted ? { header: { ...header, is_msg_encrypted: true }, message } : { header, message };
  const envelope = { signature: await other.sign(parts), ...parts };
  if (!Value.Check(form, envelope)) throw new Error(`the message ${header.action} does not have its own form`);
  return JSON.stringify(encrypted ? { ...envelope, message: encrypted } : envelope);
}

/** Undefined when no answer came. */
async function post({ other }: Line, asked: PartnerPost): Promise<PartnerAnswer | undefined> {
  try {
    return await other.post(asked);
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return undefined;
  }
}
