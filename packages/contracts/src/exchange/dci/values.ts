import { Type, type Static } from 'typebox';
import { Time } from '../../platform/time.js';

/** RFC 3339 with zone: a naive time is refused by the published schema. */
export const Timestamp = Time;

/** transaction_id, correlation_id and subscription codes. */
export const ShortId = Type.String({ minLength: 1, maxLength: 99 });
/** message_id and reference_id: the standard sets no limit, we do. */
export const LongId = Type.String({ minLength: 1, maxLength: 255 });
export const ReasonMessage = Type.String({ maxLength: 999 });
/** ISO 639-3. */
export const Locale = Type.String({ pattern: '^[a-z]{3}$' });
export const DciStatus = Type.Enum(['rcvd', 'pdng', 'succ', 'rjct']);
export type DciStatus = Static<typeof DciStatus>;
export const DciVersion = Type.String({ minLength: 1, maxLength: 20 });
/** Any JSON object: what is inside is checked by whoever reads it. */
export const Anything = Type.Record(Type.String(), Type.Unknown());
export type Anything = Static<typeof Anything>;

/** Items of one message. */
export const MAX_ITEMS = 100;
/** Records on one page. */
export const MAX_PAGE_SIZE = 500;
