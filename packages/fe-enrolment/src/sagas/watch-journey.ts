import { call, delay, put, race, take } from 'redux-saga/effects';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { EnrolmentApi } from '../api.js';
import { isMoving } from '../journey.js';
import { loadJourney, UNWATCH, waitedLong, WATCH } from '../store/requests.js';

/** Quick at first, because most checks take a second; then sparing a slow link. */
const PAUSES_MS = [1_000, 1_000, 2_000, 3_000, 5_000];
const LAST_PAUSE_MS = 10_000;
/** A person waits at most this long on a screen. */
const PATIENCE_MS = 60_000;
/** After this a page that was left open asks no more. */
const END_MS = 30 * 60_000;

/** Reads a journey again and again while it moves by itself; a failed reading is tried again like any other. */
export function* followJourney(api: EnrolmentApi, id: string) {
  let waited = 0;
  for (let turn = 0; waited < END_MS; turn += 1) {
    const isOver: boolean = yield call(readJourney, api, id);
    if (isOver) return;
    const pause = PAUSES_MS[turn] ?? LAST_PAUSE_MS;
    yield delay(pause);
    if (waited < PATIENCE_MS && waited + pause >= PATIENCE_MS) yield put(waitedLong(id));
    waited += pause;
  }
}

function* readJourney(api: EnrolmentApi, id: string) {
  try {
    const journey: Journey = yield call(api.journey, id);
    yield put(loadJourney.answered({ id }, journey));
    return !isMoving(journey);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(loadJourney.refused({ id }, problem));
    // What is refused stays refused; what is lost or down may come back.
    return problem.status >= 400 && problem.status < 500;
  }
}

/** One journey at a time: the next one asked for ends the one before. */
export function* watchWatchJourney(api: EnrolmentApi) {
  let asked: { readonly payload: { readonly id: string } } = yield take(WATCH);
  for (;;) {
    const { next }: { next?: typeof asked } = yield race({
      followed: call(followThenWait, api, asked.payload.id),
      next: take([WATCH, UNWATCH]),
    });
    asked = next && 'payload' in next ? next : yield take(WATCH);
  }
}

/** Does not return: only the next WATCH or UNWATCH ends it. */
function* followThenWait(api: EnrolmentApi, id: string) {
  yield call(followJourney, api, id);
  yield call(() => new Promise(() => undefined));
}
