import { longId, shortId, timestamp } from '../civil-registry/schemas/common.js';
import { requestHeader } from '../civil-registry/schemas/header.js';
import { searchRequestEnvelope } from '../civil-registry/schemas/search-request.js';
import { statusQuestion } from '../civil-registry/schemas/status-question.js';
import { compileSchema } from '../common/schema.js';

const envelope = (action: string, message: object) => ({
  type: 'object',
  required: ['header', 'message'],
  properties: {
    signature: { type: 'string' },
    header: requestHeader(action),
    message,
  },
});

const list = (member: string, item: object) => ({
  type: 'object',
  required: ['transaction_id', member],
  properties: { transaction_id: shortId, [member]: { type: 'array', minItems: 1, maxItems: 100, items: item } },
});

/** Written from the standard: what may be asked of a register so that it answers later. */
export const problemOfSearch = compileSchema(searchRequestEnvelope);

export const problemOfSubscribe = compileSchema(
  envelope(
    'subscribe',
    list('subscribe_request', {
      type: 'object',
      required: ['reference_id', 'timestamp', 'subscribe_criteria'],
      properties: {
        reference_id: longId,
        timestamp,
        subscribe_criteria: {
          type: 'object',
          required: ['reg_event_type', 'filter', 'notify_record_type'],
          properties: {
            reg_event_type: shortId,
            filter_type: { enum: ['idtype-value', 'expression', 'predicate', 'graphql'] },
            filter: { type: ['object', 'array'] },
            notify_record_type: shortId,
          },
        },
      },
    }),
  ),
);

export const problemOfUnsubscribe = compileSchema(
  envelope('unsubscribe', {
    type: 'object',
    required: ['transaction_id', 'timestamp', 'subscription_codes'],
    properties: {
      transaction_id: shortId,
      timestamp,
      subscription_codes: { type: 'array', minItems: 1, items: shortId },
    },
  }),
);

export const problemOfStatus = compileSchema(
  envelope(
    'txn-status',
    statusQuestion({
      txnTypes: ['search', 'subscribe', 'unsubscribe', 'receipt'],
      attributes: ['transaction_id', 'reference_id_list', 'correlation_id'],
      value: { type: ['string', 'array'] },
    }),
  ),
);
