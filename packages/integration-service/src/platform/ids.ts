import type { Clock } from './clock.js';
import { randomStock } from './random-stock.js';

/** Where new identifiers come from; injected, so that a test can foretell them. */
export interface Ids {
  /** A UUIDv7: it grows with time, so that indexes stay dense. */
  next(): string;
}

const COUNTER_SPACE = 0x1000;

/** Within one process the ids of one millisecond grow too (12-bit counter). */
export function uuidv7Ids(clock: Clock, random: (size: number) => Buffer = randomStock()): Ids {
  let last = 0;
  let counter = 0;
  return {
    next() {
      const now = clock.now().getTime();
      counter = now > last ? 0 : counter + 1;
      last = Math.max(now, last);
      if (counter === COUNTER_SPACE) {
        counter = 0;
        last += 1;
      }
      return format(last, counter, random(8).toString('hex'));
    },
  };
}

/** The two bits of the variant (RFC 9562), before the two that are left of the digit there. */
const VARIANTS = '89ab';

/** 32 hex digits as a UUID of this version; six of their bits say so. */
export function asUuid(hex: string, version: 7 | 8): string {
  const variant = VARIANTS[Number.parseInt(hex[16] ?? '0', 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function format(milliseconds: number, counter: number, tail: string): string {
  return asUuid(milliseconds.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0') + tail, 7);
}

/** Below every id that is made then or later, above every one from before. */
export const firstIdAt = (time: Date): string => format(time.getTime(), 0, '0'.repeat(16));

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
