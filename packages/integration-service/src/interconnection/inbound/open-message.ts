import type { InboundPartner, MessageRefusal, OpenedMessage } from '@interlink/contracts/interconnection/inbound';
import type { SignatureState, SignedParts } from '@interlink/contracts/interconnection/partner-port';
import { exceedsLimits, isInWindow, messageLimits } from '@interlink/domain/interconnection/message-limits';
import type { Keyring } from '../keyring.js';
import { isStorable } from '../../platform/http/storable.js';
import type { PartnerKeys } from '../keys.js';
import { verifyMessage } from '../message-signature.js';
import { openParts } from './encryption.js';

export interface OpenMessageDeps {
  readonly keyring: Keyring;
  readonly keysOf: (partnerId: string) => Promise<PartnerKeys>;
  readonly now: () => Date;
  readonly windowMs: number;
}

type Read = { readonly signature: unknown; readonly parts: SignedParts };
type Failed = Extract<OpenedMessage, { ok: false }>;

/**
 * From the bytes received to a message that this partner sent now: size, encoding, depth, form, decryption, sender,
 * time and signature, in this order. Whether its message id is new is asked in the transaction of its effect.
 */
export async function openMessage(
  deps: OpenMessageDeps,
  partner: InboundPartner,
  bytes: Uint8Array,
): Promise<OpenedMessage> {
  const read = readMessage(bytes);
  if ('ok' in read) return read;
  const opened = await openParts(deps.keyring, partner.encryption, read.parts);
  if (!opened.ok) return refused('err.encryption.invalid', opened.detail);
  const { parts, encrypted } = opened;
  const header = parts.header as Readonly<Record<string, unknown>>;
  if (!isFrom(header, partner)) return refused('err.sender_id.invalid', 'the sender is not the partner');
  if (!isInWindow(header['message_ts'], deps.now().getTime(), deps.windowMs)) {
    return refused('rjct.message_ts.invalid', 'message_ts is missing, without a zone or too far from now');
  }
  const signature = await checkSignature(deps, partner, read.signature, parts);
  return typeof signature === 'string' ? { ok: true, parts, signature, encrypted } : signature;
}

/** The header of a callback, which alone has a status, may name nobody (dci.md 3): token and signature say who it is. */
function isFrom({ sender_id: sender, status }: Readonly<Record<string, unknown>>, { dciId }: InboundPartner): boolean {
  return sender === dciId || (sender === undefined && status !== undefined);
}

/** Whether a registered key of the partner signed these parts; its policy says whether it must. */
export async function checkSignature(
  { keysOf, now }: Pick<OpenMessageDeps, 'keysOf' | 'now'>,
  partner: Pick<InboundPartner, 'id' | 'signature'>,
  signature: unknown,
  parts: SignedParts,
): Promise<Exclude<SignatureState, 'invalid'> | Failed> {
  const state = await verifyMessage(signature, parts, {
    keys: await keysOf(partner.id),
    policy: partner.signature,
    nowSeconds: Math.floor(now().getTime() / 1000),
  });
  if (state === 'invalid') return refused('err.signature.invalid', 'no registered key signed this message');
  if (state === 'absent' && partner.signature === 'required') {
    return refused('err.signature.missing', 'this partner must sign');
  }
  return state;
}

/** Bytes to header and message; nothing in them is believed yet. */
export function readMessage(bytes: Uint8Array): Read | Failed {
  if (bytes.byteLength > messageLimits.bytes) return refused('err.request.bad', 'the message is too large');
  const text = decode(bytes);
  if (text === undefined) return refused('err.request.bad', 'the message is not UTF-8');
  if (exceedsLimits(text, messageLimits))
    return refused('err.request.bad', 'the message is too deep or has too many parts');
  const body = parse(text);
  if (!isStorable(text, body)) return refused('err.request.bad', 'the message holds the character NUL or half of one');
  if (!isObject(body) || !isObject(body['header']) || !isObject(body['message'])) {
    return refused('err.request.bad', 'the message is not an object with header and message');
  }
  return { signature: body['signature'], parts: { header: body['header'], message: body['message'] } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(refusal: MessageRefusal, detail: string): Failed {
  return { ok: false, refusal, detail };
}
