/** What may not stand beside a number: texts of rows hold hashes, UUIDs and sealed bytes in hex. */
const HEX = '[0-9a-f]';

/**
 * Finds any of these patterns in a text. One of digits counts only where no hex digit stands beside it: five digits of
 * some ciphertext are those of a given number once in a million places, and then a test fails by chance.
 */
export const inClear = (...patterns: readonly string[]): RegExp =>
  new RegExp(patterns.map((one) => (/^[\d\\{}a-f-]+$/.test(one) ? `(?<!${HEX})${one}(?!${HEX})` : one)).join('|'));
