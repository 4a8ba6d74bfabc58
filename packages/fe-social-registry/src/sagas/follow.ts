import { call, delay, put, race, take } from 'redux-saga/effects';
import type { Publication } from '@interlink/contracts/social-registry/publication';
import type { Run } from '@interlink/contracts/social-registry/run';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { SocialRegistryApi } from '../api.js';
import { FOLLOW, loadPublication, loadRun, loadUpload, UNFOLLOW } from '../store/requests.js';

/** Quick at first; then sparing a slow link. */
const PAUSES_MS = [500, 1_000, 1_000, 2_000];
const LAST_PAUSE_MS = 4_000;

interface Followed {
  readonly payload: { readonly what: 'publication' | 'run' | 'upload'; readonly id: string };
}

/** Whether it still moves by itself. */
export const isMoving = ({ state }: Pick<Publication | Run | Upload, 'state'>): boolean =>
  ['checking', 'loading', 'office-hours', 'running'].includes(state);

/** Reads an upload or a run again and again while it moves by itself. */
export function* followOne(api: SocialRegistryApi, { what, id }: Followed['payload']) {
  for (let turn = 0; ; turn += 1) {
    const goesOn: boolean = yield call(READERS[what], api, id);
    if (!goesOn) return;
    yield delay(PAUSES_MS[turn] ?? LAST_PAUSE_MS);
  }
}

function* readUpload(api: SocialRegistryApi, id: string) {
  try {
    const upload: Upload = yield call(api.upload, id);
    yield put(loadUpload.answered({ id }, upload));
    return isMoving(upload);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(loadUpload.refused({ id }, problem));
    // What is refused stays refused; what is lost or down may come back.
    return problem.status === 0 || problem.status >= 500;
  }
}

function* readRun(api: SocialRegistryApi, id: string) {
  try {
    const run: Run = yield call(api.run, id);
    yield put(loadRun.answered({ id }, run));
    return isMoving(run);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(loadRun.refused({ id }, problem));
    return problem.status === 0 || problem.status >= 500;
  }
}

function* readPublication(api: SocialRegistryApi, id: string) {
  try {
    const publication: Publication = yield call(api.publication, id);
    yield put(loadPublication.answered({ id }, publication));
    return isMoving(publication);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(loadPublication.refused({ id }, problem));
    return problem.status === 0 || problem.status >= 500;
  }
}

const READERS = { publication: readPublication, run: readRun, upload: readUpload } as const;

/** One at a time: the next one asked for ends the one before. */
export function* watchFollow(api: SocialRegistryApi) {
  let asked: Followed = yield take(FOLLOW);
  for (;;) {
    const { next }: { next?: Followed } = yield race({
      done: call(followOne, api, asked.payload),
      next: take([FOLLOW, UNFOLLOW]),
    });
    asked = next && 'payload' in next ? next : yield take(FOLLOW);
  }
}
