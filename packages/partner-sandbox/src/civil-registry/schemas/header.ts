import { longId, timestamp, version } from './common.js';

const common = {
  version,
  message_id: longId,
  message_ts: timestamp,
  is_msg_encrypted: { type: 'boolean' },
  meta: { type: 'object' },
} as const;

/** Header of what is sent to a registry (dci.md 3, request header). */
export const requestHeader = (action: string) =>
  ({
    type: 'object',
    required: ['message_id', 'message_ts', 'action', 'sender_id', 'total_count'],
    properties: {
      ...common,
      action: { const: action },
      sender_id: longId,
      receiver_id: longId,
      sender_uri: { type: 'string', format: 'uri' },
      total_count: { type: 'integer', minimum: 1 },
    },
  }) as const;

/** Header of what a registry answers (dci.md 3, callback header). */
export const callbackHeader = (action: string) =>
  ({
    type: 'object',
    required: ['message_id', 'message_ts', 'action', 'status'],
    properties: {
      ...common,
      action: { const: action },
      status: { enum: ['rcvd', 'pdng', 'succ', 'rjct'] },
      status_reason_code: { type: 'string' },
      status_reason_message: { type: 'string', maxLength: 999 },
      sender_id: { type: 'string' },
      receiver_id: { type: 'string' },
      total_count: { type: 'integer', minimum: 0 },
      completed_count: { type: 'integer', minimum: 0 },
    },
  }) as const;
