import type { VerificationOutcome, VerificationReason } from '@interlink/contracts/verification/result';
import type { AskableKind, Verdict } from '@interlink/contracts/verification/runs';

/** What a programme asks, and what it does not go on with. */
export interface VerificationPolicy {
  readonly checks: readonly AskableKind[];
  /** Reasons with which nothing may go on; every other finding is for a person to look at. */
  readonly stopOn: readonly VerificationReason[];
}

interface Answered {
  readonly outcome: VerificationOutcome;
  readonly reasons: readonly VerificationReason[];
}

/** What follows from all answers about one person. What was not asked was not confirmed. */
export function verdictOf(
  answers: readonly Answered[],
  notAsked: readonly AskableKind[],
  { stopOn }: Pick<VerificationPolicy, 'stopOn'>,
): Exclude<Verdict, 'unknown'> {
  if (answers.some(({ reasons }) => reasons.some((reason) => stopOn.includes(reason)))) return 'stop';
  const isConfirmed = answers.length > 0 && answers.every(({ outcome }) => outcome === 'verified');
  return isConfirmed && notAsked.length === 0 ? 'accept' : 'review';
}
