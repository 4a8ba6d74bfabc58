import { all } from 'redux-saga/effects';
import { pageSagas } from '@interlink/fe-kit/store/page-saga';
import type { VerificationApi } from '../api.js';
import { LEAVE, loadExpiring, loadList, loadListPage, loadPerson, verifyPeople } from '../store/requests.js';

const { latest, leading } = pageSagas(LEAVE);

/** All effects of this module. */
export function rootSaga(api: VerificationApi) {
  return function* () {
    yield all([
      leading(verifyPeople, ({ body, key }) => api.verify(body, key)),
      latest(loadList, ({ id }) => api.list(id)),
      latest(loadListPage, ({ id, after }) => api.listPage(id, after)),
      latest(loadPerson, ({ individualId }) => api.person(individualId)),
      latest(loadExpiring, ({ days }) => api.expiring(days)),
    ]);
  };
}
