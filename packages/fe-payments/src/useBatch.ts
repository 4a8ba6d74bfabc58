import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { leavePage, loadHead } from './store/requests.js';
import { usePayments } from './store/reducer.js';

/** Nothing happens to these any more. */
const OVER = ['CLOSED', 'CANCELLED', 'VOIDED'];
/** These wait for people or for the bank's next day. */
const AT_REST = ['DRAFT', 'VALIDATED', 'PARTIAL', 'REJECTED', 'RECONCILED', 'EXCEPTION'];
const MOVING_MS = 4_000;
const AT_REST_MS = 15_000;

/** A batch by its id, read again for as long as somebody else, the bank or we may change it. */
export function useBatch(id: string) {
  const dispatch = useDispatch();
  const head = usePayments((state) => state.head);
  useEffect(() => {
    dispatch(loadHead.ask({ id }));
    return () => void dispatch(leavePage());
  }, [dispatch, id]);
  // A refusal is shown, and asked again by a person: it would be read out every few seconds.
  const everyMs = head.status === 'failed' ? undefined : pauseOf(head.value?.state);
  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => dispatch(loadHead.ask({ id })), everyMs);
    return () => clearInterval(timer);
  }, [dispatch, id, everyMs]);
  return { head, readAgain: () => void dispatch(loadHead.ask({ id })) };
}

function pauseOf(state: string | undefined): number | undefined {
  if (state === undefined || OVER.includes(state)) return undefined;
  return AT_REST.includes(state) ? AT_REST_MS : MOVING_MS;
}
