import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { ConfirmDialog } from '@interlink/fe-kit/components/ConfirmDialog';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { useProblemAlert } from '@interlink/fe-kit/components/useProblemAlert';
import { needsConfirmation } from '@interlink/fe-kit/confirmation';
import { useWayBack } from '@interlink/fe-kit/keyboard';
import type { RequestState } from '@interlink/fe-kit/store/request';
import { useText } from '@interlink/fe-kit/texts';
import { deskPath } from '../names.js';
import { useEnrolment } from '../store/reducer.js';
import { actOnJourney, type ActOnJourney } from '../store/requests.js';
import { texts } from '../texts.js';

/** A refusal: once in the host's alert, and here for as long as it holds, with the way to what stands in the way. */
export function ActProblem({ of: { status, problem } }: { readonly of: RequestState<unknown> }) {
  const { text } = useText(texts);
  const goBack = useWayBack(status);
  // The dialog speaks for itself.
  useProblemAlert(needsConfirmation(problem) ? undefined : problem);
  if (!problem) return null;
  if (needsConfirmation(problem)) return <ConfirmAct problem={problem} onLeft={goBack} />;
  const { journeyId } = problem.details;
  return (
    <ErrorState problem={problem}>
      {typeof journeyId === 'string' && <Link to={deskPath(journeyId)}>{text('desk.openOther')}</Link>}
    </ErrorState>
  );
}

interface ConfirmActProps {
  readonly problem: NonNullable<RequestState<unknown>['problem']>;
  readonly onLeft: () => void;
}

/** The password again; then the same act with the same key, once. */
function ConfirmAct({ problem, onLeft }: ConfirmActProps) {
  const dispatch = useDispatch();
  const asked = useEnrolment(({ act }) => act.asked as ActOnJourney | undefined);
  return (
    <>
      <ErrorState problem={problem} />
      <ConfirmDialog problem={problem} onConfirmed={() => asked && dispatch(actOnJourney.ask(asked))} onLeft={onLeft} />
    </>
  );
}
