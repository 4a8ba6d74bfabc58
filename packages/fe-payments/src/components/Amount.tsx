import { toDecimal } from '@interlink/domain/payments/money';

/** An amount with exactly the digits of its currency, read from left to right in every language. */
export function Amount({ minor, currency }: { readonly minor: number; readonly currency: string }) {
  const [whole = '', fraction] = toDecimal({ minor, currency }).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
  return (
    <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
      {grouped}
      {fraction !== undefined && `.${fraction}`} {currency}
    </bdi>
  );
}
