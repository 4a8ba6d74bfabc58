import { all, takeEvery, takeLatest, takeLeading } from 'redux-saga/effects';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { RegistryApi } from '../api.js';
import * as requests from '../store/requests.js';

/** All effects of this module. */
export function rootSaga(api: RegistryApi) {
  return function* () {
    yield all([...reading(api), ...deciding(api), ...protecting(api)]);
  };
}

// Latest: of two questions the answer to the second is wanted, in whatever order they come.
const reading = (api: RegistryApi) => [
  takeLatest(
    requests.searchPeople.REQ,
    requestSaga(requests.searchPeople, ({ purpose, where, page }) => api.search(purpose, where, page)),
  ),
  takeLatest(
    requests.loadPerson.REQ,
    requestSaga(requests.loadPerson, ({ id, purpose, when }) => api.person(id, purpose, when)),
  ),
  takeLatest(
    requests.loadOpenImisPerson.REQ,
    requestSaga(requests.loadOpenImisPerson, ({ uuid, purpose }) => api.personOfOpenImis(uuid, purpose)),
  ),
  takeLatest(
    requests.loadHousehold.REQ,
    requestSaga(requests.loadHousehold, ({ id, purpose }) => api.household(id, purpose)),
  ),
  takeLatest(
    requests.listConflicts.REQ,
    requestSaga(requests.listConflicts, (filter) => api.conflicts(filter)),
  ),
  takeLatest(
    requests.listSources.REQ,
    requestSaga(requests.listSources, () => api.sources()),
  ),
  takeLatest(
    requests.loadStatistics.REQ,
    requestSaga(requests.loadStatistics, (query) => api.statistics(query)),
  ),
  takeLatest(
    requests.loadQuality.REQ,
    requestSaga(requests.loadQuality, (query) => api.quality(query)),
  ),
  takeLatest(
    requests.listFaulty.REQ,
    requestSaga(requests.listFaulty, ({ rule, purpose, judged, cursor }) =>
      api.faulty(rule, { purpose, ...(judged && { judged }), ...(cursor !== undefined && { cursor }) }),
    ),
  ),
  takeLatest(
    requests.listAccesses.REQ,
    requestSaga(requests.listAccesses, ({ id }) => api.accesses(id)),
  ),
];

// Leading: a second press while the first is under way is the same intent.
const deciding = (api: RegistryApi) => [
  takeEvery(
    requests.resolveConflict.REQ,
    requestSaga(requests.resolveConflict, (decision) => api.resolve(decision)),
  ),
  takeLeading(
    requests.mergePeople.REQ,
    requestSaga(requests.mergePeople, (decision) => api.merge(decision)),
  ),
  takeLeading(
    requests.unlinkRecord.REQ,
    requestSaga(requests.unlinkRecord, (decision) => api.unlink(decision)),
  ),
];

const protecting = (api: RegistryApi) => [
  takeLatest(
    requests.previewErasure.REQ,
    requestSaga(requests.previewErasure, ({ id, purpose }) => api.erasurePreview(id, purpose)),
  ),
  takeLeading(
    requests.askErasure.REQ,
    requestSaga(requests.askErasure, ({ id, body, key }) => api.askErasure(id, body, key)),
  ),
  takeLeading(
    requests.setLegalHold.REQ,
    requestSaga(requests.setLegalHold, ({ id, body }) => api.setLegalHold(id, body)),
  ),
  takeLeading(
    requests.exportPerson.REQ,
    requestSaga(requests.exportPerson, ({ id, purpose }) => api.exportPerson(id, purpose)),
  ),
  takeLatest(
    requests.listErasures.REQ,
    requestSaga(requests.listErasures, () => api.erasures()),
  ),
  takeLeading(
    requests.decideErasure.REQ,
    requestSaga(requests.decideErasure, ({ id, act }) => api.decideErasure(id, act)),
  ),
  takeLatest(
    requests.loadRetention.REQ,
    requestSaga(requests.loadRetention, () => api.retention()),
  ),
  takeLeading(
    requests.askRetention.REQ,
    requestSaga(requests.askRetention, ({ reason, key }) => api.askRetention(reason, key)),
  ),
];
