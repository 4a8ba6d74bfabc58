import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { isMoving } from './journey.js';
import { leavePage, unwatchJourney, watchJourney } from './store/requests.js';
import { useEnrolment } from './store/reducer.js';

interface Followed {
  readonly journey: Journey | undefined;
  /** Why it cannot be read; a journey read before stays. */
  readonly problem: ApiProblem | undefined;
  readonly hasWaitedLong: boolean;
  readonly readAgain: () => void;
}

/** Reads a journey and follows it for as long as it moves by itself. */
export function useJourney(id: string): Followed {
  const dispatch = useDispatch();
  const journey = useEnrolment((state) => state.journeys.byId[id]);
  const problem = useEnrolment((state) => state.journeys.problemById[id]);
  const hasWaitedLong = useEnrolment((state) => state.journeys.waitedLongFor === id);
  useEffect(() => {
    dispatch(watchJourney(id));
    return () => {
      dispatch(unwatchJourney());
      dispatch(leavePage());
    };
  }, [dispatch, id]);
  useEffect(() => {
    // A colleague may have acted in the meantime: whoever comes back to the window sees it.
    const look = () => dispatch(watchJourney(id));
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [dispatch, id]);
  const wasMoving = useRef(true); // the first reading is under way
  const moves = journey ? isMoving(journey) : true;
  useEffect(() => {
    if (moves && !wasMoving.current) dispatch(watchJourney(id));
    wasMoving.current = moves;
  }, [dispatch, id, moves]);
  return { journey, problem, hasWaitedLong, readAgain: () => dispatch(watchJourney(id)) };
}
