import { Type, type Static } from 'typebox';

const Party = Type.Array(
  Type.Object(
    { key: Type.String({ minLength: 1 }), value: Type.String({ minLength: 1, maxLength: 20 }) },
    { additionalProperties: false },
  ),
  { minItems: 1 },
);

/**
 * One payment of a bulk list of the GovStack payment building block, which Mifos Payment Hub takes too (`type=raw`).
 */
export const BatchTransaction = Type.Object(
  {
    requestId: Type.String({ minLength: 1, maxLength: 16 }),
    creditParty: Party,
    debitParty: Party,
    paymentMode: Type.String({ minLength: 1, maxLength: 20 }),
    amount: Type.Number({ exclusiveMinimum: 0 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    descriptionText: Type.String({ minLength: 1, maxLength: 50 }),
  },
  { additionalProperties: false },
);
export type BatchTransaction = Static<typeof BatchTransaction>;

export const BatchTransactions = Type.Array(BatchTransaction, { minItems: 1 });

// Tolerant: members that we do not read may be anything, and more may be there.
const Count = Type.Integer({ minimum: 0 });
const Amount = Type.Number({ minimum: 0 });

/** Where a batch stands: three counts and three amounts that make up the whole. */
export const BatchSummary = Type.Object({
  batchId: Type.String({ minLength: 1, maxLength: 50 }),
  requestId: Type.String({ minLength: 1 }),
  total: Count,
  ongoing: Count,
  failed: Count,
  successful: Count,
  totalAmount: Amount,
  pendingAmount: Amount,
  failedAmount: Amount,
  successfulAmount: Amount,
  /** RFC 3339 with zone. */
  generatedAt: Type.String({ minLength: 1 }),
});
export type BatchSummary = Static<typeof BatchSummary>;

export const BatchTransfer = Type.Object({
  requestId: Type.String({ minLength: 1, maxLength: 99 }),
  status: Type.String({ minLength: 1 }),
  amount: Type.Number(),
  errorCode: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()])),
  completedAt: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
export type BatchTransfer = Static<typeof BatchTransfer>;

export const BatchDetail = Type.Object({
  content: Type.Array(BatchTransfer, { maxItems: 10_000 }),
  last: Type.Boolean(),
});
export type BatchDetail = Static<typeof BatchDetail>;

/** The answers of a hub about one batch, each as it came: what is kept as evidence. */
export const BatchAnswers = Type.Object(
  {
    messageId: Type.String({ minLength: 1 }),
    summary: Type.String({ minLength: 1 }),
    details: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type BatchAnswers = Static<typeof BatchAnswers>;
