import { decimalWriter, toMinor } from '../platform/minor-units.js';

/** An amount in the smallest unit of its currency; `minor` is a safe integer. */
export interface Money {
  readonly minor: number;
  /** ISO 4217 letters. */
  readonly currency: string;
}

/** Decimal text with exactly the digits of the currency, as formats want it. Throws for what is not a safe integer. */
export function toDecimal({ minor, currency }: Money): string {
  return decimalWriter(currency)(minor);
}

/** For people: in groups of three by a narrow blank that does not break, with its currency. */
export function amountText({ minor, currency }: Money): string {
  const [whole = '', fraction] = toDecimal({ minor, currency }).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}

/** Undefined for what is not an exact amount of the currency: more digits than it has, an exponent, beyond 2^53-1. */
export function fromDecimal(text: string, currency: string): Money | undefined {
  const minor = toMinor(text, currency);
  return minor === undefined ? undefined : { minor, currency };
}

/** Throws when currencies are mixed (I12) or the sum leaves the safe integers. */
export function sumOf(amounts: readonly Money[], currency: string): Money {
  const minor = amounts.reduce((total, amount) => {
    if (amount.currency !== currency) throw new RangeError('amounts of different currencies were added');
    return total + amount.minor;
  }, 0);
  if (!Number.isSafeInteger(minor)) throw new RangeError('a sum is beyond 2^53-1');
  return { minor, currency };
}
