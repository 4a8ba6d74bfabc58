import { Type, type Static } from 'typebox';
import { Query } from './query.js';
import { PurposeStatement } from './search.js';
import { DciStatus, DciVersion, Locale, LongId, MAX_ITEMS, ReasonMessage, ShortId, Timestamp } from './values.js';

/** When and how often to tell; `frequency` is cron text, Quartz or ordinary. */
export const Frequency = Type.Object({
  start_time: Timestamp,
  end_time: Timestamp,
  frequency: Type.String({ minLength: 1, maxLength: 120 }),
});
export type Frequency = Static<typeof Frequency>;

const FilterType = Type.Enum(['idtype-value', 'expression', 'predicate', 'graphql']);

export const SubscribeCriteria = Type.Object({
  version: Type.Optional(DciVersion),
  reg_type: Type.Optional(Type.String({ maxLength: 99 })),
  reg_event_type: Type.String({ minLength: 1, maxLength: 99 }),
  frequency: Type.Optional(Frequency),
  filter_type: Type.Optional(FilterType),
  filter: Query,
  notify_record_type: Type.String({ minLength: 1, maxLength: 99 }),
  authorize: Type.Optional(PurposeStatement),
});
export type SubscribeCriteria = Static<typeof SubscribeCriteria>;

export const SubscribeItem = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  subscribe_criteria: SubscribeCriteria,
  locale: Type.Optional(Locale),
});
export type SubscribeItem = Static<typeof SubscribeItem>;

export const SubscribeRequest = Type.Object({
  transaction_id: ShortId,
  subscribe_request: Type.Array(SubscribeItem, { minItems: 1, maxItems: MAX_ITEMS }),
});
export type SubscribeRequest = Static<typeof SubscribeRequest>;

export const SubscriptionStatus = Type.Enum(['subscribe', 'unsubscribe']);
export type SubscriptionStatus = Static<typeof SubscriptionStatus>;

export const Subscription = Type.Object({
  version: Type.Optional(DciVersion),
  code: ShortId,
  status: SubscriptionStatus,
  timestamp: Timestamp,
  reg_type: Type.Optional(Type.String({ maxLength: 99 })),
  reg_event_type: Type.Optional(Type.String({ maxLength: 99 })),
  frequency: Type.Optional(Frequency),
  filter_type: Type.Optional(FilterType),
  filter: Type.Optional(Query),
  notify_record_type: Type.Optional(Type.String({ maxLength: 99 })),
  locale: Type.Optional(Locale),
});
export type Subscription = Static<typeof Subscription>;

export const SubscribeResponseItem = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  status: DciStatus,
  status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
  status_reason_message: Type.Optional(ReasonMessage),
  subscriptions: Type.Optional(Type.Array(Subscription)),
  locale: Type.Optional(Locale),
});
export type SubscribeResponseItem = Static<typeof SubscribeResponseItem>;

export const SubscribeResponse = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  subscribe_response: Type.Array(SubscribeResponseItem),
});
export type SubscribeResponse = Static<typeof SubscribeResponse>;

export const UnsubscribeRequest = Type.Object({
  transaction_id: ShortId,
  timestamp: Timestamp,
  subscription_codes: Type.Array(ShortId, { minItems: 1, maxItems: MAX_ITEMS }),
});
export type UnsubscribeRequest = Static<typeof UnsubscribeRequest>;

export const UnsubscribeResponse = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  timestamp: Timestamp,
  status: DciStatus,
  status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
  status_reason_message: Type.Optional(ReasonMessage),
  subscription_status: Type.Optional(Type.Array(Type.Object({ code: ShortId, status: SubscriptionStatus }))),
});
export type UnsubscribeResponse = Static<typeof UnsubscribeResponse>;
