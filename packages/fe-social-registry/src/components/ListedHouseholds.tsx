import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Standing } from '@interlink/contracts/social-registry/eligibility';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { fromMicro } from '../score.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadListed } from '../store/requests.js';
import { texts } from '../texts.js';

export interface Chosen {
  readonly id: string;
  readonly programme: string;
  readonly standing: Standing;
}

/** SR-015: the households that somebody should go and see, with their heads; whoever looks is noted. */
export function ListedHouseholds({ chosen }: { readonly chosen: Chosen }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { number } = useFormat();
  const { value, problem } = useSocialRegistry((state) => state.listed);
  useEffect(() => void dispatch(loadListed.ask(chosen)), [dispatch, chosen]);
  if (problem) return <ErrorState problem={problem} onRetry={() => dispatch(loadListed.ask(chosen))} />;
  if (!value) return <ProgressLine label={text('loading')} />;
  const { programme, standing } = chosen;
  return (
    <>
      <Table
        caption={text('results.listOf', { programme, standing: text(`results.${standing}`) })}
        rows={value.items}
        keyOf={({ householdId }) => householdId}
        columns={[
          {
            id: 'head',
            title: text('listed.head'),
            cell: ({ headName }) => <bdi>{headName ?? text('listed.none')}</bdi>,
          },
          {
            id: 'mobile',
            title: text('listed.mobile'),
            cell: ({ mobile }) => <bdi>{mobile ?? text('listed.none')}</bdi>,
          },
          { id: 'village', title: text('listed.village'), cell: ({ village }) => <bdi>{village ?? ''}</bdi> },
          { id: 'members', title: text('uploads.members'), cell: ({ members }) => number(members) },
          { id: 'score', title: text('ranking.score'), cell: ({ score }) => number(fromMicro(score), 2) },
        ]}
      />
      {value.next !== undefined && (
        <Button variant="outlined" onClick={() => dispatch(loadListed.ask({ ...chosen, after: value.next }))}>
          {text('more')}
        </Button>
      )}
    </>
  );
}
