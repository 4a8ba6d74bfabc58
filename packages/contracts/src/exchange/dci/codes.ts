/** What is wrong with a whole message, with the HTTP status it is answered with (dci.md 10). */
export const messageErrors = {
  'err.request.bad': 200,
  'err.request.unauthorized': 401,
  'err.request.forbidden': 403,
  'err.request.not_found': 404,
  'err.request.timeout': 408,
  'err.request.too_many_requests': 429,
  'err.version.not_supported': 200,
  'err.sender_id.invalid': 200,
  'err.sender_uri.invalid': 200,
  'err.receiver_id.invalid': 200,
  'err.signature.missing': 200,
  'err.signature.invalid': 200,
  'err.encryption.invalid': 200,
  'err.service.unavailable': 503,
} as const;
export type MessageErrorCode = keyof typeof messageErrors;

/** `status_reason_code` of a header. */
export const headerReasons = [
  'rjct.version.invalid',
  'rjct.message_id.duplicate',
  'rjct.message_ts.invalid',
  'rjct.action.invalid',
  'rjct.action.not_supported',
  'rjct.total_count.invalid',
  'rjct.total_count.limit_exceeded',
  'rjct.errors.too_many',
] as const;
export type HeaderReason = (typeof headerReasons)[number];

/** `status_reason_code` of one item of a search. */
export const searchReasons = [
  'rjct.reference_id.invalid',
  'rjct.reference_id.duplicate',
  'rjct.timestamp.invalid',
  'rjct.search_criteria.invalid',
  'rjct.filter.invalid',
  'rjct.sort.invalid',
  'rjct.pagination.invalid',
  'rjct.search.too_many_records_found',
] as const;
export type SearchReason = (typeof searchReasons)[number];

export const subscribeReasons = [
  'rjct.reference_id.invalid',
  'rjct.reference_id.duplicate',
  'rjct.timestamp.invalid',
  'rjct.notify_types.invalid',
  'rjct.notify_details.invalid',
  'rjct.person_id.invalid',
  'rjct.event.already_subscribed',
] as const;
export type SubscribeReason = (typeof subscribeReasons)[number];

export const unsubscribeReasons = [
  'rjct.reference_id.invalid',
  'rjct.reference_id.duplicate',
  'rjct.timestamp.invalid',
  'rjct.subscription_code.invalid',
  'rjct.requester.invalid',
  'rjct.event.already_unsubscribed',
] as const;
export type UnsubscribeReason = (typeof unsubscribeReasons)[number];

export type ItemReason = SearchReason | SubscribeReason | UnsubscribeReason;
