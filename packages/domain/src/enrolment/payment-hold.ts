import type { PaymentHold } from '@interlink/contracts/payments/hold';
import type { JourneyStatus } from './status.js';

/**
 * Why the beneficiary of this journey may not be paid, whatever openIMIS says. A resolution of the openIMIS task that
 * does not count makes the beneficiary ACTIVE all the same, so the hold begins before the task can be resolved, and
 * stays when an approver rejects what somebody forged (S10). A check that could not be made lets the person be
 * registered, and no cycle pays before it is (D, row 4).
 */
export function paymentHold(status: JourneyStatus): PaymentHold | undefined {
  if (status.doubted === true) return 'approval-in-doubt';
  switch (status.state) {
    case 'enrolled':
      return status.provisional.length > 0 ? 'check-missing' : undefined;
    case 'rejected':
    case 'refused':
    case 'withdrawn':
      return undefined;
    default:
      return isUnderWay(status) ? 'enrolment-unfinished' : undefined;
  }
}

/** Approved and not yet seen in openIMIS. Who turned out to be enrolled already keeps being paid by that enrolment. */
function isUnderWay({ approver, steps }: JourneyStatus): boolean {
  return approver !== undefined && !steps.landing.reasons.includes('already-enrolled');
}
