import { amountText, type Money } from '@interlink/domain/payments/money';

/** An amount with exactly the digits of its currency, read from left to right in every language. */
export function Amount(amount: Money) {
  return (
    <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }}>
      {amountText(amount)}
    </bdi>
  );
}
