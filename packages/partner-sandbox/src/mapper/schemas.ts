import { callbackHeader, requestHeader } from '../civil-registry/schemas/header.js';
import { locale, longId, shortId, timestamp } from '../civil-registry/schemas/common.js';

// The published pattern stands under `format`, where nothing enforces it, and would refuse the colon (dci.md 6.6).
const address = { type: 'string', pattern: '^[^:@\\s]+:[^:@\\s]+@[^:@\\s]+$' } as const;
const extra = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'value'],
    properties: { name: { type: 'string' }, value: { type: 'string' } },
  },
} as const;

const link = {
  type: 'object',
  required: ['reference_id', 'timestamp', 'id', 'fa'],
  properties: {
    reference_id: longId,
    timestamp,
    id: address,
    fa: address,
    name: { type: 'string', minLength: 1 },
    phone_number: { type: 'string' },
    additional_info: extra,
    locale,
  },
} as const;

const resolve = {
  type: 'object',
  required: ['reference_id', 'timestamp'],
  anyOf: [
    { type: 'object', required: ['id'], properties: { id: address } },
    { type: 'object', required: ['fa'], properties: { fa: address } },
  ],
  properties: {
    reference_id: longId,
    timestamp,
    id: address,
    fa: address,
    scope: { enum: ['yes_no', 'details'] },
    locale,
  },
} as const;

const request = (action: string, items: string, item: object) => ({
  type: 'object',
  required: ['header', 'message'],
  properties: {
    signature: { type: 'string' },
    header: requestHeader(action),
    message: {
      type: 'object',
      required: ['transaction_id', items],
      properties: { transaction_id: shortId, [items]: { type: 'array', minItems: 1, items: item } },
    },
  },
});

/** What may reach the mapper (G2P Connect); further members are allowed everywhere, as published. */
export const linkRequestEnvelope = request('link', 'link_request', link);
export const resolveRequestEnvelope = request('resolve', 'resolve_request', resolve);

const answered = {
  type: 'object',
  required: ['reference_id', 'timestamp', 'status'],
  properties: {
    reference_id: longId,
    timestamp,
    id: address,
    fa: address,
    status: { enum: ['rcvd', 'pdng', 'succ', 'rjct'] },
    status_reason_code: { type: 'string' },
    account_provider_info: {
      type: 'object',
      required: ['name', 'code'],
      properties: { name: { type: 'string' }, code: { type: 'string' }, subcode: { type: 'string' } },
    },
    locale,
  },
} as const;

const response = (action: string, items: string) => ({
  type: 'object',
  required: ['signature', 'header', 'message'],
  properties: {
    signature: { type: 'string' },
    header: callbackHeader(action),
    message: {
      type: 'object',
      required: ['transaction_id', 'correlation_id', items],
      properties: { transaction_id: shortId, correlation_id: shortId, [items]: { type: 'array', items: answered } },
    },
  },
});

/** What the mapper answers: its tests hold every answer against it. */
export const linkResponseEnvelope = response('on-link', 'link_response');
export const resolveResponseEnvelope = response('on-resolve', 'resolve_response');
