import { useDispatch } from 'react-redux';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import type { ActBodies, ActName } from './api.js';
import { actOnJourney } from './store/requests.js';
import { useEnrolment } from './store/reducer.js';

interface Acting {
  readonly act: <A extends ActName>(name: A, body: ActBodies[A]) => void;
  readonly isBusy: boolean;
  readonly problem: ApiProblem | undefined;
}

/** Acts on a journey as it was shown. Pressing again after a lost answer sends the same intent again. */
export function useAct(journey: Journey): Acting {
  const dispatch = useDispatch();
  const keyOf = useIntentKey();
  const { status, problem } = useEnrolment((state) => state.act);
  return {
    act: (act, body) => {
      const key = keyOf([act, body, journey.version]);
      dispatch(actOnJourney.ask({ journey, act, body, key }));
    },
    isBusy: status === 'loading',
    problem,
  };
}
