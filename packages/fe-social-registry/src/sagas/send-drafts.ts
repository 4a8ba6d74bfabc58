import { call, delay, fork, put, select } from 'redux-saga/effects';
import type { IntakeCheck, KeptHousehold, TakeInHousehold } from '@interlink/contracts/social-registry/intake';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { Asked } from '@interlink/fe-kit/store/request';
import type { SocialRegistryApi } from '../api.js';
import { isOpenEnded, isUnderway, type Draft } from '../drafts/draft.js';
import type { DraftVault } from '../drafts/vault.js';
import { MODULE } from '../names.js';
import * as drafts from '../store/drafts.js';

/** So long after a lost answer the same is sent again. */
const AGAIN_MS = 30_000;

/** What the sagas of one host share: the vault of who is signed in, and what is under way. */
export interface Desk {
  readonly api: SocialRegistryApi;
  owner?: string | undefined;
  vault?: DraftVault | undefined;
  /** The vault of who is signed in, from when it is being opened. */
  opening?: Promise<DraftVault | undefined> | undefined;
  readonly sending: Set<string>;
  /** Drafts of which the same is sent again in a while. */
  readonly again: Set<string>;
}

type Host = Readonly<Record<string, { readonly drafts: drafts.DraftsState } | undefined>>;
const allDrafts = (host: Host) => host[MODULE]?.drafts.byId ?? {};
export const draftOf = (id: string) => (host: Host) => allDrafts(host)[id];

/** Once, however often it is asked for: one at a time, always with the draft's own key and bytes. */
export function* send(desk: Desk, { payload: args }: Asked<drafts.ById>) {
  const { id } = args;
  const draft: Draft | undefined = yield select(draftOf(id));
  if (!draft?.body || desk.sending.has(id)) return;
  try {
    const kept: KeptHousehold = yield call(takeIn, desk, draft, draft.body);
    yield put(drafts.sendDraft.answered(args, kept));
    yield call(removeKept, desk, id);
  } catch (thrown) {
    const problem = toProblem(thrown);
    yield put(drafts.sendDraft.refused(args, problem));
    yield call(save, desk, id);
    if (isOpenEnded(problem)) yield fork(sendAgain, desk, id);
    if (problem.code === 'social-registry.household-alike') yield put(drafts.checkDraft.ask({ id }));
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
  const draft: Draft | undefined = yield select(draftOf(id));
  // Who must sign in anew does so first; then it is sent.
  if (draft && isUnderway(draft) && draft.problem?.status !== 401) yield put(drafts.sendDraft.ask({ id }));
}

export function* sendUnderway() {
  const byId: Readonly<Record<string, Draft>> = yield select(allDrafts);
  for (const { id } of Object.values(byId).filter(isUnderway)) yield put(drafts.sendDraft.ask({ id }));
}

export function* check(desk: Desk, { payload: args }: Asked<drafts.ById>) {
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

export function* save(desk: Desk, id: string) {
  const draft: Draft | undefined = yield select(draftOf(id));
  const { vault } = desk;
  if (draft && vault) yield call(inVault, () => vault.save(draft));
}

export function* removeKept({ vault }: Desk, id: string) {
  if (vault) yield call(inVault, () => vault.remove(id));
}

/** A browser that keeps nothing, say for want of room, stops no interview: the page says so. */
export function* inVault(act: () => Promise<void>) {
  try {
    yield call(act);
  } catch (thrown) {
    yield put(drafts.notKept(toProblem(thrown)));
  }
}
