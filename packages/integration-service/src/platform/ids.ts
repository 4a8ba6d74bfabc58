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
      return format(last, counter, random(8));
    },
  };
}

function format(milliseconds: number, counter: number, tail: Buffer): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  tail.copy(bytes, 8);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
