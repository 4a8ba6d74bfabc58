import type { Task } from 'redux-saga';
import { fork, join, takeEvery } from 'redux-saga/effects';
import type { Asked } from '@interlink/fe-kit/store/request';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { PaymentsApi } from '../api.js';
import * as requests from '../store/requests.js';

type Args = ReturnType<typeof requests.answerSample.ask>['payload'];

/**
 * Answers about several people may be under way at once. Those about one line are sent one after another: what was
 * chosen last is what the service keeps and the page shows.
 */
export function answering(api: PaymentsApi) {
  const underWay = new Map<string, Task>();
  const send = requestSaga(requests.answerSample, ({ id, instrId, body, key }: Args) =>
    api.answerSample(id, instrId, body, key),
  );
  function* after(before: Task | undefined, asked: Asked<Args>) {
    if (before?.isRunning()) yield join(before);
    yield* send(asked);
  }
  return takeEvery(requests.answerSample.REQ, function* (asked: Asked<Args>) {
    const line = requests.sampledLine(asked.payload);
    const task: Task = yield fork(after, underWay.get(line), asked);
    underWay.set(line, task);
    yield join(task);
    if (underWay.get(line) === task) underWay.delete(line);
  });
}
