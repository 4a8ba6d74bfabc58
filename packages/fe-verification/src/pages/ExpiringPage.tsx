import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { ToVerify } from '../components/ToVerify.js';
import { useWords } from '../components/words.js';
import { personPath } from '../names.js';
import { useVerification } from '../store/reducer.js';
import { leavePage, loadExpiring } from '../store/requests.js';

const SPANS = [7, 30, 90];

/** Confirmations that end soon, or ended in the last week: whom to ask about again. */
export function ExpiringPage() {
  const dispatch = useDispatch();
  const { text, word } = useWords();
  const format = useFormat();
  const [days, setDays] = useState(30);
  const { status, value, problem } = useVerification((state) => state.expiring);
  useEffect(() => void dispatch(loadExpiring.ask({ days })), [dispatch, days]);
  useEffect(() => () => void dispatch(leavePage()), [dispatch]);
  return (
    <Page title={text('expiring.title')} actions={<ToVerify />}>
      <SelectField
        unmarked
        label={text('expiring.within')}
        value={String(days)}
        choices={SPANS.map((count) => ({ value: String(count), label: text('expiring.days', { count }) }))}
        onChange={(chosen) => setDays(Number(chosen))}
      />
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(loadExpiring.ask({ days }))} />}
      {status === 'done' && value?.items.length === 0 && <EmptyState title={text('expiring.none')} />}
      {value && value.items.length > 0 && (
        <Table
          caption={text('expiring.caption', { count: value.items.length })}
          rows={value.items}
          keyOf={({ individualId, kind }) => `${individualId} ${kind}`}
          columns={[
            {
              id: 'name',
              title: text('column.name'),
              cell: ({ individualId, name }) => (
                <Link to={personPath(individualId)}>
                  <bdi>{name}</bdi>
                </Link>
              ),
            },
            { id: 'kind', title: text('column.kind'), cell: ({ kind }) => word('kind', kind) },
            { id: 'source', title: text('column.source'), cell: ({ source }) => word('source', source) },
            {
              id: 'expiresAt',
              title: text('column.expiresAt'),
              cell: ({ expiresAt }) => (
                <>
                  {format.dateTime(expiresAt)}{' '}
                  {Date.parse(expiresAt) <= Date.now() && <StatusChip tone="warn" label={text('expiring.ended')} />}
                </>
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}
