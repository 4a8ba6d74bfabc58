import { compileSchema } from '../common/schema.js';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const timestamp = { type: 'string', format: 'date-time' };

const envelope = (action: string, message: object) => ({
  type: 'object',
  required: ['header', 'message'],
  properties: {
    signature: { type: 'string' },
    header: {
      type: 'object',
      required: ['message_id', 'message_ts', 'action', 'sender_id', 'total_count'],
      properties: {
        version: { type: 'string' },
        message_id: text(255),
        message_ts: timestamp,
        action: { const: action },
        sender_id: text(255),
        sender_uri: { type: 'string', format: 'uri' },
        receiver_id: text(255),
        total_count: { type: 'integer', minimum: 1 },
        is_msg_encrypted: { type: 'boolean' },
        meta: { type: 'object' },
      },
    },
    message,
  },
});

const list = (member: string, item: object) => ({
  type: 'object',
  required: ['transaction_id', member],
  properties: { transaction_id: text(99), [member]: { type: 'array', minItems: 1, maxItems: 100, items: item } },
});

/** Written from the standard: what may be asked of a register so that it answers later. */
export const problemOfSearch = compileSchema(
  envelope(
    'search',
    list('search_request', {
      type: 'object',
      required: ['reference_id', 'timestamp', 'search_criteria'],
      properties: {
        reference_id: text(255),
        timestamp,
        search_criteria: {
          type: 'object',
          required: ['query_type', 'query'],
          properties: {
            query_type: { enum: ['idtype-value', 'expression', 'predicate'] },
            query: { type: ['object', 'array'] },
            pagination: {
              type: 'object',
              required: ['page_size'],
              properties: { page_size: { type: 'integer', minimum: 1, maximum: 100 } },
            },
          },
        },
      },
    }),
  ),
);

export const problemOfSubscribe = compileSchema(
  envelope(
    'subscribe',
    list('subscribe_request', {
      type: 'object',
      required: ['reference_id', 'timestamp', 'subscribe_criteria'],
      properties: {
        reference_id: text(255),
        timestamp,
        subscribe_criteria: {
          type: 'object',
          required: ['reg_event_type', 'filter', 'notify_record_type'],
          properties: {
            reg_event_type: text(99),
            filter_type: { enum: ['idtype-value', 'expression', 'predicate', 'graphql'] },
            filter: { type: ['object', 'array'] },
            notify_record_type: text(99),
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
      transaction_id: text(99),
      timestamp,
      subscription_codes: { type: 'array', minItems: 1, items: text(99) },
    },
  }),
);

export const problemOfStatus = compileSchema(
  envelope('txn-status', {
    type: 'object',
    required: ['transaction_id', 'txnstatus_request'],
    properties: {
      transaction_id: text(99),
      txnstatus_request: {
        type: 'object',
        required: ['reference_id', 'txn_type', 'attribute_type', 'attribute_value'],
        properties: {
          reference_id: text(255),
          txn_type: { enum: ['search', 'subscribe', 'unsubscribe', 'receipt'] },
          attribute_type: { enum: ['transaction_id', 'reference_id_list', 'correlation_id'] },
          attribute_value: { type: ['string', 'array'] },
        },
      },
    },
  }),
);
