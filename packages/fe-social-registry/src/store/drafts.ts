import type { HouseholdNow, IntakeCheck, KeptHousehold } from '@interlink/contracts/social-registry/intake';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { isOpenEnded, type Draft } from '../drafts/draft.js';

const named = (name: string) => `INTERLINK_SOCIAL_REGISTRY_${name}`;

export interface ById {
  readonly id: string;
}
type Action = { readonly type: string };

/** What the host says when somebody logs out. */
export const HOST_LOGOUT = 'CORE_AUTH_LOGOUT';
/** The host was told who is signed in: at each load of the page, and after each sign-in. */
export const HOST_USER = 'CORE_USERS_CURRENT_USER_RESP';
/** Somebody logged out in another tab, or another user signed in, or the working day of the key is over. */
export const SESSION_OVER = named('SESSION_OVER');
const KEEP_DRAFT = named('KEEP_DRAFT');
const REMOVE_DRAFT = named('REMOVE_DRAFT');
const NOT_KEPT = named('NOT_KEPT');

export interface DraftKept {
  readonly type: string;
  readonly payload: Draft;
}
export const keepDraft = (payload: Draft): DraftKept => ({ type: KEEP_DRAFT, payload });
export const removeDraft = (id: string) => ({ type: REMOVE_DRAFT, payload: { id } });
/** The browser could not keep a draft; it lives as long as the page. */
export const notKept = (problem: ApiProblem) => ({ type: NOT_KEPT, payload: problem });
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

export const isLeaving = ({ type }: Action): boolean => type === HOST_LOGOUT || type === SESSION_OVER;

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
  if (sendDraft.isAsked(action)) return change(state, action.payload.id, { state: 'sending', problem: undefined });
  if (sendDraft.isRefused(action)) {
    const problem = action.payload;
    return change(state, action.meta.id, { state: isOpenEnded(problem) ? 'waiting' : 'look', problem });
  }
  if (!sendDraft.isAnswered(action)) return state;
  // It is with the service: nothing of the people stays here.
  const typed = { household: {}, members: [] };
  const result = action.payload;
  return change(state, action.meta.id, { state: 'sent', result, typed, body: undefined, another: undefined });
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
