import { all, fork, takeEvery, takeLeading } from 'redux-saga/effects';
import { latest, leading, requestSaga } from '@interlink/fe-kit/store/request-saga';
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
  latest(requests.listUploads, ({ after }) => api.uploads(after)),
  latest(requests.loadProblems, ({ id, after }) => api.problems(id, after)),
  latest(requests.listPublications, () => api.publications()),
  latest(requests.loadRows, ({ id, ...which }) => api.publicationRows(id, which)),
];

const readingRuns = (api: SocialRegistryApi) => [
  latest(requests.loadFormulas, () => api.formulas()),
  latest(requests.listRuns, () => api.runs()),
  latest(requests.simulate, ({ id, query }) => api.simulate(id, query)),
  latest(requests.loadRanking, ({ id, comparison, after }) => api.ranking(id, comparison, after)),
  latest(requests.loadResults, ({ id }) => api.results(id)),
  latest(requests.loadListed, ({ id, programme, standing, after }) => api.listed(id, programme, standing, after)),
  latest(requests.explain, ({ id, householdId }) => api.explain(id, householdId)),
];

const changing = (api: SocialRegistryApi) => [
  takeLeading(requests.sendFile.REQ, sendFileSaga(api)),
  takeEvery(
    requests.actOnUpload.REQ,
    requestSaga(requests.actOnUpload, ({ id, act }) => api.act(id, act)),
  ),
  leading(requests.publish, ({ body, key }) => api.publish(body, key)),
  leading(requests.changePublication, ({ id, change }) => api.changePublication(id, change)),
  leading(requests.draftFormula, ({ formula, key }) => api.draft(formula, key)),
  leading(requests.approveFormula, ({ code, version, key }) => api.approve(code, version, key)),
  leading(requests.beginRun, ({ body, key }) => api.beginRun(body, key)),
];

const updating = (api: SocialRegistryApi) => [
  latest(requests.listChanges, (which) => api.changes(which)),
  latest(requests.loadChange, ({ id }) => api.change(id)),
  latest(requests.findVillages, ({ name }) => api.findVillages(name)),
  leading(requests.beginChange, ({ body, key }) => api.beginChange(body, key)),
  leading(requests.decideChange, ({ id, decision }) => api.decideChange(id, decision)),
  leading(requests.takeUpChange, ({ id }) => api.takeUpChange(id)),
];
