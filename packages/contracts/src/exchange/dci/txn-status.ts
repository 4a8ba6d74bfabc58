import { Type, type Static } from 'typebox';
import { SearchResponse } from './search.js';
import { SubscribeResponse, SubscribeResponseItem, UnsubscribeResponse } from './subscription.js';
import { Anything, Locale, LongId, MAX_ITEMS, ShortId } from './values.js';

export const TxnType = Type.Enum(['search', 'subscribe', 'unsubscribe', 'receipt']);
export type TxnType = Static<typeof TxnType>;

export const TxnAttribute = Type.Enum([
  'transaction_id',
  'reference_id_list',
  'correlation_id',
  'subscription_code_list',
]);
export type TxnAttribute = Static<typeof TxnAttribute>;

export const TxnStatusQuestion = Type.Object({
  reference_id: LongId,
  txn_type: TxnType,
  attribute_type: TxnAttribute,
  attribute_value: Type.Union([LongId, Type.Array(LongId, { minItems: 1, maxItems: MAX_ITEMS })]),
  locale: Type.Optional(Locale),
});
export type TxnStatusQuestion = Static<typeof TxnStatusQuestion>;

export const TxnStatusRequest = Type.Object({ transaction_id: ShortId, txnstatus_request: TxnStatusQuestion });
export type TxnStatusRequest = Static<typeof TxnStatusRequest>;

/**
 * What SR and IBR answer for anything but a search: their published text has only this. The outcome itself is there
 * too, under its own name, for those who read it.
 */
export const Receipt = Type.Object({
  transaction_id: ShortId,
  correlation_id: Type.Optional(ShortId),
  receipt_information: Anything,
  subscribe_response: Type.Optional(Type.Array(SubscribeResponseItem)),
  subscription_status: Type.Optional(Type.Array(Anything)),
});
export type Receipt = Static<typeof Receipt>;

/** What came of the transaction; one that is unknown is a search response whose items say so (dci.md 3). */
export const TxnOutcome = Type.Union([SearchResponse, SubscribeResponse, UnsubscribeResponse, Receipt]);
export type TxnOutcome = Static<typeof TxnOutcome>;

export const TxnStatusResponse = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  txnstatus_response: Type.Object({ txn_type: TxnType, txn_status: TxnOutcome }),
});
export type TxnStatusResponse = Static<typeof TxnStatusResponse>;
