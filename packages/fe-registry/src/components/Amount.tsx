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

export function toWords({ minor, currency }: AmountProps): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const [whole = '', fraction] = (minor / 10 ** digits).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}
