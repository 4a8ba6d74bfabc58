import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { RefusalReason } from '@interlink/fe-kit/components/RefusalReason';
import { texts } from '../texts.js';

/** The reason that goes with a refusal. */
export const ReasonOf = ({ problem }: { readonly problem: ApiProblem | undefined }) => (
  <RefusalReason problem={problem} texts={texts} />
);
