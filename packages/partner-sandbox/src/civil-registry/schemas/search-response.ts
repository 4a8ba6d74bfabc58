import { locale, longId, shortId, timestamp, version } from './common.js';
import { callbackHeader } from './header.js';

const data = {
  type: 'object',
  required: ['reg_records'],
  properties: {
    version,
    reg_type: { type: 'string' },
    reg_record_type: { type: 'string' },
    reg_records: { type: 'array', items: { type: 'object' } },
  },
} as const;

const pagination = {
  type: 'object',
  required: ['page_size', 'page_number', 'total_count'],
  properties: {
    page_size: { type: 'integer', minimum: 1 },
    page_number: { type: 'integer', minimum: 1 },
    total_count: { type: 'integer', minimum: 0 },
  },
} as const;

const item = {
  type: 'object',
  required: ['reference_id', 'timestamp', 'status'],
  properties: {
    reference_id: longId,
    timestamp,
    status: { enum: ['rcvd', 'pdng', 'succ', 'rjct'] },
    status_reason_code: { type: 'string' },
    status_reason_message: { type: 'string', maxLength: 999 },
    data,
    pagination,
    locale,
  },
} as const;

/** What the registry answers: its tests hold every answer against it. */
export const searchResponseEnvelope = {
  type: 'object',
  required: ['signature', 'header', 'message'],
  properties: {
    signature: { type: 'string' },
    header: callbackHeader('on-search'),
    message: {
      type: 'object',
      required: ['transaction_id', 'correlation_id', 'search_response'],
      properties: {
        transaction_id: shortId,
        correlation_id: shortId,
        search_response: { type: 'array', items: item },
      },
    },
  },
} as const;
