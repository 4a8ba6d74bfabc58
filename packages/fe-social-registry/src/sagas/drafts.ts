import { eventChannel } from 'redux-saga';
import { all, call, delay, fork, put, select, spawn, takeEvery, takeLatest } from 'redux-saga/effects';
import type { IntakeCheck, KeptHousehold } from '@interlink/contracts/social-registry/intake';
import { toProblem } from '@interlink/fe-kit/api-problem';
import { requestSaga } from '@interlink/fe-kit/store/request-saga';
import type { Asked } from '@interlink/fe-kit/store/request';
import type { SocialRegistryApi } from '../api.js';
import { isOpenEnded, isUnderway, type Draft } from '../drafts/draft.js';
import { dropSessionKey, LEFT_SLOT } from '../drafts/session-key.js';
import { forgetDrafts, openDraftVault, type DraftVault } from '../drafts/vault.js';
import { MODULE } from '../names.js';
import * as drafts from '../store/drafts.js';

/** So long after the last key a draft is kept. */
const SETTLE_MS = 250;
/** So long after a lost answer the same is sent again. */
const AGAIN_MS = 30_000;

/** What the sagas of one host share: the vault of who is signed in, and what is under way. */
interface Desk {
  readonly api: SocialRegistryApi;
  owner?: string | undefined;
  vault?: DraftVault | undefined;
  readonly sending: Set<string>;
}

type Host = Readonly<Record<string, { readonly drafts: drafts.DraftsState } | undefined>>;
const allDrafts = (host: Host) => host[MODULE]?.drafts.byId ?? {};
const draftOf = (id: string) => (host: Host) => allDrafts(host)[id];

/** Everything that happens to drafts: kept while they are written, sent once, forgotten at the log-out. */
export function* watchDrafts(api: SocialRegistryApi) {
  const desk: Desk = { api, sending: new Set() };
  yield all([
    takeLatest(drafts.openDrafts.REQ, open, desk),
    takeLatest(drafts.isKept, keep, desk),
    takeEvery(drafts.isRemoved, remove, desk),
    takeEvery(drafts.sendDraft.REQ, send, desk),
    takeLatest(
      drafts.loadHousehold.REQ,
      requestSaga(drafts.loadHousehold, ({ id }) => api.household(id)),
    ),
    takeLatest(drafts.checkDraft.REQ, check, desk),
    takeEvery(drafts.HOST_LOGOUT, forget, desk),
    fork(watchBrowser, desk),
  ]);
}

function* open(desk: Desk, { payload: args }: Asked<{ readonly owner: string }>) {
  try {
    if (desk.owner !== args.owner) {
      desk.vault?.close();
      desk.vault = yield call(openDraftVault, args.owner);
      desk.owner = args.owner;
      if (desk.vault) yield spawn(endInTime, desk, desk.vault);
    }
    const items: readonly Draft[] = desk.vault ? yield call(desk.vault.list) : [];
    yield put(drafts.openDrafts.answered(args, { isKept: desk.vault !== undefined, items }));
    yield call(sendUnderway);
  } catch (thrown) {
    yield put(drafts.openDrafts.refused(args, toProblem(thrown)));
  }
}

/** Who goes home without logging out leaves nothing that can be read. */
function* endInTime(desk: Desk, vault: DraftVault) {
  yield delay(Math.max(0, vault.until - Date.now()));
  if (desk.vault !== vault) return;
  yield call(forget, desk);
  yield put({ type: drafts.SESSION_OVER });
}

/** What a person types is kept when the fingers rest; what is to be sent, at once. */
function* keep(desk: Desk, { payload: { id, state } }: drafts.DraftKept) {
  if (state === 'writing') yield delay(SETTLE_MS);
  yield call(save, desk, id);
}

function* save(desk: Desk, id: string) {
  const draft: Draft | undefined = yield select(draftOf(id));
  const { vault } = desk;
  if (draft && vault) yield call(inVault, () => vault.save(draft));
}

function* remove(desk: Desk, { payload: { id } }: ReturnType<typeof drafts.removeDraft>) {
  yield call(removeKept, desk, id);
}

function* removeKept({ vault }: Desk, id: string) {
  if (vault) yield call(inVault, () => vault.remove(id));
}

/** A browser that keeps nothing, say for want of room, stops no interview: the page says so. */
function* inVault(act: () => Promise<void>) {
  try {
    yield call(act);
  } catch (thrown) {
    yield put(drafts.notKept(toProblem(thrown)));
  }
}

/** Once, however often it is asked for: one at a time, always with the draft's own key and bytes. */
function* send(desk: Desk, { payload: args }: Asked<{ readonly id: string }>) {
  const { id } = args;
  if (desk.sending.has(id)) return;
  desk.sending.add(id);
  try {
    const draft: Draft | undefined = yield select(draftOf(id));
    if (!draft?.body) return;
    // First: whoever loads the page anew must know that it may have arrived.
    yield call(save, desk, id);
    const kept: KeptHousehold = yield call(desk.api.takeIn, draft.body, draft.key, draft.target);
    yield put(drafts.sendDraft.answered(args, kept));
    yield call(removeKept, desk, id);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(drafts.sendDraft.refused(args, problem));
    yield call(save, desk, id);
    if (isOpenEnded(problem)) yield fork(sendAgain, id);
    if (problem.code === 'social-registry.household-alike') yield put(drafts.checkDraft.ask({ id }));
  } finally {
    desk.sending.delete(id);
  }
}

function* sendAgain(id: string) {
  yield delay(AGAIN_MS);
  const draft: Draft | undefined = yield select(draftOf(id));
  // Who must sign in anew does so first; the page then sends it.
  if (draft && isUnderway(draft) && draft.problem?.status !== 401) yield put(drafts.sendDraft.ask({ id }));
}

function* sendUnderway() {
  const byId: Readonly<Record<string, Draft>> = yield select(allDrafts);
  for (const { id } of Object.values(byId).filter(isUnderway)) yield put(drafts.sendDraft.ask({ id }));
}

function* check(desk: Desk, { payload: args }: Asked<{ readonly id: string }>) {
  try {
    const draft: Draft | undefined = yield select(draftOf(args.id));
    if (!draft?.body) return;
    const { another: _said, ...answered } = draft.body;
    const household = draft.target?.id;
    const found: IntakeCheck = yield call(desk.api.checkHousehold, { ...answered, ...(household && { household }) });
    yield put(drafts.checkDraft.answered(args, found));
  } catch (thrown) {
    yield put(drafts.checkDraft.refused(args, toProblem(thrown)));
  }
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
    yield put({ type: drafts.SESSION_OVER });
  });
}
