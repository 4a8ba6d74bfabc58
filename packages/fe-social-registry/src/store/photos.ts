import { defineRequest } from '@interlink/fe-kit/store/request';
import { isLeaving, type ById } from './leaving.js';

const named = (name: string) => `INTERLINK_SOCIAL_REGISTRY_${name}`;
type Action = { readonly type: string };

/** A photograph of a draft: a JPEG that was drawn anew. */
export interface Photo {
  readonly id: string;
  readonly draftId: string;
  readonly bytes: ArrayBuffer;
}

const KEEP_PHOTO = named('KEEP_PHOTO');
const DROP_PHOTO = named('DROP_PHOTO');
export const keepPhoto = (payload: Photo) => ({ type: KEEP_PHOTO, payload });
export const dropPhoto = (id: string) => ({ type: DROP_PHOTO, payload: { id } });
export const isPhotoKept = (action: Action): action is ReturnType<typeof keepPhoto> => action.type === KEEP_PHOTO;
export const isPhotoDropped = (action: Action): action is ReturnType<typeof dropPhoto> => action.type === DROP_PHOTO;
/** Reads one from where the drafts lie; refused when it is not there. */
export const loadPhoto = defineRequest<ById, ArrayBuffer>(named('PHOTO'));

/** Those that the page has in its memory; `gone`: nobody has it any more. */
export type PhotosState = Readonly<Record<string, ArrayBuffer | 'gone'>>;
const NONE: PhotosState = {};

export function photos(state: PhotosState = NONE, action: Action): PhotosState {
  if (isLeaving(action)) return NONE;
  if (isPhotoKept(action)) return { ...state, [action.payload.id]: action.payload.bytes };
  if (loadPhoto.isAnswered(action)) return { ...state, [action.meta.id]: action.payload };
  if (loadPhoto.isRefused(action)) return { ...state, [action.meta.id]: 'gone' };
  if (!isPhotoDropped(action)) return state;
  const { [action.payload.id]: _gone, ...others } = state;
  return others;
}
