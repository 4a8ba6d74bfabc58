import { Link } from '@openimis/fe-core';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { useProblemAlert } from '@interlink/fe-kit/components/useProblemAlert';
import { useText } from '@interlink/fe-kit/texts';
import { deskPath } from '../names.js';
import { texts } from '../texts.js';

/** A refusal: once in the host's alert, and here for as long as it holds, with the way to what stands in the way. */
export function ActProblem({ problem }: { readonly problem: ApiProblem | undefined }) {
  const { text } = useText(texts);
  useProblemAlert(problem);
  if (!problem) return null;
  const { journeyId } = problem.details;
  return (
    <ErrorState problem={problem}>
      {typeof journeyId === 'string' && <Link to={deskPath(journeyId)}>{text('desk.openOther')}</Link>}
    </ErrorState>
  );
}
