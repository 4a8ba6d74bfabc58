import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { leavePage, loadHead } from './store/requests.js';
import { usePayments } from './store/reducer.js';

const AT_REST = [
  'VALIDATED',
  'PARTIAL',
  'REJECTED',
  'RECONCILED',
  'CLOSED',
  'CANCELLED',
  'VOIDED',
  'EXCEPTION',
  'DRAFT',
];
const AGAIN_MS = 4_000;

/** A batch by its id, read again while it moves by itself. */
export function useBatch(id: string) {
  const dispatch = useDispatch();
  const head = usePayments((state) => state.head);
  useEffect(() => {
    dispatch(loadHead.ask({ id }));
    return () => void dispatch(leavePage());
  }, [dispatch, id]);
  const isMoving = head.value !== undefined && !AT_REST.includes(head.value.state);
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = setInterval(() => dispatch(loadHead.ask({ id })), AGAIN_MS);
    return () => clearInterval(timer);
  }, [dispatch, id, isMoving]);
  return { head, readAgain: () => void dispatch(loadHead.ask({ id })) };
}
