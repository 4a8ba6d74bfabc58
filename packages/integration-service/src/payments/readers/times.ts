import { UnreadableMessage } from './xml.js';

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A time with its zone, as ISO in UTC: one without is another time in another country. Throws UnreadableMessage. */
export function zonedTime(text: string): string {
  if (!ZONED.test(text)) throw new UnreadableMessage('no time');
  return isoTime(text);
}

/** A time of ISO 20022, which may have none: then it is ours. Throws UnreadableMessage. */
export function isoTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new UnreadableMessage('no time');
  return new Date(time).toISOString();
}
