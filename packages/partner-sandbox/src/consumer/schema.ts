import { compileSchema } from '../common/schema.js';
import { HEARD, type HeardOperation } from './messages.js';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
// The format alone would take a space for the T, the pattern alone the 41st of a month.
const timestamp = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};
const status = { enum: ['rcvd', 'pdng', 'succ', 'rjct'] };

const locale = { type: 'string', pattern: '^[a-z]{3}$' };
const word = { type: 'string', maxLength: 99 };

/** These come under the header of a request, which must say who sends them and how many items there are (dci.md 3). */
const UNDER_A_REQUEST: readonly HeardOperation[] = ['on-subscribe', 'on-unsubscribe'];

const header = (operation: HeardOperation) => ({
  type: 'object',
  required: [
    ...['message_id', 'message_ts', 'action', 'status'],
    ...(UNDER_A_REQUEST.includes(operation) ? ['sender_id', 'total_count'] : []),
  ],
  properties: {
    version: { const: '1.0.0' },
    message_id: text(255),
    message_ts: timestamp,
    action: { const: HEARD[operation].action },
    status,
    status_reason_code: word,
    sender_id: text(255),
    status_reason_message: { type: 'string', maxLength: 999 },
    total_count: { type: 'integer', minimum: 1 },
    completed_count: { type: 'integer', minimum: 0 },
    is_msg_encrypted: { type: 'boolean' },
    meta: { type: 'object' },
  },
});

/** One item of an answer, with what it tells. */
const answered = (told: object) => ({
  type: 'object',
  required: ['reference_id', 'timestamp', 'status'],
  properties: {
    ...{ reference_id: text(255), timestamp, status, locale, status_reason_code: word },
    ...{ status_reason_message: { type: 'string', maxLength: 999 }, ...told },
  },
});

const found = {
  data: {
    type: 'object',
    required: ['reg_records'],
    properties: { reg_type: word, reg_record_type: word, reg_records: { type: 'array', items: { type: 'object' } } },
  },
  pagination: {
    type: 'object',
    required: ['page_size', 'page_number', 'total_count'],
    properties: {
      page_size: { type: 'integer', minimum: 1 },
      page_number: { type: 'integer', minimum: 1 },
      total_count: { type: 'integer', minimum: 0 },
    },
  },
};

const subscription = (required: readonly string[]) => ({
  type: 'object',
  required,
  properties: { code: text(99), status: { enum: ['subscribe', 'unsubscribe'] }, timestamp },
});

/** Of what a callback tells, by its member. */
const members: Readonly<Record<string, object>> = {
  search_response: { type: 'array', items: answered(found) },
  subscribe_response: {
    type: 'array',
    items: answered({ subscriptions: { type: 'array', items: subscription(['code', 'status', 'timestamp']) } }),
  },
  subscription_status: { type: 'array', items: subscription(['code', 'status']) },
  txnstatus_response: {
    type: 'object',
    required: ['txn_type', 'txn_status'],
    properties: {
      txn_type: { enum: ['search', 'subscribe', 'unsubscribe', 'receipt'] },
      txn_status: { type: 'object', required: ['transaction_id'], properties: { transaction_id: text(99) } },
    },
  },
  // In a notice the record is one object, in a search it is a list: so the published files have it.
  notify_event: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['reference_id', 'timestamp', 'data'],
      properties: {
        reference_id: text(255),
        timestamp,
        data: {
          type: 'object',
          required: ['reg_record_type', 'reg_records'],
          properties: { reg_type: word, reg_event_type: word, reg_record_type: word, reg_records: { type: 'object' } },
        },
      },
    },
  },
};

function envelope(operation: HeardOperation): object {
  const { member } = HEARD[operation];
  const needed = operation === 'on-unsubscribe' ? ['timestamp', 'status'] : [member];
  return {
    type: 'object',
    required: ['signature', 'header', 'message'],
    properties: {
      signature: text(20_000),
      header: header(operation),
      message: {
        type: 'object',
        required: ['transaction_id', ...(operation === 'notify' ? [] : ['correlation_id']), ...needed],
        properties: {
          ...{ transaction_id: text(99), correlation_id: text(99), timestamp, status },
          [member]: members[member],
        },
      },
    },
  };
}

const checks = Object.fromEntries(
  Object.keys(HEARD).map((name) => [name, compileSchema(envelope(name as HeardOperation))]),
) as Readonly<Record<HeardOperation, (value: unknown) => string | undefined>>;

/** What is wrong with a callback or notice, or undefined. Written from the standard, not from the sender's code. */
export const problemOf = (operation: HeardOperation, body: unknown): string | undefined => checks[operation](body);
