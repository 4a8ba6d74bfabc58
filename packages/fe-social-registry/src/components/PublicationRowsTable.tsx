import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { codeText } from '@interlink/fe-kit/api-problem';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { useSocialRegistry } from '../store/reducer.js';
import { loadRows } from '../store/requests.js';
import { texts } from '../texts.js';

const STATES = ['failed', 'published', 'waiting'] as const;
type State = (typeof STATES)[number];

/** The answer to each household, those that openIMIS refused first to be looked at. */
export function PublicationRowsTable({ id, answered }: { readonly id: string; readonly answered: number }) {
  const dispatch = useDispatch();
  const { text, language } = useText(texts);
  const [state, setState] = useState<State>('failed');
  const rows = useSocialRegistry((all) => all.rows);
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
      <Pages
        of={rows}
        empty={text(`rows.none.${state}`)}
        load={(after) => dispatch(loadRows.ask({ id, state, after }))}
      >
        {(items) => (
          <Table
            caption={text('rows.title')}
            rows={items}
            keyOf={({ ordinal }) => String(ordinal)}
            columns={[
              { id: 'ordinal', title: text('rows.number'), cell: ({ ordinal }) => ordinal },
              { id: 'state', title: text('uploads.state'), cell: (row) => text(`rows.${row.state}`) },
              { id: 'people', title: text('uploads.members'), cell: ({ people }) => people },
              {
                id: 'answer',
                title: text('rows.answer'),
                cell: ({ groupId, problem }) => <bdi>{groupId ?? (problem && codeText(problem, language))}</bdi>,
              },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
