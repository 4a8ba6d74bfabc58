import { all, takeLatest, takeLeading } from 'redux-saga/effects';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { VerificationApi } from '../api.js';
import { loadExpiring, loadList, loadListPage, loadPerson, verifyPeople } from '../store/requests.js';

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
        loadList.REQ,
        requestSaga(loadList, ({ id }) => api.list(id)),
      ),
      takeLatest(
        loadListPage.REQ,
        requestSaga(loadListPage, ({ id, after }) => api.listPage(id, after)),
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
