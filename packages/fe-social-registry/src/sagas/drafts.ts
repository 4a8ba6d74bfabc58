import { eventChannel } from 'redux-saga';
import { all, call, delay, fork, put, select, spawn, takeEvery, takeLatest, takeLeading } from 'redux-saga/effects';
import { toProblem } from '@interlink/fe-kit/api-problem';
import { HOST_LOGOUT } from '@interlink/fe-kit/store/module-store';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { Asked } from '@interlink/fe-kit/store/request';
import type { SocialRegistryApi } from '../api.js';
import type { Draft } from '../drafts/draft.js';
import { dropSessionKey, keptKey, LEFT_SLOT } from '../drafts/session-key.js';
import { forgetDrafts, openDraftVault, removeSession, type DraftVault } from '../drafts/vault.js';
import * as drafts from '../store/drafts.js';
import { SESSION_OVER } from '../store/leaving.js';
import { loadQuestionnaires, loadVillages } from '../store/requests.js';
import { watchPhotos } from './photos.js';
import { inVault, removeKept, save, type Desk } from './desk.js';
import { check, send, sendUnderway } from './send-drafts.js';
import { shelvedRequest } from './shelf.js';

/** So long after the last key a draft is kept. */
const SETTLE_MS = 250;

interface HostUser {
  readonly type: string;
  readonly payload?: { readonly username?: string };
}

/** Everything that happens to drafts: kept while they are written, sent once, forgotten at the log-out. */
export function* watchDrafts(api: SocialRegistryApi) {
  const desk: Desk = { api, sending: new Set(), again: new Set() };
  yield all([
    takeLatest(drafts.openDrafts.REQ, open, desk),
    ...watchPhotos(desk),
    takeEvery(drafts.isKept, keep, desk),
    takeEvery(drafts.isRemoved, remove, desk),
    takeEvery(drafts.sendDraft.REQ, send, desk),
    takeLatest(
      drafts.loadHousehold.REQ,
      requestSaga(drafts.loadHousehold, ({ id }) => api.household(id)),
    ),
    takeLatest(drafts.checkDraft.REQ, check, desk),
    takeLeading(loadQuestionnaires.REQ, shelvedRequest(desk, loadQuestionnaires, 'questionnaires', api.questionnaires)),
    takeLeading(loadVillages.REQ, shelvedRequest(desk, loadVillages, 'villages', api.villages)),
    takeEvery(HOST_LOGOUT, forget, desk),
    takeEvery(drafts.HOST_USER, meet, desk),
    fork(watchBrowser, desk),
    // A key that an earlier load of the page left, also when nobody opens the drafts this time.
    fork(endInTime, desk),
  ]);
}

function* open(desk: Desk, { payload: args }: Asked<{ readonly owner: string }>) {
  try {
    if (desk.owner !== args.owner) {
      desk.vault?.close();
      const opening = openDraftVault(args.owner);
      desk.opening = opening;
      const vault: DraftVault | undefined = yield opening;
      // The session ended meanwhile: nothing of it is shown or kept.
      if (desk.opening !== opening) return;
      desk.vault = vault;
      desk.owner = args.owner;
      if (desk.vault) yield spawn(endInTime, desk);
    }
    const items: readonly Draft[] = desk.vault ? yield call(desk.vault.list) : [];
    yield put(drafts.openDrafts.answered(args, { isKept: desk.vault !== undefined, items }));
    yield call(sendUnderway);
  } catch (thrown) {
    yield put(drafts.openDrafts.refused(args, toProblem(thrown)));
  }
}

/** Who goes home without logging out leaves nothing that can be read. */
function* endInTime(desk: Desk) {
  const kept = keptKey();
  if (!kept) return;
  yield delay(Math.max(0, kept.until - Date.now()));
  if (keptKey()?.id === kept.id) yield call(endSession, desk, kept.id);
}

/**
 * openIMIS ended the session before, without a log-out: who signs in again goes on; for anybody else it is over, and
 * nothing of it is sent in their name.
 */
function* meet(desk: Desk, { payload }: HostUser) {
  const kept = keptKey();
  const owner = kept?.owner ?? desk.owner;
  if (owner === undefined || payload?.username === undefined) return;
  if (payload.username === owner) yield call(sendUnderway);
  else yield call(endSession, desk, kept?.id);
}

function* endSession(desk: Desk, keyId: string | undefined) {
  leave(desk);
  yield put({ type: SESSION_OVER });
  yield call(inVault, () => removeSession(keyId));
}

/** What a person types is kept when the fingers rest; what is to be sent, at once. */
function* keep(desk: Desk, { payload }: drafts.DraftKept) {
  if (payload.state === 'writing') yield delay(SETTLE_MS);
  const latest: Draft | undefined = yield select(drafts.draftOf(payload.id));
  // Typed on meanwhile: that is kept instead.
  if (latest === payload) yield call(save, desk, payload.id);
}

function* remove(desk: Desk, { payload: { id } }: ReturnType<typeof drafts.removeDraft>) {
  yield call(removeKept, desk, id);
}

function* forget(desk: Desk) {
  leave(desk);
  yield call(inVault, forgetDrafts);
}

/** The key first: whatever else fails, nothing can be read any more. */
function leave(desk: Desk): void {
  dropSessionKey();
  desk.vault?.close();
  desk.vault = undefined;
  desk.opening = undefined;
  desk.owner = undefined;
}

type Told = 'left' | 'online';

/** The link is back, or somebody logged out in another tab. */
const browserEvents = () =>
  eventChannel<Told>((tell) => {
    const online = () => tell('online');
    const stored = ({ key }: StorageEvent) => key === LEFT_SLOT && tell('left');
    window.addEventListener('online', online);
    window.addEventListener('storage', stored);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('storage', stored);
    };
  });

function* watchBrowser(desk: Desk) {
  yield takeEvery(browserEvents(), function* (told: Told) {
    if (told === 'online') return void (yield call(sendUnderway));
    leave(desk);
    yield put({ type: SESSION_OVER });
  });
}
