import type { ReactNode } from 'react';
import { useDispatch } from 'react-redux';
import { ConfirmDialog } from '@interlink/fe-kit/components/ConfirmDialog';
import { needsConfirmation } from '@interlink/fe-kit/confirmation';
import type { RequestActions, RequestState } from '@interlink/fe-kit/store/request';
import { Loaded } from './Loaded.js';

interface ActedProps<A, R> {
  readonly of: RequestState<R>;
  readonly actions: RequestActions<A, R>;
  readonly children: (value: R) => ReactNode;
}

/** What became of an act; where the password is wanted again (S7), the same act follows it, once. */
export function Acted<A, R>({ of, actions, children }: ActedProps<A, R>) {
  const dispatch = useDispatch();
  // What an act before it did is not said beside its refusal.
  const said = of.status === 'done' ? of : { ...of, value: undefined };
  const isToConfirm = needsConfirmation(of.problem);
  return (
    <>
      <Loaded of={said}>{children}</Loaded>
      {isToConfirm && (
        <ConfirmDialog problem={of.problem} onConfirmed={() => void dispatch(actions.ask(of.asked as A))} />
      )}
    </>
  );
}
