import type { ReactNode } from 'react';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';

/** A few numbers that one looks at first. */
export function Numbers({ items }: { readonly items: readonly (readonly [label: string, value: ReactNode])[] }) {
  const layout = useLayout();
  const { number } = useFormat();
  return (
    <dl className={layout.numbers}>
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{typeof value === 'number' ? number(value) : value}</dd>
        </div>
      ))}
    </dl>
  );
}
