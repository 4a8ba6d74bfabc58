import type { HouseholdPair } from '@interlink/contracts/registry/household-across';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { PairState, PairWhy } from './PairCells.js';

interface PairMeanwhileProps {
  /** As it was decided on. */
  readonly saw: HouseholdPair;
  /** The refusal, which tells what there is by now. */
  readonly problem: ApiProblem | undefined;
}

/** Both, before anything is read again: what somebody decided on, and what another one decided meanwhile. */
export function PairMeanwhile({ saw, problem }: PairMeanwhileProps) {
  const { text } = useText(texts);
  const now = problem?.details['present'] as HouseholdPair | undefined;
  if (!now) return null;
  return (
    <Table
      caption={text('conflict.meanwhile.caption')}
      rows={[
        { which: text('conflict.meanwhile.saw'), pair: saw },
        { which: text('conflict.meanwhile.now'), pair: now },
      ]}
      keyOf={({ which }) => which}
      columns={[
        { id: 'which', title: text('across.when'), cell: ({ which }) => which },
        { id: 'state', title: text('across.state'), cell: ({ pair }) => <PairState {...pair} /> },
        { id: 'why', title: text('across.why'), cell: ({ pair }) => <PairWhy {...pair} /> },
      ]}
    />
  );
}
