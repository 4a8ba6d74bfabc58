import { useContext, type ReactNode } from 'react';
import { Acted as KitActed } from '@interlink/fe-kit/components/Acted';
import type { RequestActions, RequestState } from '@interlink/fe-kit/store/request';
import { ReadAgain } from './ReadAgain.js';
import { ReasonOf } from './ReasonOf.js';

interface ActedProps<A, R> {
  readonly of: RequestState<R>;
  readonly actions: RequestActions<A, R>;
  readonly children: (value: R) => ReactNode;
}

/**
 * What became of an act, with the reason of a refusal, and the way to what is there now; where the password is wanted
 * again (S7), the same act follows it, once.
 */
export function Acted<A, R>(props: ActedProps<A, R>) {
  const readAgain = useContext(ReadAgain);
  return <KitActed {...props} onReadAgain={readAgain} refusal={<ReasonOf problem={props.of.problem} />} />;
}
