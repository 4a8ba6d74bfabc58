import { requestHeader } from '../civil-registry/schemas/header.js';
import { locale, shortId, timestamp } from '../civil-registry/schemas/common.js';
import { statusQuestion } from '../civil-registry/schemas/status-question.js';

// The published pattern stands under `format`, where nothing enforces it, and would refuse the colon.
const address = { type: 'string', pattern: '^[a-z][a-z0-9-]*:[^:@\\s]+@[^:@\\s]+$' } as const;

const disbursement = {
  type: 'object',
  required: ['reference_id', 'payer_fa', 'payee_fa', 'amount', 'currency_code', 'scheduled_timestamp'],
  properties: {
    reference_id: shortId,
    payer_fa: address,
    payee_fa: address,
    amount: { type: 'string', pattern: '^\\d{1,13}\\.\\d{1,2}$' },
    currency_code: { type: 'string', pattern: '^[A-Z]{3}$' },
    scheduled_timestamp: timestamp,
    payer_name: { type: 'string' },
    payee_name: { type: 'string' },
    purpose: { type: 'string', maxLength: 99 },
    note: { type: 'string', maxLength: 99 },
    instruction: { type: 'string', maxLength: 999 },
    locale,
  },
} as const;

const envelope = (action: string, message: object) => ({
  type: 'object',
  required: ['signature', 'header', 'message'],
  properties: { signature: { type: 'string', minLength: 1 }, header: requestHeader(action), message },
});

/**
 * What may reach the switch (G2P Connect 1.0.0), without the misspelt list that the published text asks for besides.
 */
export const disburseEnvelope = envelope('disburse', {
  type: 'object',
  required: ['transaction_id', 'disbursements'],
  properties: {
    transaction_id: shortId,
    disbursements: { type: 'array', minItems: 1, maxItems: 100_000, items: disbursement },
  },
});

export const statusEnvelope = envelope(
  'txn-status',
  statusQuestion({
    txnTypes: ['disburse'],
    attributes: ['transaction_id', 'reference_id', 'correlation_id'],
    value: { type: 'string', minLength: 1 },
  }),
);
