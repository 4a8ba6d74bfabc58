import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { useRegistry } from '../store/reducer.js';
import { listAccesses } from '../store/requests.js';
import { texts } from '../texts.js';

/** Who has looked at this person, newest first; for whoever may read the log. */
export function Accesses({ personId }: { readonly personId: string }) {
  const dispatch = useDispatch();
  const { text, has } = useText(texts);
  const { dateTime } = useFormat();
  const { status, value, problem } = useRegistry((state) => state.accesses);
  useEffect(() => void dispatch(listAccesses.ask({ id: personId })), [dispatch, personId]);
  if (problem) return <ErrorState problem={problem} onRetry={() => dispatch(listAccesses.ask({ id: personId }))} />;
  if (status === 'loading' || !value) return <ProgressLine label={text('loading')} />;
  if (value.items.length === 0) return <EmptyState title={text('looked.none')} />;
  const rows = value.items.map((item, index) => ({ ...item, id: `${item.at} ${index}` }));
  return (
    <Table
      caption={text('looked.caption')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: 'at', title: text('looked.at'), cell: ({ at }) => dateTime(at) },
        { id: 'by', title: text('looked.by'), cell: ({ by, onBehalfOf }) => <bdi>{onBehalfOf ?? by}</bdi> },
        {
          id: 'what',
          title: text('looked.what'),
          cell: ({ action }) => (has(`action.${action}`) ? text(`action.${action}`) : <bdi dir="ltr">{action}</bdi>),
        },
      ]}
    />
  );
}
