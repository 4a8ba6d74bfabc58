import type { SearchReason, SubscribeReason } from '@interlink/contracts/exchange/dci/codes';

const searchPlaces: readonly (readonly [string, SearchReason])[] = [
  ['/reference_id', 'rjct.reference_id.invalid'],
  ['/timestamp', 'rjct.timestamp.invalid'],
  ['/search_criteria/pagination', 'rjct.pagination.invalid'],
  ['/search_criteria/sort', 'rjct.sort.invalid'],
  ['/search_criteria/query_type', 'rjct.search_criteria.invalid'],
  ['/search_criteria/query', 'rjct.filter.invalid'],
];

/** Which code says that a search item broke its form at this place (a JSON pointer). */
export function searchReasonAt(place: string): SearchReason {
  return searchPlaces.find(([start]) => place.startsWith(start))?.[1] ?? 'rjct.search_criteria.invalid';
}

const subscribePlaces: readonly (readonly [string, SubscribeReason])[] = [
  ['/reference_id', 'rjct.reference_id.invalid'],
  ['/timestamp', 'rjct.timestamp.invalid'],
  ['/subscribe_criteria/reg_event_type', 'rjct.notify_types.invalid'],
  ['/subscribe_criteria/notify_record_type', 'rjct.notify_types.invalid'],
];

export function subscribeReasonAt(place: string): SubscribeReason {
  return subscribePlaces.find(([start]) => place.startsWith(start))?.[1] ?? 'rjct.notify_details.invalid';
}

/** Whose reference id came before in the same message. */
export function repeatedReferences(ids: readonly unknown[]): readonly boolean[] {
  const seen = new Set<unknown>();
  return ids.map((id) => {
    const repeated = seen.has(id);
    seen.add(id);
    return repeated;
  });
}
