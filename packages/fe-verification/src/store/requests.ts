import type { VerificationList, VerificationListPage } from '@interlink/contracts/verification/lists';
import type {
  ExpiringVerifications,
  PersonVerifications,
  VerificationRun,
  VerifyPeople,
} from '@interlink/contracts/verification/runs';
import { defineRequest } from '@interlink/fe-kit/store/request';

const named = (name: string) => `INTERLINK_VERIFICATION_${name}`;

export const verifyPeople = defineRequest<
  { readonly body: VerifyPeople; readonly key: string },
  VerificationList | VerificationRun
>(named('VERIFY'));
export const loadList = defineRequest<{ readonly id: string }, VerificationList>(named('LIST'));
export const loadListPage = defineRequest<
  { readonly id: string; readonly after: number | undefined },
  VerificationListPage
>(named('LIST_PAGE'));
export const loadPerson = defineRequest<{ readonly individualId: string }, PersonVerifications>(named('PERSON'));
export const loadExpiring = defineRequest<{ readonly days: number }, ExpiringVerifications>(named('EXPIRING'));
/** Forgets what the page before was told: no personal value outlives the page. */
export const LEAVE = named('LEAVE');
export const leavePage = () => ({ type: LEAVE });
