import type { ReactNode } from 'react';
import { useDispatch } from 'react-redux';
import { needsConfirmation } from '../confirmation.js';
import type { RequestActions, RequestState } from '../store/request.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { Loaded } from './Loaded.js';

interface ActedProps<A, R> {
  readonly of: RequestState<R>;
  readonly actions: RequestActions<A, R>;
  readonly refusal?: ReactNode;
  readonly children?: (value: R) => ReactNode;
}

/** What became of an act; where the password is wanted again (S7), the same act follows it, once. */
export function Acted<A, R>({ of, actions, refusal, children = () => null }: ActedProps<A, R>) {
  const dispatch = useDispatch();
  // What an act before it did is not said beside its refusal.
  const said = of.status === 'done' ? of : { ...of, value: undefined };
  return (
    <>
      <Loaded of={said} refusal={refusal}>
        {children}
      </Loaded>
      {needsConfirmation(of.problem) && (
        <ConfirmDialog problem={of.problem} onConfirmed={() => void dispatch(actions.ask(of.asked as A))} />
      )}
    </>
  );
}
