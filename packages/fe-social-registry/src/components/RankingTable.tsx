import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { SimulationQuery } from '@interlink/contracts/social-registry/run';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { fromMicro } from '../score.js';
import { useSocialRegistry } from '../store/reducer.js';
import { explain, loadRanking } from '../store/requests.js';
import { texts } from '../texts.js';
import { Explained } from './Explained.js';

type Wish = Parameters<typeof explain.ask>[0];

interface RankingTableProps {
  readonly id: string;
  readonly comparison: SimulationQuery['comparison'];
}

/** Households by need, without names; each can be explained, and whoever asks is noted. */
export function RankingTable({ id, comparison }: RankingTableProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { number } = useFormat();
  const { value, problem } = useSocialRegistry((state) => state.ranking);
  const isOfThis = (asked: { readonly id: string }) => asked.id === id;
  const explanation = ofSubject(
    useSocialRegistry((state) => state.explanation),
    isOfThis,
  );
  useEffect(() => void dispatch(loadRanking.ask({ id, comparison })), [dispatch, id, comparison]);
  if (problem) return <ErrorState problem={problem} onRetry={() => dispatch(loadRanking.ask({ id, comparison }))} />;
  if (!value) return null;
  if (value.items.length === 0) return <EmptyState title={text('ranking.empty')} />;
  const why = (householdId: string) => dispatch(explain.ask({ id, householdId }));
  return (
    <>
      {explanation.problem && (
        <ErrorState problem={explanation.problem} onRetry={() => dispatch(explain.ask(explanation.asked as Wish))} />
      )}
      {explanation.value && <Explained explanation={explanation.value} />}
      <Table
        caption={text('ranking.caption')}
        rows={value.items}
        keyOf={({ householdId }) => householdId}
        columns={[
          {
            id: 'household',
            title: text('ranking.household'),
            cell: ({ householdId }) => <bdi>{householdId.slice(-8).toUpperCase()}</bdi>,
          },
          { id: 'score', title: text('ranking.score'), cell: ({ score }) => number(fromMicro(score), 2) },
          { id: 'members', title: text('uploads.members'), cell: ({ members }) => number(members) },
          {
            id: 'why',
            title: text('ranking.why'),
            cell: ({ householdId }) => (
              <Button
                size="small"
                onClick={() => why(householdId)}
                aria-label={text('ranking.whyOf', { household: householdId.slice(-8).toUpperCase() })}
              >
                {text('ranking.why')}
              </Button>
            ),
          },
        ]}
      />
      {value.next !== undefined && (
        <Button variant="outlined" onClick={() => dispatch(loadRanking.ask({ id, comparison, after: value.next }))}>
          {text('more')}
        </Button>
      )}
    </>
  );
}
