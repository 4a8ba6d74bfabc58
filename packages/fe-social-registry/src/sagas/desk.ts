import { call, put, select } from 'redux-saga/effects';
import { toProblem } from '@interlink/fe-kit/api-problem';
import type { SocialRegistryApi } from '../api.js';
import type { Draft } from '../drafts/draft.js';
import type { DraftVault } from '../drafts/vault.js';
import * as drafts from '../store/drafts.js';

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

export function* save(desk: Desk, id: string) {
  const draft: Draft | undefined = yield select(drafts.draftOf(id));
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
