import { compileSchema } from '../common/schema.js';
import { HEARD, type HeardOperation } from './messages.js';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const timestamp = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};
const status = { enum: ['rcvd', 'pdng', 'succ', 'rjct'] };

const header = (action: string) => ({
  type: 'object',
  required: ['message_id', 'message_ts', 'action', 'status'],
  properties: {
    version: { const: '1.0.0' },
    message_id: text(255),
    message_ts: timestamp,
    action: { const: action },
    status,
    status_reason_message: { type: 'string', maxLength: 999 },
    total_count: { type: 'integer', minimum: 1 },
    completed_count: { type: 'integer', minimum: 0 },
    is_msg_encrypted: { type: 'boolean' },
    meta: { type: 'object' },
  },
});

const answered = {
  type: 'object',
  required: ['reference_id', 'timestamp', 'status'],
  properties: { reference_id: text(255), timestamp, status },
};

/** Of what a callback tells, by its member. */
const members: Readonly<Record<string, object>> = {
  search_response: { type: 'array', items: answered },
  subscribe_response: { type: 'array', items: answered },
  subscription_status: { type: 'array' },
  txnstatus_response: {
    type: 'object',
    required: ['txn_type', 'txn_status'],
    properties: { txn_type: text(99), txn_status: { type: 'object' } },
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
          properties: { reg_record_type: { type: 'string' }, reg_records: { type: 'object' } },
        },
      },
    },
  },
};

function envelope(operation: HeardOperation): object {
  const { action, member } = HEARD[operation];
  const needsCorrelation = operation !== 'notify';
  return {
    type: 'object',
    required: ['signature', 'header', 'message'],
    properties: {
      signature: text(20_000),
      header: header(action),
      message: {
        type: 'object',
        required: [
          'transaction_id',
          ...(needsCorrelation ? ['correlation_id'] : []),
          ...(operation === 'on-unsubscribe' ? [] : [member]),
        ],
        properties: { transaction_id: text(99), correlation_id: text(99), [member]: members[member] },
      },
    },
  };
}

const checks = Object.fromEntries(
  Object.keys(HEARD).map((name) => [name, compileSchema(envelope(name as HeardOperation))]),
) as Readonly<Record<HeardOperation, (value: unknown) => string | undefined>>;

/** What is wrong with a callback or notice, or undefined. Written from the standard, not from the sender's code. */
export const problemOf = (operation: HeardOperation, body: unknown): string | undefined => checks[operation](body);
