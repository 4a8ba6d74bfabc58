import type { ReactNode } from 'react';
import { useDispatch } from 'react-redux';
import { needsConfirmation } from '../confirmation.js';
import { useWayBack } from '../keyboard.js';
import type { RequestActions, RequestState } from '../store/request.js';
import { useSinceOpened } from '../useSinceOpened.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { Loaded } from './Loaded.js';

interface ActedProps<A, R> {
  readonly of: RequestState<R>;
  readonly actions: RequestActions<A, R>;
  /** Reads anew what was decided on. */
  readonly onReadAgain?: (() => void) | undefined;
  readonly refusal?: ReactNode;
  readonly children?: (value: R) => ReactNode;
}

/**
 * What became of an act since this was opened; where the password (S7) or a reason (S12) is wanted first, the same act
 * follows it, once.
 */
export function Acted<A, R>({ of, actions, onReadAgain, refusal, children = () => null }: ActedProps<A, R>) {
  const dispatch = useDispatch();
  const present = useSinceOpened(of);
  const goBack = useWayBack(of.status);
  // What an act before it did is not said beside its refusal.
  const said = present.status === 'done' ? present : { ...present, value: undefined };
  const again = () => void dispatch(actions.ask(present.asked as A));
  return (
    <>
      <Loaded
        of={said}
        onRetry={present.problem?.code === 'platform.reason-needed' ? again : undefined}
        onReadAgain={onReadAgain}
        refusal={refusal}
      >
        {children}
      </Loaded>
      {needsConfirmation(present.problem) && (
        <ConfirmDialog problem={present.problem} onConfirmed={again} onLeft={goBack} />
      )}
    </>
  );
}
