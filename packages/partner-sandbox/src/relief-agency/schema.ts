import { compileSchema } from '../common/schema.js';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const timestamp = { type: 'string', format: 'date-time' };

const header = {
  type: 'object',
  required: ['message_id', 'message_ts', 'action', 'sender_id', 'total_count'],
  properties: {
    version: { type: 'string' },
    message_id: text(255),
    message_ts: timestamp,
    action: { const: 'search' },
    sender_id: text(255),
    receiver_id: text(255),
    total_count: { type: 'integer', minimum: 1 },
    is_msg_encrypted: { type: 'boolean' },
    meta: { type: 'object' },
  },
};

const identifier = {
  type: 'object',
  required: ['type', 'value'],
  properties: { type: text(99), value: text(255) },
};

const envelope = (message: object) => ({
  type: 'object',
  required: ['header', 'message'],
  properties: { signature: { type: 'string' }, header, message },
});

const pagination = {
  type: 'object',
  required: ['page_size'],
  properties: {
    page_size: { type: 'integer', minimum: 1, maximum: 100 },
    page_number: { type: 'integer', minimum: 1 },
  },
};

const criteria = {
  type: 'object',
  required: ['query_type', 'query'],
  properties: {
    reg_type: { type: 'string' },
    reg_record_type: { type: 'string' },
    query_type: { const: 'idtype-value' },
    query: identifier,
    sort: { type: 'array' },
    pagination,
  },
};

/** Written from the standard: what a search and the question whether somebody is enrolled look like. */
export const problemOfSearch = compileSchema(
  envelope({
    type: 'object',
    required: ['transaction_id', 'search_request'],
    properties: {
      transaction_id: text(99),
      search_request: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          type: 'object',
          required: ['reference_id', 'timestamp', 'search_criteria'],
          properties: { reference_id: text(255), timestamp, search_criteria: criteria },
        },
      },
    },
  }),
);

export const problemOfEnrolled = compileSchema(
  envelope({
    type: 'object',
    required: ['transaction_id', 'enrolled_criteria'],
    properties: {
      transaction_id: text(99),
      enrolled_criteria: {
        type: 'object',
        required: ['query'],
        properties: { query_type: { const: 'idtype-value' }, query: identifier },
      },
    },
  }),
);
