import { put, takeEvery } from 'redux-saga/effects';
import type { Answered } from '@interlink/fe-kit/store/request';
import type { PaymentsApi } from '../api.js';
import * as requests from '../store/requests.js';
import { latest, leading } from './leaving.js';

async function loadMarked(api: PaymentsApi, id: string): Promise<requests.MarkedList> {
  const list = await api.payList(id);
  return { list, marks: await api.marks(id) };
}

/** Cash: the list, its marks, the counted days. */
export const payPointEffects = (api: PaymentsApi) => [
  latest(requests.loadPayList, ({ id }) => loadMarked(api, id)),
  leading(requests.issuePayList, async ({ id, point }) => {
    await api.issuePayList(id, point);
    return loadMarked(api, id);
  }),
  leading(requests.handInMarks, async ({ id, marks, key }) => {
    await api.handIn(id, marks, key);
    return { count: marks.length };
  }),
  latest(requests.loadCounts, ({ id }) => api.cashCounts(id)),
  leading(requests.countCash, ({ id, count, key }) => api.countCash(id, count, key)),
  leading(requests.witnessCount, ({ countId, key }) => api.witness(countId, key)),
  // What was handed in, counted or signed is shown as the service holds it.
  takeEvery([requests.issuePayList.RESP, requests.handInMarks.RESP], readAgain(requests.loadPayList.ask)),
  takeEvery([requests.countCash.RESP, requests.witnessCount.RESP], readAgain(requests.loadCounts.ask)),
];

type OfBatch = Answered<{ readonly id: string }, unknown>;

function readAgain(ask: (args: { readonly id: string }) => { readonly type: string }) {
  return function* ({ meta: { id } }: OfBatch) {
    yield put(ask({ id }));
  };
}
