import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { Typography } from '@interlink/fe-kit/ui/material';
import { useWords } from './words.js';

/** The reason that goes with a refusal, in words where we have them. */
export function RefusalReason({ problem }: { readonly problem: ApiProblem | undefined }) {
  const { word } = useWords();
  const reason = problem?.details.reason;
  return typeof reason === 'string' ? <Typography variant="body2">{word('reason', reason)}</Typography> : null;
}
