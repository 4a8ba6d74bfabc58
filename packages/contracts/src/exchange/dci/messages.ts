import type { TSchema } from 'typebox';
import { Ack } from './ack.js';
import { DisabledRequest, DisabledResponse, EnrolledRequest, EnrolledResponse, EnrollmentUpdates } from './enrolled.js';
import { callbackEnvelope, requestEnvelope } from './header.js';
import { NotifyRequest } from './notify.js';
import { operations, type DciOperation } from './role.js';
import { SearchRequest, SearchResponse } from './search.js';
import { SubscribeRequest, SubscribeResponse, UnsubscribeRequest, UnsubscribeResponse } from './subscription.js';
import { TxnStatusRequest, TxnStatusResponse } from './txn-status.js';

/** The message that comes to each endpoint. */
export const requestMessages: Readonly<Record<DciOperation, TSchema>> = {
  disabled: DisabledRequest,
  enrolled: EnrolledRequest,
  'enrollment-updates': EnrollmentUpdates,
  'get-disability-details': DisabledRequest,
  'get-disability-support': DisabledRequest,
  notify: NotifyRequest,
  'on-search': SearchResponse,
  'on-subscribe': SubscribeResponse,
  'on-unsubscribe': UnsubscribeResponse,
  search: SearchRequest,
  subscribe: SubscribeRequest,
  'sync-search': SearchRequest,
  'sync-txn-status': TxnStatusRequest,
  'txn-on-status': TxnStatusResponse,
  'txn-status': TxnStatusRequest,
  unsubscribe: UnsubscribeRequest,
};

/** The message that a synchronous endpoint answers. */
export const replyMessages: Readonly<Partial<Record<DciOperation, TSchema>>> = {
  disabled: DisabledResponse,
  enrolled: EnrolledResponse,
  'enrollment-updates': EnrolledResponse,
  'get-disability-details': SearchResponse,
  'get-disability-support': SearchResponse,
  'sync-search': SearchResponse,
  'sync-txn-status': TxnStatusResponse,
};

/** These come with the header of a callback. */
const withCallbackHeader: ReadonlySet<DciOperation> = new Set([
  'enrollment-updates',
  'notify',
  'on-search',
  'txn-on-status',
]);
export const hasCallbackHeader = (operation: DciOperation): boolean => withCallbackHeader.has(operation);

export function requestEnvelopeOf(operation: DciOperation): TSchema {
  const { action } = operations[operation];
  const message = requestMessages[operation];
  return hasCallbackHeader(operation) ? callbackEnvelope(action, message) : requestEnvelope(action, message);
}

/** What is answered with status 200. */
export function replyOf(operation: DciOperation): TSchema {
  const message = replyMessages[operation];
  return message ? callbackEnvelope(operations[operation].replyAction ?? '', message) : Ack;
}
