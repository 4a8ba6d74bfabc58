import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Standing } from '@interlink/contracts/social-registry/eligibility';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { fromMicro } from '../score.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadListed } from '../store/requests.js';
import { texts } from '../texts.js';
import { useVillages } from './useVillages.js';

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
  const villages = useVillages();
  const listed = useSocialRegistry((state) => state.listed);
  useEffect(() => void dispatch(loadListed.ask(chosen)), [dispatch, chosen]);
  const { programme, standing } = chosen;
  return (
    <Pages
      of={listed}
      empty={text('results.listEmpty')}
      load={(after) => dispatch(loadListed.ask({ ...chosen, after }))}
    >
      {(items) => (
        <Table
          caption={text('results.listOf', { programme, standing: text(`results.${standing}`) })}
          rows={items}
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
            {
              id: 'village',
              title: text('listed.village'),
              cell: ({ village = '' }) => <bdi>{villages.byCode(village)?.name ?? village}</bdi>,
            },
            { id: 'members', title: text('uploads.members'), cell: ({ members }) => number(members) },
            { id: 'score', title: text('ranking.score'), cell: ({ score }) => number(fromMicro(score), 2) },
          ]}
        />
      )}
    </Pages>
  );
}
