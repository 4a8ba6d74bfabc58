import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Standing, StandingCount } from '@interlink/contracts/social-registry/eligibility';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useSocialRegistry } from '../store/reducer.js';
import { loadResults } from '../store/requests.js';
import { texts } from '../texts.js';
import { ListedHouseholds, type Chosen } from './ListedHouseholds.js';

type Row = StandingCount & { readonly programme: string };

/** Somebody can go and see these; the others need nobody. */
const LISTED: ReadonlySet<Standing> = new Set(['to-reach', 'to-review']);

/** IBR-024: what follows from the assessment for each programme; none of it is a decision. */
export function Results({ id }: { readonly id: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const results = useSocialRegistry((state) => state.results);
  const [chosen, choose] = useState<Chosen>();
  useEffect(() => void dispatch(loadResults.ask({ id })), [dispatch, id]);
  return (
    <section aria-label={text('results.title')}>
      <Typography variant="h6" component="h2">
        {text('results.title')}
      </Typography>
      <Typography variant="body2">{text('results.noDecision')}</Typography>
      <Loaded of={results} onRetry={() => dispatch(loadResults.ask({ id }))}>
        {({ programmes }) => (
          <Standings
            rows={programmes.flatMap(({ programme, standings }) => standings.map((one) => ({ programme, ...one })))}
            onChoose={({ programme, standing }) => choose({ id, programme, standing })}
          />
        )}
      </Loaded>
      {chosen && <ListedHouseholds chosen={chosen} />}
    </section>
  );
}

function Standings({ rows, onChoose }: { readonly rows: readonly Row[]; readonly onChoose: (row: Row) => void }) {
  const { text } = useText(texts);
  const { number } = useFormat();
  if (rows.length === 0) return <EmptyState title={text('results.empty')} />;
  return (
    <Table
      caption={text('results.caption')}
      rows={rows}
      keyOf={({ programme, standing }) => `${programme}|${standing}`}
      columns={[
        { id: 'programme', title: text('results.programme'), cell: ({ programme }) => <bdi>{programme}</bdi> },
        { id: 'standing', title: text('results.standing'), cell: ({ standing }) => text(`results.${standing}`) },
        { id: 'households', title: text('uploads.households'), cell: ({ households }) => number(households) },
        { id: 'members', title: text('uploads.members'), cell: ({ members }) => number(members) },
        {
          id: 'list',
          title: text('results.list'),
          cell: (row) =>
            LISTED.has(row.standing) && (
              <Button
                size="small"
                onClick={() => onChoose(row)}
                aria-label={`${text('results.list')} (${row.programme}: ${text(`results.${row.standing}`)})`}
              >
                {text('results.list')}
              </Button>
            ),
        },
      ]}
    />
  );
}
