import type {
  ExpiringVerifications,
  PersonVerifications,
  VerificationRun,
  VerifyPeople,
} from '@interlink/contracts/verification/runs';
import { defineRequest } from '@interlink/fe-kit/store/request';

const named = (name: string) => `INTERLINK_VERIFICATION_${name}`;

export const verifyPeople = defineRequest<{ readonly body: VerifyPeople; readonly key: string }, VerificationRun>(
  named('VERIFY'),
);
export const loadPerson = defineRequest<{ readonly individualId: string }, PersonVerifications>(named('PERSON'));
export const loadExpiring = defineRequest<{ readonly days: number }, ExpiringVerifications>(named('EXPIRING'));
/** Forgets what the page before was told: no personal value outlives the page. */
export const LEAVE = named('LEAVE');
export const leavePage = () => ({ type: LEAVE });
