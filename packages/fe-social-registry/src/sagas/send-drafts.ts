import { call, delay, fork, put, select } from 'redux-saga/effects';
import type { IntakeCheck, KeptHousehold, TakeInHousehold } from '@interlink/contracts/social-registry/intake';
import { toProblem, type ApiProblem } from '@interlink/fe-kit/api-problem';
import type { Asked } from '@interlink/fe-kit/store/request';
import { isOpenEnded, isUnderway, type Draft } from '../drafts/draft.js';
import * as drafts from '../store/drafts.js';
import type { ById } from '../store/leaving.js';
import { removeKept, save, type Desk } from './desk.js';
import { sendPhotos } from './photos.js';

/** So long after a lost answer the same is sent again. */
const AGAIN_MS = 30_000;

/** Once, however often it is asked for: one at a time, always with the draft's own key and bytes. */
export function* send(desk: Desk, { payload: args }: Asked<ById>) {
  const { id } = args;
  const draft: Draft | undefined = yield select(drafts.draftOf(id));
  if (!draft || desk.sending.has(id)) return;
  if (draft.state === 'photos') return void (yield call(finish, desk, id));
  if (!draft.body) return;
  try {
    const kept: KeptHousehold = yield call(takeIn, desk, draft, draft.body);
    yield put(drafts.sendDraft.answered(args, kept));
    yield call(save, desk, id);
    yield call(finish, desk, id);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(drafts.sendDraft.refused(args, problem));
    yield call(save, desk, id);
    if (isOpenEnded(problem)) yield fork(sendAgain, desk, id);
    if (problem.code === 'social-registry.household-alike') yield put(drafts.checkDraft.ask({ id }));
  }
}

/**
 * The household is with the service: what is left are its photographs; with the last of them it leaves this computer.
 */
function* finish(desk: Desk, id: string) {
  desk.sending.add(id);
  try {
    const problem: ApiProblem | undefined = yield call(sendPhotos, desk, id);
    if (!problem) return void (yield call(removeKept, desk, id));
    yield put(drafts.photosStopped({ id, problem }));
    yield fork(sendAgain, desk, id);
  } finally {
    desk.sending.delete(id);
  }
}

/** It is under way until the answer came, and not until that was kept: who asks again in between must be heard. */
function* takeIn(desk: Desk, { id, key, target }: Draft, body: TakeInHousehold) {
  desk.sending.add(id);
  try {
    // First: whoever loads the page anew must know that it may have arrived.
    yield call(save, desk, id);
    const kept: KeptHousehold = yield call(desk.api.takeIn, body, key, target);
    return kept;
  } finally {
    desk.sending.delete(id);
  }
}

/** One clock a draft, however often a person tried in between. */
function* sendAgain({ again }: Desk, id: string) {
  if (again.has(id)) return;
  again.add(id);
  yield delay(AGAIN_MS);
  again.delete(id);
  const draft: Draft | undefined = yield select(drafts.draftOf(id));
  // Who must sign in anew does so first; then it is sent.
  if (draft && isUnderway(draft) && draft.problem?.status !== 401) yield put(drafts.sendDraft.ask({ id }));
}

export function* sendUnderway() {
  const byId: Readonly<Record<string, Draft>> = yield select(drafts.allDrafts);
  for (const { id } of Object.values(byId).filter(isUnderway)) yield put(drafts.sendDraft.ask({ id }));
}

export function* check(desk: Desk, { payload: args }: Asked<ById>) {
  try {
    const draft: Draft | undefined = yield select(drafts.draftOf(args.id));
    if (!draft?.body) return;
    const { another: _said, ...answered } = draft.body;
    const household = draft.target?.id;
    const found: IntakeCheck = yield call(desk.api.checkHousehold, { ...answered, ...(household && { household }) });
    yield put(drafts.checkDraft.answered(args, found));
  } catch (thrown) {
    yield put(drafts.checkDraft.refused(args, toProblem(thrown)));
  }
}
