import { isDay } from '@interlink/domain/platform/times';
import { UnreadableMessage } from './xml.js';

const TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** A time with its zone, as ISO in UTC: one without is another time in another country. Throws UnreadableMessage. */
export function zonedTime(text: string): string {
  const time = isoTime(text);
  if (TIME.exec(text)?.[3] === undefined) throw new UnreadableMessage('no time');
  return time;
}

/** A time of ISO 20022, which may have no zone: then it is ours. Throws UnreadableMessage. */
export function isoTime(text: string): string {
  const [, day = ''] = TIME.exec(text) ?? [];
  const time = Date.parse(text);
  // What the parser makes of other words and of the 30th of February is no time that a bank has said.
  if (!isDay(day) || Number.isNaN(time)) throw new UnreadableMessage('no time');
  return new Date(time).toISOString();
}

/** `YYYY-MM-DD` of a date or a time of ISO 20022. Throws UnreadableMessage. */
export function dayOfDate(text: string): string {
  const day = text.slice(0, 10);
  if (!isDay(day) || !/^(T|Z|[+-]|$)/.test(text.slice(10))) throw new UnreadableMessage('no day');
  return day;
}

/** A number of ISO 20022 that counts something. Throws UnreadableMessage. */
export function countOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UnreadableMessage('no number');
  return Number(text);
}
