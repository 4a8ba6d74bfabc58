import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Conflict } from '@interlink/contracts/registry/conflict';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { ConfirmDialog } from '@interlink/fe-kit/components/ConfirmDialog';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { needsConfirmation } from '@interlink/fe-kit/confirmation';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { useRegistry } from '../store/reducer.js';
import { listConflicts, resolveConflict } from '../store/requests.js';
import { texts } from '../texts.js';
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
  const load = (cursor?: string) => dispatch(listConflicts.ask({ purpose, state, personId, cursor }));
  useEffect(
    () => void dispatch(listConflicts.ask({ purpose, state, personId })),
    [dispatch, purpose, state, personId, version],
  );
  const items = value?.items.filter((one) => one.state === state && isOf(one, personId)) ?? [];
  return (
    <>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => load()} />}
      <Refused items={items} />
      {status === 'done' && items.length === 0 && <EmptyState title={text(`conflicts.none.${state}`)} />}
      {items.map((conflict) => (
        <ConflictCard key={conflict.id} conflict={conflict} purpose={purpose} withPerson={personId === undefined} />
      ))}
      {value?.next !== undefined && (
        <Button variant="outlined" onClick={() => load(value.next)}>
          {text('more')}
        </Button>
      )}
    </>
  );
}

const isOf = ({ personId, otherPersonId }: Conflict, wanted: string | undefined) =>
  wanted === undefined || personId === wanted || otherPersonId === wanted;

type Wish = Parameters<typeof resolveConflict.ask>[0];

/** Why a decision was not taken, and the password again where it needs one (S7). */
function Refused({ items }: { readonly items: readonly Conflict[] }) {
  const dispatch = useDispatch();
  const isShown = ({ id }: Wish) => items.some((one) => one.id === id);
  const { problem, asked } = ofSubject(
    useRegistry((all) => all.resolve),
    isShown,
  );
  const again = asked as Wish | undefined;
  return (
    <>
      {problem && !needsConfirmation(problem) && <ErrorState problem={problem} />}
      <ConfirmDialog problem={problem} onConfirmed={() => again && dispatch(resolveConflict.ask(again))} />
    </>
  );
}
