import type { Dimension, PaidTo } from '@interlink/contracts/registry/statistics';
import { amountText } from '@interlink/domain/payments/money';
import { Amount } from '@interlink/fe-kit/components/Amount';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { Picture } from './Bars.js';
import type { NameOf } from './Expenditures.js';
import { useKeyLabel } from './key-label.js';

interface PaidByProps {
  readonly paid: readonly PaidTo[];
  readonly dimension: Dimension;
  readonly nameOf: NameOf;
}

/** Whom each programme paid in twelve months, by one trait, with bars of one scale a programme. */
export function PaidBy({ paid, dimension, nameOf }: PaidByProps) {
  const { text } = useText(texts);
  return (
    <>
      {paid.map((one) => (
        <One
          key={[one.source, one.programme, one.currency].join('|')}
          caption={text('statistics.paidBy', { programme: nameOf(one), what: text(`statistics.${dimension}`) })}
          paid={one}
          dimension={dimension}
        />
      ))}
    </>
  );
}

interface OneProps {
  readonly caption: string;
  readonly paid: PaidTo;
  readonly dimension: Dimension;
}

function One({ caption, paid: { by, currency }, dimension }: OneProps) {
  const { text } = useText(texts);
  const { number } = useFormat();
  const labelOf = useKeyLabel(dimension);
  const rows = by[dimension];
  const highest = Math.max(...rows.map(({ amountMinor }) => amountMinor ?? 0), 1);
  const shown = (cell: number | null) => (cell === null ? text('statistics.less') : number(cell));
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        {
          id: 'key',
          title: text(`statistics.column.${dimension}`),
          cell: ({ key, name }) => <bdi>{labelOf(key, name)}</bdi>,
        },
        { id: 'people', title: text('statistics.people'), cell: ({ people }) => shown(people) },
        { id: 'payments', title: text('statistics.payments'), cell: ({ payments }) => shown(payments) },
        {
          id: 'amount',
          title: text('statistics.amount'),
          cell: ({ amountMinor }) =>
            amountMinor === null ? (
              text('statistics.kept')
            ) : (
              <Amount>{amountText({ minor: amountMinor, currency })}</Amount>
            ),
        },
        {
          id: 'bar',
          title: text('statistics.bar'),
          cell: ({ amountMinor }) => <Picture part={(amountMinor ?? 0) / highest} />,
        },
      ]}
    />
  );
}
