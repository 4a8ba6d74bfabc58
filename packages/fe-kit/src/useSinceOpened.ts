import { useRef } from 'react';
import type { RequestState } from './store/request.js';

const IDLE = { status: 'idle' } as const;

/**
 * What became of an act since this part of the page was opened: what another visit left, a refusal or a wish for the
 * password, is not told of this one.
 */
export function useSinceOpened<R>(state: RequestState<R>): RequestState<R> {
  const before = useRef(state);
  return state === before.current ? IDLE : state;
}
