import { hasCallbackHeader, requestMessages } from '@interlink/contracts/exchange/dci/messages';
import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import { MAX_ITEMS, type Anything } from '@interlink/contracts/exchange/dci/values';
import type { TSchema } from 'typebox';
import type { InboundPartner, MessageRefusal } from '@interlink/contracts/interconnection/inbound';
import { findHeaderFault, type MessageFault } from '@interlink/domain/exchange/message/check-header';
import { normalise, quirkProfiles, type Quirks } from '@interlink/domain/exchange/message/quirks';
import type { Inbound } from '../../interconnection/service.js';
import { hasForm } from '../../platform/check-form.js';
import { DciFault } from './fault.js';

/** A message of which sender, form and freshness are proven. */
export interface Incoming {
  readonly role: DciRole;
  readonly operation: DciOperation;
  readonly partner: InboundPartner;
  readonly header: Anything;
  readonly messageId: string;
  readonly message: Anything;
  readonly transactionId: string;
  readonly bytes: Buffer;
  readonly signature: 'absent' | 'verified';
  /** It is a line of a file: agreements for files hold. */
  readonly byFile?: true;
}

export interface Received {
  readonly role: DciRole;
  readonly operation: DciOperation;
  readonly partner: InboundPartner;
  readonly bytes: unknown;
  readonly now: number;
}

/** What a message that comes to one address must be. */
export interface MessageShape {
  readonly action: string;
  readonly isCallback: boolean;
  /** Is it answered to an address that it names? */
  readonly isCalledBack: boolean;
  /** Member that lists the items. */
  readonly items?: string | undefined;
  /** Undefined: its items are looked at one by one by whoever answers them. */
  readonly form: TSchema | undefined;
}

// The window is kept by interconnection, which reads the time of the very bytes that were signed.
const ANY_TIME = Number.MAX_SAFE_INTEGER;

/** Proves, opens and normalises a message. Throws DciFault. */
export async function readIncoming(inbound: Inbound, received: Received): Promise<Incoming> {
  const { role, operation } = received;
  return { role, operation, ...(await readMessage(inbound, received, shapeOf(operation))) };
}

function shapeOf(operation: DciOperation): MessageShape {
  const { action, kind, items } = operations[operation];
  const form = itemByItem.has(operation) ? undefined : requestMessages[operation];
  return { action, items, form, isCallback: hasCallbackHeader(operation), isCalledBack: kind === 'async' };
}

/** The same for a message of any shape. Throws DciFault. */
export async function readMessage(
  inbound: Inbound,
  received: Omit<Received, 'operation' | 'role'>,
  shape: MessageShape,
): Promise<Omit<Incoming, 'operation' | 'role'>> {
  const { partner, now } = received;
  const bytes = Buffer.isBuffer(received.bytes) ? received.bytes : Buffer.alloc(0);
  const opened = await inbound.openMessage(partner, bytes);
  if (!opened.ok) throw refused(opened.refusal, opened.detail);
  const { header, message } = tidied(partner, shape.action, opened.parts);
  const items = itemsOf(shape, message);
  const fault = findHeaderFault(header, {
    action: shape.action,
    otherActions: Object.values(operations).map(({ action }) => action),
    isCallback: shape.isCallback,
    senderId: partner.dciId,
    receiverId: partner.ownDciId,
    strictReceiver: !partner.lenient,
    callbackUrls: shape.isCalledBack ? await callbackUrls(inbound, partner, header) : [],
    items: items?.length,
    maxItems: MAX_ITEMS,
    now,
    windowMs: ANY_TIME,
  });
  if (fault) throw new DciFault(fault, fault.reason ?? fault.code);
  const transactionId = checkForm(shape, message);
  const { message_id: messageId } = header as { readonly message_id: string };
  return { partner, header, messageId, message, transactionId, bytes, signature: opened.signature };
}

/** The message that a line of a file stands for, held to the form of its endpoint. Throws DciFault. */
export function readLineMessage(
  begun: Pick<Incoming, 'messageId' | 'partner' | 'role' | 'signature' | 'transactionId'>,
  operation: DciOperation,
  given: Anything,
): Incoming {
  const { action } = operations[operation];
  const { header, message } = tidied(begun.partner, action, { header: { action }, message: given });
  const shape = shapeOf(operation);
  itemsOf(shape, message);
  checkForm(shape, message);
  return { ...begun, operation, header, message, bytes: Buffer.alloc(0), byFile: true };
}

function refused(refusal: MessageRefusal, detail: string): DciFault {
  if (refusal === 'rjct.message_ts.invalid') {
    return new DciFault({ code: 'err.request.bad', reason: refusal, message: detail }, refusal);
  }
  const fault: MessageFault = { code: refusal, message: detail };
  return new DciFault(fault, refusal, refusal === 'err.request.bad' ? { status: 400 } : {});
}

/** S16: what is named must be registered; nothing named, nothing to check. */
async function callbackUrls(inbound: Inbound, { id }: InboundPartner, header: Anything): Promise<readonly string[]> {
  const { sender_uri: named } = header;
  if (typeof named !== 'string') return [];
  const found = await inbound.findAddress(id, 'callback', named);
  return found === undefined ? ['none is registered'] : [found];
}

function tidied(partner: InboundPartner, action: string, parts: object) {
  const quirks: Quirks = partner.lenient ? quirkProfiles.lenient : quirkProfiles.standard;
  const { value } = normalise(parts, quirks);
  const { header, message } = value as { readonly header: Anything; readonly message: Anything };
  // A reply that bears the action of its request is met in the field.
  const isEcho = quirks.echoedAction === true && header['action'] === action.replace(/^on-/, '');
  return { message, header: isEcho ? { ...header, action } : header };
}

function itemsOf({ items }: MessageShape, message: Anything): readonly unknown[] | undefined {
  if (items === undefined) return undefined;
  const list = message[items];
  if (Array.isArray(list) && list.length > 0) return list;
  throw new DciFault({ code: 'err.request.bad', message: `${items} must be a list of at least one` }, 'no-items');
}

const itemByItem: ReadonlySet<DciOperation> = new Set(['search', 'subscribe', 'sync-search', 'unsubscribe']);

/** Items are looked at one by one by whoever answers them; all else must have the form of the endpoint. */
function checkForm({ form }: MessageShape, message: Anything): string {
  const { transaction_id: id } = message;
  if (typeof id !== 'string' || id.length < 1 || id.length > 99) {
    throw new DciFault({ code: 'err.request.bad', message: 'transaction_id must be text of 1 to 99 letters' }, 'form');
  }
  if (form && !hasForm(form, message)) {
    throw new DciFault({ code: 'err.request.bad', message: 'the message is not of the form of this endpoint' }, 'form');
  }
  return id;
}
