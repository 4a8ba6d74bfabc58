import { Link } from '@openimis/fe-core';
import type { JourneySummary } from '@interlink/contracts/enrolment/journey';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { journeyPath } from '../names.js';
import { texts } from '../texts.js';
import { Marks } from './Marks.js';

export function JourneyTable({
  caption,
  items,
}: {
  readonly caption: string;
  readonly items: readonly JourneySummary[];
}) {
  const { text, has } = useText(texts);
  const format = useFormat();
  const reason = (code: string) => (has(`reason.${code}`) ? text(`reason.${code}`) : code);
  return (
    <Table
      caption={caption}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: text('field.name'),
          cell: ({ id, name, erasedAt }) => (
            <Link to={journeyPath(id)}>
              {name !== undefined && <bdi>{name}</bdi>}
              {erasedAt !== undefined && text('erased.on', { date: format.dateTime(erasedAt) })}
            </Link>
          ),
        },
        {
          id: 'programme',
          title: text('field.programme'),
          cell: ({ programme, programmeName }) => <bdi>{programmeName ?? programme}</bdi>,
        },
        { id: 'state', title: text('list.state'), cell: (journey) => <Marks of={journey} /> },
        { id: 'reasons', title: text('list.reasons'), cell: ({ reasons }) => reasons.map(reason).join(' ') },
        { id: 'maker', title: text('list.maker'), cell: ({ maker }) => maker },
        { id: 'updated', title: text('list.updated'), cell: ({ updatedAt }) => format.dateTime(updatedAt) },
      ]}
    />
  );
}
