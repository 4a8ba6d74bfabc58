import { call, delay, put, takeEvery } from 'redux-saga/effects';
import type { Batch } from '@interlink/contracts/payments/batch';
import type { Making } from '@interlink/contracts/payments/making';
import { isErrorCode, toProblem, type ApiProblem } from '@interlink/fe-kit/api-problem';
import type { Asked } from '@interlink/fe-kit/store/request';
import type { PaymentsApi } from '../api.js';
import * as requests from '../store/requests.js';

const AGAIN_MS = 1000;
type Args = ReturnType<typeof requests.makeBatch.ask>['payload'];

/**
 * A second press is the same intent; the batch of another payroll is made beside it. It goes on when the page is left.
 */
export function making(api: PaymentsApi) {
  const underWay = new Set<string>();
  return takeEvery(requests.makeBatch.REQ, function* (asked: Asked<Args>) {
    const { payrollId } = asked.payload;
    if (underWay.has(payrollId)) return;
    underWay.add(payrollId);
    yield call(makeSaga, api, asked);
    underWay.delete(payrollId);
  });
}

/** Thousands of people take a while to look up: tells how far it is until the batch is there. */
function* makeSaga(api: PaymentsApi, { payload: args }: Asked<Args>) {
  try {
    const first: Batch | Making = yield call(api.make, args.payrollId, args.key);
    if ('lines' in first) {
      yield put(requests.makeBatch.answered(args, first));
      return;
    }
    let making: Making = first;
    while (making.state === 'under-way') {
      yield put(requests.toldMaking(making));
      yield delay(AGAIN_MS);
      making = yield call(api.making, first.id);
    }
    if (making.state === 'made') {
      const batch: Batch = yield call(api.batch, first.id);
      yield put(requests.makeBatch.answered(args, batch));
    } else yield put(requests.makeBatch.refused(args, problemOf(making)));
  } catch (thrown) {
    yield put(requests.makeBatch.refused(args, toProblem(thrown)));
  }
}

/** Why it was refused, in the words of the catalogue; `lost` when the service that was at it is gone. */
function problemOf({ problem }: Making): ApiProblem {
  if (!problem) return { code: 'lost', status: 0, details: {} };
  const { code, status, details } = problem;
  return { code: isErrorCode(code) ? code : 'unknown', status, details };
}
