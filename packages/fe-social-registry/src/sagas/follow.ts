import { call, delay, put, race, take } from 'redux-saga/effects';
import type { Publication } from '@interlink/contracts/social-registry/publication';
import type { Run } from '@interlink/contracts/social-registry/run';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { RequestActions } from '@interlink/fe-kit/store/request';
import type { SocialRegistryApi } from '../api.js';
import type { ById } from '../store/leaving.js';
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
  const { load, read } = READERS[what];
  // Asked for once: nothing of another is shown, and what was lost is not told again and again.
  yield put(load.ask({ id }));
  for (let turn = 0; ; turn += 1) {
    const goesOn: boolean = yield call(read, api, id);
    if (!goesOn) return;
    yield delay(PAUSES_MS[turn] ?? LAST_PAUSE_MS);
  }
}

type State = Parameters<typeof isMoving>[0];
type Reading<R> = (api: SocialRegistryApi) => (id: string) => Promise<R>;

/** Whether it is worth looking again. */
const reader = <R extends State>(load: RequestActions<ById, R>, reading: Reading<R>) => ({
  load,
  *read(api: SocialRegistryApi, id: string) {
    try {
      const present: R = yield call(reading(api), id);
      yield put(load.answered({ id }, present));
      return isMoving(present);
    } catch (thrown) {
      const problem = toProblem(thrown);
      yield put(load.refused({ id }, problem));
      // What is refused stays refused; what is lost or down may come back.
      return problem.status === 0 || problem.status >= 500;
    }
  },
});

const READERS = {
  publication: reader(loadPublication, (api) => api.publication),
  run: reader(loadRun, (api) => api.run),
  upload: reader(loadUpload, (api) => api.upload),
} as const;

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
