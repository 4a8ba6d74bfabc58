import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';

/** The reason that goes with a refusal, in words where we have them. */
export function ReasonOf({ problem }: { readonly problem: ApiProblem }) {
  const { text, has } = useText(texts);
  const { reason } = problem.details;
  if (typeof reason !== 'string') return null;
  // Those of the platform are for whoever looks into it; its sentence says all.
  if (problem.code.startsWith('platform.') && !has(`reason.${reason}`)) return null;
  return (
    <Typography variant="body2" data-reason={reason}>
      {has(`reason.${reason}`) ? text(`reason.${reason}`) : reason}
    </Typography>
  );
}
