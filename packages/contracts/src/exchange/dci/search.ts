import { Type, type Static } from 'typebox';
import { Query, QueryType } from './query.js';
import {
  Anything,
  DciStatus,
  DciVersion,
  Locale,
  LongId,
  MAX_ITEMS,
  MAX_PAGE_SIZE,
  ReasonMessage,
  ShortId,
  Timestamp,
} from './values.js';

export const Sort = Type.Object({
  attribute_name: Type.String({ minLength: 1, maxLength: 255 }),
  sort_order: Type.Optional(Type.Enum(['asc', 'desc'])),
});
export type Sort = Static<typeof Sort>;

export const PageRequest = Type.Object({
  page_size: Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE }),
  page_number: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
});
export type PageRequest = Static<typeof PageRequest>;

/** Why the sender may ask: kept, checked against the agreement, and it limits what is answered. */
export const PurposeStatement = Type.Object({
  '@type': Type.Optional(Type.String()),
  ts: Type.Optional(Timestamp),
  /** A consent that the partner signed: compact JWS of a JSON object with `exp` (OpenG2P). */
  consent_jws: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })),
  purpose: Type.Optional(
    Type.Object({
      text: Type.Optional(Type.String({ maxLength: 999 })),
      code: Type.Optional(Type.String({ maxLength: 99 })),
      ref_uri: Type.Optional(Type.String({ maxLength: 999 })),
    }),
  ),
});
export type PurposeStatement = Static<typeof PurposeStatement>;

export const SearchCriteria = Type.Object({
  version: Type.Optional(DciVersion),
  reg_type: Type.Optional(Type.String({ maxLength: 99 })),
  reg_record_type: Type.Optional(Type.String({ maxLength: 99 })),
  query_type: QueryType,
  query: Query,
  response_entity: Type.Optional(Type.Enum(['Group', 'Member'])),
  sort: Type.Optional(Type.Array(Sort, { maxItems: 5 })),
  pagination: Type.Optional(PageRequest),
  consent: Type.Optional(PurposeStatement),
  authorize: Type.Optional(PurposeStatement),
});
export type SearchCriteria = Static<typeof SearchCriteria>;

export const SearchItem = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  search_criteria: SearchCriteria,
  locale: Type.Optional(Locale),
});
export type SearchItem = Static<typeof SearchItem>;

export const SearchRequest = Type.Object({
  transaction_id: ShortId,
  search_request: Type.Array(SearchItem, { minItems: 1, maxItems: MAX_ITEMS }),
});
export type SearchRequest = Static<typeof SearchRequest>;

export const Page = Type.Object({
  page_size: Type.Integer({ minimum: 1 }),
  page_number: Type.Integer({ minimum: 1 }),
  total_count: Type.Integer({ minimum: 0 }),
});
export type Page = Static<typeof Page>;

export const SearchResponseItem = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  status: DciStatus,
  status_reason_code: Type.Optional(Type.String({ maxLength: 99 })),
  status_reason_message: Type.Optional(ReasonMessage),
  data: Type.Optional(
    Type.Object({
      version: Type.Optional(DciVersion),
      reg_type: Type.Optional(Type.String({ maxLength: 99 })),
      reg_record_type: Type.Optional(Type.String({ maxLength: 99 })),
      reg_records: Type.Array(Anything),
    }),
  ),
  pagination: Type.Optional(Page),
  locale: Type.Optional(Locale),
});
export type SearchResponseItem = Static<typeof SearchResponseItem>;

export const SearchResponse = Type.Object({
  transaction_id: ShortId,
  correlation_id: ShortId,
  search_response: Type.Array(SearchResponseItem),
});
export type SearchResponse = Static<typeof SearchResponse>;
