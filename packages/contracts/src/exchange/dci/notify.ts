import { Type, type Static } from 'typebox';
import { Anything, DciVersion, Locale, LongId, MAX_ITEMS, ShortId, Timestamp } from './values.js';

/** One thing that happened; `reg_records` is one object here, a list in a search (dci.md 7). */
export const NotifyEvent = Type.Object({
  reference_id: LongId,
  timestamp: Timestamp,
  data: Type.Object({
    version: Type.Optional(DciVersion),
    reg_type: Type.Optional(Type.String({ maxLength: 99 })),
    reg_event_type: Type.Optional(Type.String({ maxLength: 99 })),
    reg_record_type: Type.String({ minLength: 1, maxLength: 99 }),
    reg_records: Anything,
  }),
  /** Not in the standard: says which subscription fired, which a notice cannot say otherwise. */
  subscription_code: Type.Optional(ShortId),
  locale: Type.Optional(Locale),
});
export type NotifyEvent = Static<typeof NotifyEvent>;

export const NotifyRequest = Type.Object({
  transaction_id: ShortId,
  notify_event: Type.Array(NotifyEvent, { minItems: 1, maxItems: MAX_ITEMS }),
});
export type NotifyRequest = Static<typeof NotifyRequest>;
