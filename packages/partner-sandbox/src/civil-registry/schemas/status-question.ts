import { longId, shortId } from './common.js';

interface Askable {
  readonly txnTypes: readonly string[];
  readonly attributes: readonly string[];
  readonly value: object;
}

/** Message that asks how a transaction stands; what may be asked about, and by what, is whoever's who answers. */
export const statusQuestion = ({ txnTypes, attributes, value }: Askable) => ({
  type: 'object',
  required: ['transaction_id', 'txnstatus_request'],
  properties: {
    transaction_id: shortId,
    txnstatus_request: {
      type: 'object',
      required: ['reference_id', 'txn_type', 'attribute_type', 'attribute_value'],
      properties: {
        reference_id: longId,
        txn_type: { enum: txnTypes },
        attribute_type: { enum: attributes },
        attribute_value: value,
      },
    },
  },
});
