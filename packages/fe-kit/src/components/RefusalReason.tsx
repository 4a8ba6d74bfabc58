import type { ApiProblem } from '../api-problem.js';
import { kitTexts } from '../kit-texts.js';
import { useText, type Texts } from '../texts.js';
import { Typography } from '../ui/material.js';

interface RefusalReasonProps {
  readonly problem: ApiProblem | undefined;
  /** Those of the module: its reasons are under `reason.`. */
  readonly texts: Texts;
}

/** The reason that goes with a refusal, in words; one without words is for whoever looks into it, and called so. */
export function RefusalReason({ problem, texts }: RefusalReasonProps) {
  const { text, has } = useText(texts);
  const kit = useText(kitTexts);
  const reason = problem?.details['reason'];
  if (problem === undefined || typeof reason !== 'string') return null;
  const isKnown = has(`reason.${reason}`);
  // The sentence of the platform says all that a person can do.
  if (problem.code.startsWith('platform.') && !isKnown) return null;
  return (
    <Typography variant="body2" data-reason={reason}>
      {isKnown ? text(`reason.${reason}`) : kit.text('reason.code', { reason })}
    </Typography>
  );
}
