import { Type, type Static } from 'typebox';
import { DciAnswerHeader } from '../exchange/dci-answer.js';
import { sentHeader } from '../exchange/dci-search.js';
import { LongId, ShortId, Timestamp } from '../exchange/dci/values.js';

/**
 * An account as G2P Connect names it: `type:value@provider`. The published pattern stands where nothing enforces it and
 * forbids the colon that every published example has (payments.md A2).
 */
export const FinancialAddress = Type.String({
  pattern: '^[a-z][a-z0-9-]*:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$',
  maxLength: 99,
});

const Text99 = Type.String({ minLength: 1, maxLength: 99 });

const Disbursement = Type.Object(
  {
    reference_id: ShortId,
    payer_fa: FinancialAddress,
    payee_fa: FinancialAddress,
    /** Two digits at most: no currency with three can be paid so. */
    amount: Type.String({ pattern: '^\\d{1,13}\\.\\d{1,2}$' }),
    currency_code: Type.String({ pattern: '^[A-Z]{3}$' }),
    scheduled_timestamp: Timestamp,
    payer_name: Type.String({ minLength: 1 }),
    payee_name: Type.String({ minLength: 1 }),
    purpose: Text99,
    note: Type.Optional(Text99),
    locale: Type.Optional(Type.String({ pattern: '^[a-z]{3}$' })),
  },
  { additionalProperties: false },
);
export type Disbursement = Static<typeof Disbursement>;

/**
 * Strict: what we send (G2P Connect 1.0.0); the misspelt list that its published schema asks for besides is not sent.
 */
export const DisburseMessage = Type.Object(
  { transaction_id: ShortId, disbursements: Type.Array(Disbursement, { minItems: 1 }) },
  { additionalProperties: false },
);
export type DisburseMessage = Static<typeof DisburseMessage>;

const signed = { signature: Type.String({ minLength: 1 }) };

export const DisburseEnvelope = Type.Object(
  { ...signed, header: sentHeader('disburse'), message: DisburseMessage },
  { additionalProperties: false },
);
export type DisburseEnvelope = Static<typeof DisburseEnvelope>;

/** Our question how a disbursement stands. */
export const DisburseStatusRequest = Type.Object(
  {
    ...signed,
    header: sentHeader('txn-status'),
    message: Type.Object(
      {
        transaction_id: ShortId,
        txnstatus_request: Type.Object(
          {
            reference_id: LongId,
            txn_type: Type.Literal('disburse'),
            attribute_type: Type.Literal('transaction_id'),
            attribute_value: ShortId,
          },
          { additionalProperties: false },
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type DisburseStatusRequest = Static<typeof DisburseStatusRequest>;

// Tolerant: members that we do not read may be anything, and more may be there.
const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));

export const DisbursementStatus = Type.Object({
  reference_id: Type.String({ minLength: 1, maxLength: 255 }),
  timestamp: Type.String({ minLength: 1 }),
  status: Type.String({ minLength: 1 }),
  status_reason_code: Text,
  amount: Text,
});
export type DisbursementStatus = Static<typeof DisbursementStatus>;

const Told = Type.Object({
  transaction_id: Type.String({ minLength: 1, maxLength: 99 }),
  disbursements_status: Type.Array(DisbursementStatus, { maxItems: 100_000 }),
});

const Header = Type.Intersect([DciAnswerHeader, Type.Object({ message_ts: Type.String({ minLength: 1 }) })]);

/**
 * What is told of a disbursement: of its own accord (`on-disburse`), or in answer to our question (`txn-on-status`).
 */
export const OnDisburse = Type.Object({ signature: Text, header: Header, message: Told });
export type OnDisburse = Static<typeof OnDisburse>;

export const DisburseStatusAnswer = Type.Object({
  signature: Text,
  header: Header,
  message: Type.Object({
    transaction_id: Type.String({ minLength: 1 }),
    txnstatus_response: Type.Object({ txn_type: Text, txn_status: Told }),
  }),
});
export type DisburseStatusAnswer = Static<typeof DisburseStatusAnswer>;
