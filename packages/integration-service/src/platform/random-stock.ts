import { randomBytes } from 'node:crypto';

const STOCK = 16_384;

/** Random bytes out of a stock, each given once: asking the system for twelve costs as much as for thousands. */
export function randomStock(): (size: number) => Buffer {
  let stock = Buffer.alloc(0);
  let taken = 0;
  return (size) => {
    if (taken + size > stock.length) [stock, taken] = [randomBytes(Math.max(STOCK, size)), 0];
    taken += size;
    const given = Buffer.from(stock.subarray(taken - size, taken));
    // A key is nowhere but where it is used.
    stock.fill(0, taken - size, taken);
    return given;
  };
}
