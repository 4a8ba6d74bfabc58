import { toDecimal } from '@interlink/domain/payments/money';

interface AmountProps {
  readonly minor: number;
  readonly currency: string;
}

/** An amount with exactly the digits of its currency, read from left to right in every language. */
export function Amount({ minor, currency }: AmountProps) {
  return (
    <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
      {toWords({ minor, currency })}
    </bdi>
  );
}

/** By the digits of ISO 4217: those of `Intl` are what is usual in cash, and a Somali shilling has two. */
export function toWords({ minor, currency }: AmountProps): string {
  const [whole = '', fraction] = toDecimal({ minor, currency }).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}
