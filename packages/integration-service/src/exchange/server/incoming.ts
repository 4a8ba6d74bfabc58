import { hasCallbackHeader, requestMessages } from '@interlink/contracts/exchange/dci/messages';
import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import { MAX_ITEMS, type Anything } from '@interlink/contracts/exchange/dci/values';
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
}

export interface Received {
  readonly role: DciRole;
  readonly operation: DciOperation;
  readonly partner: InboundPartner;
  readonly bytes: unknown;
  readonly now: number;
}

// The window is kept by interconnection, which reads the time of the very bytes that were signed.
const ANY_TIME = Number.MAX_SAFE_INTEGER;

/** Proves, opens and normalises a message. Throws DciFault. */
export async function readIncoming(inbound: Inbound, received: Received): Promise<Incoming> {
  const { role, operation, partner, now } = received;
  const bytes = Buffer.isBuffer(received.bytes) ? received.bytes : Buffer.alloc(0);
  const opened = await inbound.openMessage(partner, bytes);
  if (!opened.ok) throw refused(opened.refusal, opened.detail);
  const { header, message } = tidied(partner, operation, opened.parts);
  const items = itemsOf(operation, message);
  const { action, kind } = operations[operation];
  const fault = findHeaderFault(header, {
    action,
    otherActions: Object.values(operations).map((shape) => shape.action),
    isCallback: hasCallbackHeader(operation),
    senderId: partner.dciId,
    receiverId: partner.ownDciId,
    strictReceiver: !partner.lenient,
    callbackUrls: kind === 'async' ? await callbackUrls(inbound, partner, header) : [],
    items: items?.length,
    maxItems: MAX_ITEMS,
    now,
    windowMs: ANY_TIME,
  });
  if (fault) throw new DciFault(fault, fault.reason ?? fault.code);
  const transactionId = checkForm(operation, message);
  const { message_id: messageId } = header as { readonly message_id: string };
  return { role, operation, partner, header, messageId, message, transactionId, bytes, signature: opened.signature };
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

function tidied(partner: InboundPartner, operation: DciOperation, parts: object) {
  const quirks: Quirks = partner.lenient ? quirkProfiles.lenient : quirkProfiles.standard;
  const { value } = normalise(parts, quirks);
  const { header, message } = value as { readonly header: Anything; readonly message: Anything };
  const { action } = operations[operation];
  // A reply that bears the action of its request is met in the field.
  const isEcho = quirks.echoedAction === true && header['action'] === action.replace(/^on-/, '');
  return { message, header: isEcho ? { ...header, action } : header };
}

function itemsOf(operation: DciOperation, message: Anything): readonly unknown[] | undefined {
  const { items } = operations[operation];
  if (items === undefined) return undefined;
  const list = message[items];
  if (Array.isArray(list) && list.length > 0) return list;
  throw new DciFault({ code: 'err.request.bad', message: `${items} must be a list of at least one` }, 'no-items');
}

const itemByItem: ReadonlySet<DciOperation> = new Set(['search', 'subscribe', 'sync-search', 'unsubscribe']);

/** Items are looked at one by one by whoever answers them; all else must have the form of the endpoint. */
function checkForm(operation: DciOperation, message: Anything): string {
  const { transaction_id: id } = message;
  if (typeof id !== 'string' || id.length < 1 || id.length > 99) {
    throw new DciFault({ code: 'err.request.bad', message: 'transaction_id must be text of 1 to 99 letters' }, 'form');
  }
  if (!itemByItem.has(operation) && !hasForm(requestMessages[operation], message)) {
    throw new DciFault({ code: 'err.request.bad', message: 'the message is not of the form of this endpoint' }, 'form');
  }
  return id;
}
