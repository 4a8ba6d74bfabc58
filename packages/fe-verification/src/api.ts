import type { VerificationList, VerificationListPage } from '@interlink/contracts/verification/lists';
import type {
  ExpiringVerifications,
  PersonVerifications,
  VerificationRun,
  VerifyPeople,
} from '@interlink/contracts/verification/runs';
import type { ApiClient } from '@interlink/fe-kit/api-client';

/** Interlink's verification API. */
export interface VerificationApi {
  /** With the same key everybody is asked once, however often it is sent. */
  verify(request: VerifyPeople, key: string): Promise<VerificationList | VerificationRun>;
  list(id: string): Promise<VerificationList>;
  listPage(id: string, after: number | undefined): Promise<VerificationListPage>;
  person(individualId: string): Promise<PersonVerifications>;
  expiring(days: number): Promise<ExpiringVerifications>;
}

export function verificationApi(client: ApiClient): VerificationApi {
  return {
    verify: (request, key) => client.post('/verifications', request, { key }),
    list: (id) => client.get(`/verifications/lists/${id}`),
    listPage: (id, after) => client.get(`/verifications/lists/${id}/people`, { after }),
    person: (individualId) => client.get('/verifications', { individualId }),
    expiring: (days) => client.get('/verifications/expiring', { days }),
  };
}
