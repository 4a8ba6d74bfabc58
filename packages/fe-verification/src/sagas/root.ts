import { all, takeLatest, takeLeading } from 'redux-saga/effects';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { VerificationApi } from '../api.js';
import { loadExpiring, loadPerson, verifyPeople } from '../store/requests.js';

/** All effects of this module. */
export function rootSaga(api: VerificationApi) {
  return function* () {
    yield all([
      // Leading: a second press while the first is under way is the same intent.
      takeLeading(
        verifyPeople.REQ,
        requestSaga(verifyPeople, ({ body, key }) => api.verify(body, key)),
      ),
      takeLatest(
        loadPerson.REQ,
        requestSaga(loadPerson, ({ individualId }) => api.person(individualId)),
      ),
      takeLatest(
        loadExpiring.REQ,
        requestSaga(loadExpiring, ({ days }) => api.expiring(days)),
      ),
    ]);
  };
}
