import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useSocialRegistry } from '../store/reducer.js';
import { loadRows } from '../store/requests.js';
import { texts } from '../texts.js';

const STATES = ['failed', 'published', 'waiting'] as const;
type State = (typeof STATES)[number];

/** The answer to each household, those that openIMIS refused first to be looked at. */
export function PublicationRowsTable({ id, answered }: { readonly id: string; readonly answered: number }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const [state, setState] = useState<State>('failed');
  const { value, problem } = useSocialRegistry((all) => all.rows);
  useEffect(() => {
    dispatch(loadRows.ask({ id, state }));
  }, [dispatch, id, state, answered]);
  return (
    <section aria-label={text('rows.title')}>
      <SelectField
        unmarked
        label={text('rows.which')}
        value={state}
        choices={STATES.map((one) => ({ value: one, label: text(`rows.${one}`) }))}
        onChange={(chosen) => setState(chosen as State)}
      />
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(loadRows.ask({ id, state }))} />}
      {value?.items.length === 0 && <EmptyState title={text(`rows.none.${state}`)} />}
      {value && value.items.length > 0 && (
        <Table
          caption={text('rows.title')}
          rows={value.items}
          keyOf={({ ordinal }) => String(ordinal)}
          columns={[
            { id: 'ordinal', title: text('rows.number'), cell: ({ ordinal }) => ordinal },
            { id: 'state', title: text('uploads.state'), cell: (row) => text(`rows.${row.state}`) },
            { id: 'people', title: text('uploads.members'), cell: ({ people }) => people },
            {
              id: 'answer',
              title: text('rows.answer'),
              cell: ({ groupId, problem: why }) => <bdi>{groupId ?? why ?? ''}</bdi>,
            },
          ]}
        />
      )}
      {value?.next !== undefined && (
        <Button variant="outlined" onClick={() => dispatch(loadRows.ask({ id, state, after: value.next }))}>
          {text('more')}
        </Button>
      )}
    </section>
  );
}
