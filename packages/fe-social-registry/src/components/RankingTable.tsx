import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Ranking, SimulationQuery } from '@interlink/contracts/social-registry/run';
import { Loaded, Pages } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { ofSubject, withId } from '@interlink/fe-kit/store/subject';
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
  const ranking = useSocialRegistry((state) => state.ranking);
  const explanation = ofSubject(
    useSocialRegistry((state) => state.explanation),
    withId(id),
  );
  const load = (after?: string) => dispatch(loadRanking.ask({ id, comparison, after }));
  useEffect(() => void dispatch(loadRanking.ask({ id, comparison })), [dispatch, id, comparison]);
  return (
    <>
      <Loaded of={explanation} onRetry={() => dispatch(explain.ask(explanation.asked as Wish))}>
        {(value) => <Explained explanation={value} />}
      </Loaded>
      <Pages of={ranking} empty={text('ranking.empty')} load={load}>
        {(items) => (
          <RankedTable items={items} onExplain={(householdId) => dispatch(explain.ask({ id, householdId }))} />
        )}
      </Pages>
    </>
  );
}

interface RankedProps {
  readonly items: readonly Ranking['items'][number][];
  readonly onExplain: (householdId: string) => void;
}

function RankedTable({ items, onExplain }: RankedProps) {
  const { text } = useText(texts);
  const { number } = useFormat();
  return (
    <Table
      caption={text('ranking.caption')}
      rows={items}
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
              onClick={() => onExplain(householdId)}
              aria-label={text('ranking.whyOf', { household: householdId.slice(-8).toUpperCase() })}
            >
              {text('ranking.why')}
            </Button>
          ),
        },
      ]}
    />
  );
}
