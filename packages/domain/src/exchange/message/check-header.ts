import type { HeaderReason, MessageErrorCode } from '@interlink/contracts/exchange/dci/codes';

/** What is wrong with a message as a whole, in the two vocabularies in which it is told. */
export interface MessageFault {
  readonly code: MessageErrorCode;
  /** For the header of a synchronous answer; a fault that the header list has no word for has none. */
  readonly reason?: HeaderReason | undefined;
  /** For the partner's developer; no value of theirs. */
  readonly message: string;
}

const fault = (code: MessageErrorCode, message: string, reason?: HeaderReason): MessageFault => ({
  code,
  message,
  ...(reason && { reason }),
});

/** What the header is held against. Times in milliseconds. */
export interface HeaderExpectation {
  readonly action: string;
  /** Actions that exist but are not served for this role. */
  readonly otherActions: readonly string[];
  readonly isCallback: boolean;
  /** DCI id to which the caller's credentials belong. */
  readonly senderId: string;
  readonly receiverId: string;
  /** Some peers put anything there; only a strict partner is held to it. */
  readonly strictReceiver: boolean;
  /** Registered for the partner; empty when nothing is to be called back. */
  readonly callbackUrls: readonly string[];
  readonly items: number | undefined;
  readonly maxItems: number;
  readonly now: number;
  /** Older or newer than this and a message is not taken: it may be a replay. */
  readonly windowMs: number;
}

type Header = Readonly<Record<string, unknown>>;

/** Undefined when nothing is wrong with it. The first fault counts; the order is that of the header. */
export function findHeaderFault(header: Header, expected: HeaderExpectation): MessageFault | undefined {
  return (
    versionFault(header) ??
    idFault(header) ??
    timeFault(header, expected) ??
    actionFault(header, expected) ??
    partyFault(header, expected) ??
    uriFault(header, expected) ??
    countFault(header, expected) ??
    statusFault(header, expected)
  );
}

function versionFault({ version }: Header): MessageFault | undefined {
  if (version === undefined || version === '1.0.0') return undefined;
  return fault('err.version.not_supported', 'version 1.0.0 is spoken here', 'rjct.version.invalid');
}

function idFault({ message_id: id }: Header): MessageFault | undefined {
  const isId = typeof id === 'string' && id.length >= 1 && id.length <= 255;
  return isId ? undefined : fault('err.request.bad', 'message_id must be text of 1 to 255 letters');
}

const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function timeFault({ message_ts: at }: Header, { now, windowMs }: HeaderExpectation): MessageFault | undefined {
  const time = typeof at === 'string' && zoned.test(at) ? Date.parse(at) : Number.NaN;
  const isFresh = Math.abs(time - now) <= windowMs;
  if (isFresh) return undefined;
  return fault('err.request.bad', 'message_ts must be a time with zone, and of now', 'rjct.message_ts.invalid');
}

function actionFault(
  { action }: Header,
  { action: wanted, otherActions }: HeaderExpectation,
): MessageFault | undefined {
  if (action === wanted) return undefined;
  return typeof action === 'string' && otherActions.includes(action)
    ? fault('err.request.bad', 'this action is not served here', 'rjct.action.not_supported')
    : fault('err.request.bad', `the action here is ${wanted}`, 'rjct.action.invalid');
}

function partyFault(header: Header, expected: HeaderExpectation): MessageFault | undefined {
  const { sender_id: sender, receiver_id: receiver } = header;
  const mayOmit = expected.isCallback && sender === undefined;
  if (sender !== expected.senderId && !mayOmit) {
    return fault('err.sender_id.invalid', 'sender_id is not the one of these credentials');
  }
  if (!expected.strictReceiver || receiver === undefined || receiver === expected.receiverId) return undefined;
  return fault('err.receiver_id.invalid', 'receiver_id is somebody else');
}

function uriFault({ sender_uri: uri }: Header, { isCallback, callbackUrls }: HeaderExpectation) {
  if (isCallback || uri === undefined || callbackUrls.length === 0) return undefined;
  if (typeof uri === 'string' && callbackUrls.includes(uri)) return undefined;
  return fault('err.sender_uri.invalid', 'sender_uri is not registered');
}

function countFault({ total_count: count }: Header, { isCallback, items, maxItems }: HeaderExpectation) {
  const mayOmit = isCallback && count === undefined;
  const wrong = !Number.isInteger(count) || (items !== undefined && count !== items);
  if (items !== undefined && items > maxItems) {
    return fault('err.request.bad', `at most ${maxItems} items`, 'rjct.total_count.limit_exceeded');
  }
  if (mayOmit || !wrong) return undefined;
  return fault('err.request.bad', 'total_count must be the number of items', 'rjct.total_count.invalid');
}

function statusFault({ status }: Header, { isCallback }: HeaderExpectation) {
  if (!isCallback || ['rcvd', 'pdng', 'succ', 'rjct'].includes(String(status))) return undefined;
  return fault('err.request.bad', 'status must be rcvd, pdng, succ or rjct');
}
