import { Link } from '@openimis/fe-core';
import type { BatchSummary } from '@interlink/contracts/payments/reads';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { batchPath } from '../names.js';
import { texts } from '../texts.js';
import { StateChip } from './StateChip.js';
import { Money } from './Money.js';

/** The end of an id is what people read out. */
export const shortId = (id: string) => id.slice(-8);

export function BatchTable({ caption, items }: { readonly caption: string; readonly items: readonly BatchSummary[] }) {
  const { text } = useText(texts);
  const format = useFormat();
  return (
    <Table
      caption={caption}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'id',
          title: text('batch.name'),
          cell: ({ id, programme }) => (
            <Link to={batchPath(id)}>
              {programme} <bdi>{shortId(id)}</bdi>
            </Link>
          ),
        },
        { id: 'state', title: text('batch.state'), cell: ({ state }) => <StateChip state={state} /> },
        { id: 'count', title: text('batch.count'), cell: ({ count }) => format.number(count) },
        {
          id: 'total',
          title: text('batch.total'),
          cell: ({ totalMinor, currency }) => <Money minor={totalMinor} currency={currency} />,
        },
        { id: 'day', title: text('batch.executionDate'), cell: ({ executionDate }) => format.date(executionDate) },
        { id: 'maker', title: text('batch.maker'), cell: ({ makerLogin }) => makerLogin },
      ]}
    />
  );
}
