import { all, fork, takeEvery, takeLatest, takeLeading } from 'redux-saga/effects';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { SocialRegistryApi } from '../api.js';
import * as requests from '../store/requests.js';
import { watchDrafts } from './drafts.js';
import { watchFollow } from './follow.js';
import { sendFileSaga } from './send-file.js';

/** All effects of this module. */
export function rootSaga(api: SocialRegistryApi) {
  return function* () {
    yield all([
      ...reading(api),
      ...readingRuns(api),
      ...changing(api),
      ...updating(api),
      fork(watchDrafts, api),
      fork(watchFollow, api),
    ]);
  };
}

const reading = (api: SocialRegistryApi) => [
  takeLatest(
    requests.listUploads.REQ,
    requestSaga(requests.listUploads, ({ after }) => api.uploads(after)),
  ),
  takeLatest(
    requests.loadProblems.REQ,
    requestSaga(requests.loadProblems, ({ id, after }) => api.problems(id, after)),
  ),
  takeLatest(
    requests.listPublications.REQ,
    requestSaga(requests.listPublications, () => api.publications()),
  ),
  takeLatest(
    requests.loadRows.REQ,
    requestSaga(requests.loadRows, ({ id, ...which }) => api.publicationRows(id, which)),
  ),
];

const readingRuns = (api: SocialRegistryApi) => [
  takeLatest(
    requests.loadFormulas.REQ,
    requestSaga(requests.loadFormulas, () => api.formulas()),
  ),
  takeLatest(
    requests.listRuns.REQ,
    requestSaga(requests.listRuns, () => api.runs()),
  ),
  takeLatest(
    requests.simulate.REQ,
    requestSaga(requests.simulate, ({ id, query }) => api.simulate(id, query)),
  ),
  takeLatest(
    requests.loadRanking.REQ,
    requestSaga(requests.loadRanking, ({ id, comparison, after }) => api.ranking(id, comparison, after)),
  ),
  takeLatest(
    requests.loadResults.REQ,
    requestSaga(requests.loadResults, ({ id }) => api.results(id)),
  ),
  takeLatest(
    requests.loadListed.REQ,
    requestSaga(requests.loadListed, ({ id, programme, standing, after }) =>
      api.listed(id, programme, standing, after),
    ),
  ),
  takeLatest(
    requests.explain.REQ,
    requestSaga(requests.explain, ({ id, householdId }) => api.explain(id, householdId)),
  ),
];

// Leading: a second press while the first is under way is the same intent.
const changing = (api: SocialRegistryApi) => [
  takeLeading(requests.sendFile.REQ, sendFileSaga(api)),
  takeEvery(
    requests.actOnUpload.REQ,
    requestSaga(requests.actOnUpload, ({ id, act }) => api.act(id, act)),
  ),
  takeLeading(
    requests.publish.REQ,
    requestSaga(requests.publish, ({ body, key }) => api.publish(body, key)),
  ),
  takeLeading(
    requests.changePublication.REQ,
    requestSaga(requests.changePublication, ({ id, change }) => api.changePublication(id, change)),
  ),
  takeLeading(
    requests.draftFormula.REQ,
    requestSaga(requests.draftFormula, ({ formula, key }) => api.draft(formula, key)),
  ),
  takeLeading(
    requests.approveFormula.REQ,
    requestSaga(requests.approveFormula, ({ code, version, key }) => api.approve(code, version, key)),
  ),
  takeLeading(
    requests.beginRun.REQ,
    requestSaga(requests.beginRun, ({ body, key }) => api.beginRun(body, key)),
  ),
];

const updating = (api: SocialRegistryApi) => [
  takeLatest(
    requests.listChanges.REQ,
    requestSaga(requests.listChanges, (which) => api.changes(which)),
  ),
  takeLatest(
    requests.loadChange.REQ,
    requestSaga(requests.loadChange, ({ id }) => api.change(id)),
  ),
  takeLeading(
    requests.beginChange.REQ,
    requestSaga(requests.beginChange, ({ body, key }) => api.beginChange(body, key)),
  ),
  takeLeading(
    requests.decideChange.REQ,
    requestSaga(requests.decideChange, ({ id, decision }) => api.decideChange(id, decision)),
  ),
  takeLeading(
    requests.takeUpChange.REQ,
    requestSaga(requests.takeUpChange, ({ id }) => api.takeUpChange(id)),
  ),
];
