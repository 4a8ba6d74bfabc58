import type { BatchHead, BatchTotal, BatchTotals as Totals } from '@interlink/contracts/payments/reads';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { Money } from './Money.js';

const DIMENSIONS: readonly (keyof Totals)[] = ['area', 'sex', 'agent'];

/** Who gets the money: by place, sex and account keeper, the largest sum first. */
export function BatchTotals({ batch: { totals, currency } }: { readonly batch: BatchHead }) {
  const { text } = useText(texts);
  const format = useFormat();
  return (
    <>
      {DIMENSIONS.filter((by) => totals[by].length > 0).map((by) => (
        <Table
          key={by}
          caption={text(`totals.${by}`)}
          rows={totals[by]}
          keyOf={({ name = '', others = 0 }) => `${name} ${others}`}
          columns={[
            { id: 'name', title: text(`totals.${by}Name`), cell: (total) => <Name by={by} total={total} /> },
            { id: 'count', title: text('batch.count'), cell: ({ count }) => format.number(count) },
            {
              id: 'total',
              title: text('batch.total'),
              cell: ({ totalMinor }) => <Money minor={totalMinor} currency={currency} />,
            },
          ]}
        />
      ))}
    </>
  );
}

function Name({ by, total: { name, others } }: { readonly by: keyof Totals; readonly total: BatchTotal }) {
  const { text, has } = useText(texts);
  if (others !== undefined) return <>{text('totals.others', { count: others })}</>;
  if (name === undefined) return <>{text('totals.unknown')}</>;
  return <bdi>{by === 'sex' && has(`sex.${name}`) ? text(`sex.${name}`) : name}</bdi>;
}
