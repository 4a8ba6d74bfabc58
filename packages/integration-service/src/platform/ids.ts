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
  const tail = tailsOf(random);
  return {
    next() {
      const now = clock.now().getTime();
      counter = now > last ? 0 : counter + 1;
      last = Math.max(now, last);
      if (counter === COUNTER_SPACE) {
        counter = 0;
        last += 1;
      }
      return format(last, counter, tail());
    },
  };
}

const TAIL = 16;
const STOCK = 128;
/** The two bits of the variant, before the two of chance that the digit drawn leaves. */
const VARIANTS = '89ab';

/** Sixteen hex digits of chance at a time, out of a stock: asking the system costs as much for eight bytes as for a thousand. */
function tailsOf(random: (size: number) => Buffer): () => string {
  let [stock, taken] = ['', 0];
  return () => {
    if (taken === stock.length) [stock, taken] = [random((STOCK * TAIL) / 2).toString('hex'), 0];
    taken += TAIL;
    return stock.slice(taken - TAIL, taken);
  };
}

function format(milliseconds: number, counter: number, tail: string): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  const variant = VARIANTS[Number.parseInt(tail[0] ?? '0', 16) & 3];
  const count = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
