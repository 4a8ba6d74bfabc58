import { Fragment, type ReactNode } from 'react';
import { useLayout } from './layout.js';

export type Fact = readonly [label: string, value: ReactNode];

/** Labels with their values; a fact without a value is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const layout = useLayout();
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  return (
    <dl className={layout.facts}>
      {known.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
