import { all, takeEvery } from 'redux-saga/effects';
import { latest, leading, requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { RegistryApi } from '../api.js';
import { toCondition } from '../search-by.js';
import * as requests from '../store/requests.js';

/** All effects of this module. */
export function rootSaga(api: RegistryApi) {
  return function* () {
    yield all([...reading(api), ...deciding(api), ...protecting(api)]);
  };
}

const reading = (api: RegistryApi) => [
  latest(requests.searchPeople, ({ purpose, wanted, page }) => api.search(purpose, toCondition(wanted), page)),
  latest(requests.loadPerson, ({ id, purpose, when }) => api.person(id, purpose, when)),
  leading(requests.refreshPerson, ({ id, purpose, key }) => api.refresh(id, purpose, key)),
  latest(requests.loadOpenImisPerson, ({ uuid, purpose }) => api.personOfOpenImis(uuid, purpose)),
  latest(requests.loadHousehold, ({ id, purpose, when }) => api.household(id, purpose, when)),
  latest(requests.findHouseholdPairs, ({ id, purpose, number }) => api.householdPairs(id, purpose, number)),
  latest(requests.listConflicts, (filter) => api.conflicts(filter)),
  latest(requests.listSources, () => api.sources()),
  latest(requests.nameSources, () => api.sourceNames()),
  latest(requests.loadStatistics, (query) => api.statistics(query)),
  latest(requests.loadQuality, (query) => api.quality(query)),
  latest(requests.listFaulty, ({ rule, purpose, judged, cursor }) =>
    api.faulty(rule, { purpose, ...(judged && { judged }), ...(cursor !== undefined && { cursor }) }),
  ),
  latest(requests.listAccesses, ({ id }) => api.accesses(id)),
];

const deciding = (api: RegistryApi) => [
  takeEvery(
    requests.resolveConflict.REQ,
    requestSaga(requests.resolveConflict, (decision) => api.resolve(decision)),
  ),
  leading(requests.mergePeople, (decision) => api.merge(decision)),
  leading(requests.unlinkRecord, (decision) => api.unlink(decision)),
  leading(requests.decideHousehold, (word) => api.decideHousehold(word)),
];

const protecting = (api: RegistryApi) => [
  latest(requests.previewErasure, ({ id, purpose }) => api.erasurePreview(id, purpose)),
  leading(requests.askErasure, ({ id, body, key }) => api.askErasure(id, body, key)),
  leading(requests.setLegalHold, ({ id, body }) => api.setLegalHold(id, body)),
  leading(requests.exportPerson, ({ id, purpose }) => api.exportPerson(id, purpose)),
  latest(requests.listErasures, () => api.erasures()),
  leading(requests.decideErasure, ({ id, act }) => api.decideErasure(id, act)),
  latest(requests.loadRetention, () => api.retention()),
  leading(requests.askRetention, ({ reason, key }) => api.askRetention(reason, key)),
];
