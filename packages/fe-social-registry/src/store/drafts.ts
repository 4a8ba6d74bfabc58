import type { HouseholdNow, IntakeCheck, KeptHousehold } from '@interlink/contracts/social-registry/intake';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { isOpenEnded, type Draft } from '../drafts/draft.js';
import { MODULE } from '../names.js';
import { isLeaving, type ById } from './leaving.js';

const named = (name: string) => `INTERLINK_SOCIAL_REGISTRY_${name}`;

type Action = { readonly type: string };

/** The host was told who is signed in: at each load of the page, and after each sign-in. */
export const HOST_USER = 'CORE_USERS_CURRENT_USER_RESP';
const KEEP_DRAFT = named('KEEP_DRAFT');
const REMOVE_DRAFT = named('REMOVE_DRAFT');
const NOT_KEPT = named('NOT_KEPT');
const PHOTO_SENT = named('PHOTO_SENT');
const PHOTOS_STOPPED = named('PHOTOS_STOPPED');

export interface DraftKept {
  readonly type: string;
  readonly payload: Draft;
}
export const keepDraft = (payload: Draft): DraftKept => ({ type: KEEP_DRAFT, payload });
export const removeDraft = (id: string) => ({ type: REMOVE_DRAFT, payload: { id } });
/** The browser could not keep a draft; it lives as long as the page. */
export const notKept = (problem: ApiProblem) => ({ type: NOT_KEPT, payload: problem });
/** A photograph of a household that is with the service; `isUnsent`: it never will be. */
export const photoSent = (payload: ById & { readonly photo: string; readonly isUnsent: boolean }) => ({
  type: PHOTO_SENT,
  payload,
});
/** Those that are left are sent again later. */
export const photosStopped = (payload: ById & { readonly problem: ApiProblem }) => ({ type: PHOTOS_STOPPED, payload });
export const isKept = (action: Action): action is DraftKept => action.type === KEEP_DRAFT;
export const isRemoved = (action: Action): action is ReturnType<typeof removeDraft> => action.type === REMOVE_DRAFT;

/** `isKept`: they lie in the browser, encrypted; else they go with the page. */
export interface OpenedDrafts {
  readonly isKept: boolean;
  readonly items: readonly Draft[];
}
export const openDrafts = defineRequest<{ readonly owner: string }, OpenedDrafts>(named('OPEN_DRAFTS'));
/** Sends what the draft's body says, with its key. */
export const sendDraft = defineRequest<ById, KeptHousehold>(named('SEND_DRAFT'));
export const checkDraft = defineRequest<ById, IntakeCheck>(named('CHECK_DRAFT'));
export const loadHousehold = defineRequest<ById, HouseholdNow>(named('HOUSEHOLD'));

export interface DraftsState {
  readonly owner?: string | undefined;
  readonly isOpen: boolean;
  readonly isKept: boolean;
  readonly byId: Readonly<Record<string, Draft>>;
}
const NOTHING: DraftsState = { isOpen: false, isKept: false, byId: {} };

/** The drafts of who is signed in. Nothing of them outlives the session, in memory neither. */
export function drafts(state: DraftsState = NOTHING, action: Action): DraftsState {
  if (isLeaving(action)) return NOTHING;
  if (openDrafts.isAsked(action)) return ofOwner(state, action.payload.owner);
  if (openDrafts.isAnswered(action)) {
    const kept = Object.fromEntries(action.payload.items.map((draft) => [draft.id, draft]));
    return { ...state, isOpen: true, isKept: action.payload.isKept, byId: { ...kept, ...state.byId } };
  }
  if (openDrafts.isRefused(action)) return { ...state, isOpen: true, isKept: false };
  if (action.type === NOT_KEPT) return { ...state, isKept: false };
  if (isKept(action)) return withDraft(state, action.payload);
  if (isRemoved(action)) return without(state, action.payload.id);
  if (sendDraft.isAsked(action)) return sending(state, action.payload.id);
  if (isPhotoSent(action)) return withoutPhoto(state, action.payload);
  if (isPhotosStopped(action)) return change(state, action.payload.id, { problem: action.payload.problem });
  if (sendDraft.isRefused(action)) {
    const problem = action.payload;
    return change(state, action.meta.id, { state: isOpenEnded(problem) ? 'waiting' : 'look', problem });
  }
  if (!sendDraft.isAnswered(action)) return state;
  return taken(state, action.meta.id, action.payload);
}

const isPhotoSent = (action: Action): action is ReturnType<typeof photoSent> => action.type === PHOTO_SENT;
const isPhotosStopped = (action: Action): action is ReturnType<typeof photosStopped> => action.type === PHOTOS_STOPPED;

/** Of a household that is with the service only photographs are left. */
function sending(state: DraftsState, id: string): DraftsState {
  const draft = state.byId[id];
  return change(state, id, { state: draft?.state === 'photos' ? 'photos' : 'sending', problem: undefined });
}

/** It is with the service: nothing of the people stays here but photographs that are still to be sent. */
function taken(state: DraftsState, id: string, result: KeptHousehold): DraftsState {
  const typed = { household: {}, members: [] };
  const isWhole = (state.byId[id]?.photos ?? []).length === 0;
  const left = { result, typed, body: undefined, another: undefined, problem: undefined };
  return change(state, id, { state: isWhole ? 'sent' : 'photos', ...left });
}

function withoutPhoto(state: DraftsState, sent: ReturnType<typeof photoSent>['payload']): DraftsState {
  const draft = state.byId[sent.id];
  const photos = (draft?.photos ?? []).filter((id) => id !== sent.photo);
  const unsent = (draft?.unsent ?? 0) + (sent.isUnsent ? 1 : 0);
  return change(state, sent.id, { photos, unsent, ...(photos.length === 0 && { state: 'sent' as const }) });
}

const ofOwner = (state: DraftsState, owner: string): DraftsState =>
  state.owner === owner ? state : { ...NOTHING, owner };

const withDraft = (state: DraftsState, draft: Draft): DraftsState => ({
  ...state,
  byId: { ...state.byId, [draft.id]: draft },
});

function without(state: DraftsState, id: string): DraftsState {
  const { [id]: _gone, ...byId } = state.byId;
  return { ...state, byId };
}

function change(state: DraftsState, id: string, over: Partial<Draft>): DraftsState {
  const draft = state.byId[id];
  return draft ? withDraft(state, { ...draft, ...over }) : state;
}

/** The host's store as far as drafts are looked up in it. */
export type DraftsHost = Readonly<Record<string, { readonly drafts: DraftsState } | undefined>>;
export const allDrafts = (host: DraftsHost) => host[MODULE]?.drafts.byId ?? {};
export const draftOf = (id: string) => (host: DraftsHost) => allDrafts(host)[id];
