// ISO 4217: all others have two digits.
const NO_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const FOUR_DIGITS = ['CLF', 'UYW'];
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...NO_DIGITS.map((currency) => [currency, 0] as const),
  ...THREE_DIGITS.map((currency) => [currency, 3] as const),
  ...FOUR_DIGITS.map((currency) => [currency, 4] as const),
]);

/** Digits after the point, as ISO 4217 has them. */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** Decimal text with exactly the digits of the currency, of many amounts. Throws for what is not a safe integer. */
export function decimalWriter(currency: string): (minor: number) => string {
  const digits = minorDigits(currency);
  return (minor) => {
    if (!Number.isSafeInteger(minor)) throw new RangeError('an amount must be a safe integer of minor units');
    const sign = minor < 0 ? '-' : '';
    const text = String(Math.abs(minor)).padStart(digits + 1, '0');
    if (digits === 0) return sign + text;
    return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
  };
}

/** Undefined for what is not an exact amount of the currency: more digits than it has, an exponent, beyond 2^53-1. */
export function toMinor(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = minorDigits(currency);
  const exact = fraction.replace(/0+$/, '');
  if (exact.length > digits) return undefined;
  const minor = Number(`${sign}${whole}${exact.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? (minor === 0 ? 0 : minor) : undefined;
}

/**
 * A number that a person typed, with a comma or a point before its decimals. A comma before three digits may be one
 * between thousands, as in 2,000: nobody guesses.
 */
export function withPoint(typed: string): string {
  return /,\d{3}$/.test(typed) ? typed : typed.replace(',', '.');
}

/** What a person typed; undefined for what is no amount of the currency, or below nothing. */
export function typedMinor(text: string, currency: string): number | undefined {
  const typed = withPoint(text.trim());
  // 2.000 of a currency without thousandths may be two thousand, too.
  if (/\.\d{3}$/.test(typed) && minorDigits(currency) < 3) return undefined;
  const minor = toMinor(typed, currency);
  return minor === undefined || minor < 0 ? undefined : minor;
}
