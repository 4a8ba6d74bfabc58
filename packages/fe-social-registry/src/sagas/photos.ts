import { call, put, select, takeEvery } from 'redux-saga/effects';
import { toProblem, type ApiProblem } from '@interlink/fe-kit/api-problem';
import type { Asked } from '@interlink/fe-kit/store/request';
import { isOpenEnded, type Draft } from '../drafts/draft.js';
import { MODULE } from '../names.js';
import * as drafts from '../store/drafts.js';
import type { ById } from '../store/leaving.js';
import * as photos from '../store/photos.js';
import { inVault, save, type Desk } from './desk.js';

/** Photographs of drafts: kept before the draft that names them, sent after the household, one by one. */
export const watchPhotos = (desk: Desk) => [
  takeEvery(photos.isPhotoKept, keep, desk),
  takeEvery(photos.isPhotoDropped, drop, desk),
  takeEvery(photos.loadPhoto.REQ, load, desk),
];

function* keep({ vault }: Desk, { payload }: ReturnType<typeof photos.keepPhoto>) {
  if (vault) yield call(inVault, () => vault.savePhoto(payload));
}

function* drop({ vault }: Desk, { payload: { id } }: ReturnType<typeof photos.dropPhoto>) {
  if (vault) yield call(inVault, () => vault.removePhoto(id));
}

function* load(desk: Desk, { payload: args }: Asked<ById>) {
  const bytes: ArrayBuffer | undefined = yield call(bytesOf, desk, args.id);
  const gone: ApiProblem = { code: 'platform.not-found', status: 404, details: {} };
  yield put(bytes ? photos.loadPhoto.answered(args, bytes) : photos.loadPhoto.refused(args, gone));
}

type Host = Readonly<Record<string, { readonly photos?: photos.PhotosState } | undefined>>;

function* bytesOf({ vault }: Desk, id: string) {
  const here: ArrayBuffer | 'gone' | undefined = yield select((host: Host) => host[MODULE]?.photos?.[id]);
  if (here !== undefined && here !== 'gone') return here;
  const kept: ArrayBuffer | undefined = vault ? yield call(() => vault.photo(id).catch(() => undefined)) : undefined;
  return kept;
}

/**
 * The photographs of a household that is with the service. What is lost on the way is sent again later, the same; what
 * the service will never take, or is not here any more, is counted and left. Answers what made it stop before the end.
 */
export function* sendPhotos(desk: Desk, id: string) {
  for (;;) {
    const draft: Draft | undefined = yield select(drafts.draftOf(id));
    const next = draft?.photos?.[0];
    if (!draft?.result || next === undefined) return undefined;
    const refusal: ApiProblem | 'gone' | undefined = yield call(sendOne, desk, draft.result.id, next);
    if (refusal !== undefined && refusal !== 'gone' && isOpenEnded(refusal)) return refusal;
    yield put(drafts.photoSent({ id, photo: next, isUnsent: refusal !== undefined }));
    yield call(save, desk, id);
    yield put(photos.dropPhoto(next));
  }
}

function* sendOne(desk: Desk, household: string, id: string) {
  const bytes: ArrayBuffer | undefined = yield call(bytesOf, desk, id);
  if (!bytes) return 'gone';
  try {
    yield call(desk.api.sendPhoto, household, id, bytes);
    return undefined;
  } catch (thrown) {
    return toProblem(thrown);
  }
}
