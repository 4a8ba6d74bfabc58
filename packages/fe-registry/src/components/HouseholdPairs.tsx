import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { HouseholdPair } from '@interlink/contracts/registry/household-across';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Table } from '@interlink/fe-kit/components/Table';
import { useHostRights } from '@interlink/fe-kit/rights';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import type { HouseholdWord, When } from '../api.js';
import { householdPath, RIGHT_LINK } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { decideHousehold } from '../store/requests.js';
import { texts } from '../texts.js';
import { isPast } from '../when.js';
import { PairState, PairWhy } from './PairCells.js';
import { PairMeanwhile } from './PairMeanwhile.js';
import { ReasonedAct } from './ReasonedAct.js';
import { SourceName, useSourceName, type NameOfSource } from './SourceName.js';

export interface HouseholdPairsProps {
  readonly caption: string;
  readonly pairs: readonly HouseholdPair[];
  readonly purpose: Purpose;
  /** A past view is not what one decides on. */
  readonly when: When;
  readonly onReadAgain: () => void;
}

const nameOf = ({ householdId, otherId, version }: HouseholdPair) => `${householdId} ${otherId} ${version}`;

/** Two households each: whether they are taken for one, why, and the way to decide otherwise. */
export function HouseholdPairs({ caption, pairs, purpose, when, onReadAgain }: HouseholdPairsProps) {
  const { text } = useText(texts);
  const sourceOf = useSourceName();
  const [wanted, choose] = useState<string>();
  // Once another word was said about it there is nothing of this one to decide.
  const chosen = pairs.find((pair) => nameOf(pair) === wanted);
  const mayDecide = useHostRights().includes(RIGHT_LINK) && !isPast(when);
  return (
    <>
      <Table
        caption={caption}
        rows={pairs}
        keyOf={nameOf}
        columns={[
          { id: 'pair', title: text('across.pair'), cell: (pair) => <Pair pair={pair} when={when} /> },
          {
            id: 'shared',
            title: text('across.shared'),
            cell: ({ shared, people, otherPeople }) => text('across.sharedOf', { shared, people, otherPeople }),
          },
          { id: 'state', title: text('across.state'), cell: (pair) => <PairState {...pair} /> },
          { id: 'why', title: text('across.why'), cell: (pair) => <PairWhy {...pair} /> },
          {
            id: 'act',
            title: text('record.act'),
            cell: (pair) =>
              mayDecide && (
                <Button
                  size="small"
                  variant="outlined"
                  aria-label={text('across.decideTitle', sourcesOf(pair, sourceOf))}
                  onClick={() => choose(nameOf(pair))}
                >
                  {text('across.decide')}
                </Button>
              ),
          },
        ]}
      />
      {chosen && mayDecide && <Decide key={nameOf(chosen)} pair={chosen} purpose={purpose} onReadAgain={onReadAgain} />}
    </>
  );
}

const sourcesOf = ({ source, otherSource }: HouseholdPair, nameOf: NameOfSource) => ({
  one: nameOf(source),
  other: nameOf(otherSource),
});

function Pair({ pair: { source, otherId, otherSource }, when }: { readonly pair: HouseholdPair; readonly when: When }) {
  return (
    <>
      <SourceName code={source} /> –{' '}
      <Link to={householdPath(otherId, when)}>
        <SourceName code={otherSource} />
      </Link>
    </>
  );
}

const DECISIONS: readonly HouseholdWord['decision'][] = ['same', 'apart', 'rule'];

type DecideProps = Pick<HouseholdPairsProps, 'onReadAgain' | 'purpose'> & { readonly pair: HouseholdPair };

function Decide({ pair, purpose, onReadAgain }: DecideProps) {
  const { householdId, otherId, version, decided } = pair;
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const sourceOf = useSourceName();
  const keyOf = useIntentKey();
  const deciding = useRegistry((state) => state.decideHousehold);
  const isOfThis = (asked: HouseholdWord) =>
    asked.householdId === householdId && asked.otherId === otherId && asked.version === version;
  const now = decided?.decision ?? 'rule';
  const decide = (act: string, reason: string) => {
    const decision = act as HouseholdWord['decision'];
    const wish = { householdId, otherId, version, purpose, reason, decision };
    dispatch(decideHousehold.ask({ ...wish, key: keyOf(wish) }));
  };
  return (
    <>
      <Acted
        of={ofSubject(deciding, isOfThis)}
        actions={decideHousehold}
        onReadAgain={onReadAgain}
        refusal={<PairMeanwhile saw={pair} problem={deciding.problem} />}
      />
      <ReasonedAct
        label={text('across.decideTitle', sourcesOf(pair, sourceOf))}
        acts={DECISIONS.filter((one) => one !== now).map((id) => ({ id, label: text(`across.decision.${id}`) }))}
        isBusy={deciding.status === 'loading'}
        onAct={decide}
      >
        <p>{text('across.help')}</p>
      </ReasonedAct>
    </>
  );
}
