import { useCallback, useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Conflict } from '@interlink/contracts/registry/conflict';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { More } from '@interlink/fe-kit/components/Loaded';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { useSinceOpened } from '@interlink/fe-kit/useSinceOpened';
import { useRegistry } from '../store/reducer.js';
import { listConflicts, resolveConflict } from '../store/requests.js';
import { texts } from '../texts.js';
import { ChangedMeanwhile } from './ChangedMeanwhile.js';
import { ConflictCard } from './ConflictCard.js';

interface ConflictsProps {
  readonly purpose: Purpose;
  readonly state?: 'open' | 'resolved';
  /** Of one person only. */
  readonly personId?: string;
  /** Renews the list when the person has changed. */
  readonly version?: number;
}

/** What sources, or rules, do not agree about, with the decisions that fit. */
export function Conflicts({ purpose, state = 'open', personId, version }: ConflictsProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { status, value, problem } = useRegistry((all) => all.conflicts);
  const resolving = useRegistry((all) => all.resolve);
  const load = useCallback(
    (cursor?: string) => void dispatch(listConflicts.ask({ purpose, state, personId, cursor })),
    [dispatch, purpose, state, personId],
  );
  useEffect(() => load(), [load, version]);
  const items = value?.items.filter((one) => one.state === state && isOf(one, personId)) ?? [];
  // Of what stands here as it was decided on: read again, it may be another.
  const isShown = (asked: Wish) => items.some(({ id, version: shown }) => id === asked.id && shown === asked.version);
  const decided = resolving.asked as Wish | undefined;
  const isDecided = useSinceOpened(resolving).status === 'done' && decided !== undefined;
  return (
    <>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => load()} />}
      <Acted
        of={ofSubject(resolving, isShown)}
        actions={resolveConflict}
        onReadAgain={() => load()}
        refusal={<ChangedMeanwhile shown={items.find(({ id }) => id === decided?.id)} problem={resolving.problem} />}
      />
      <Typography role="status">
        {isDecided && text('conflicts.kept', { decision: text(`resolution.${decided.resolution.decision}`) })}
      </Typography>
      {status === 'done' && items.length === 0 && <EmptyState title={text(`conflicts.none.${state}`)} />}
      {items.map((conflict) => (
        <ConflictCard key={conflict.id} conflict={conflict} purpose={purpose} pageOf={personId} />
      ))}
      <More isBusy={status === 'loading'} onMore={value?.next === undefined ? undefined : () => load(value.next)} />
    </>
  );
}

const isOf = ({ personId, otherPersonId }: Conflict, wanted: string | undefined) =>
  wanted === undefined || personId === wanted || otherPersonId === wanted;

type Wish = Parameters<typeof resolveConflict.ask>[0];
