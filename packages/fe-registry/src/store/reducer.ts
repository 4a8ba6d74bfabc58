import { defineStore } from '@interlink/fe-kit/store/module-store';
import type { ConflictPage } from '@interlink/contracts/registry/conflict';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { requestReducer, type RequestState } from '@interlink/fe-kit/store/request';
import { perSubject } from '@interlink/fe-kit/store/subject';
import type { When } from '../api.js';
import { MODULE } from '../names.js';
import * as requests from './requests.js';

type Action = {
  readonly type: string;
};

function purpose(state: Purpose | null = null, action: Action): Purpose | null {
  return action.type === requests.PURPOSE ? (action as Action & { readonly payload: Purpose }).payload : state;
}

/** The newest word on the person who is shown: what was read, or what a decision about links made of them. */
const person = requestReducer(requests.loadPerson);
function shownPerson(state: ReturnType<typeof person> | undefined, action: Action): ReturnType<typeof person> {
  for (const decision of [requests.mergePeople, requests.unlinkRecord]) {
    if (!decision.isAnswered(action)) continue;
    // Decided on a page that was left meanwhile: the one who is shown now is another.
    const isShown = state?.value === undefined || state.value.personId === action.meta.personId;
    return isShown ? { status: 'done', value: action.payload } : state;
  }
  // Another person is asked for: the one before must not be read under their name.
  if (requests.loadPerson.isAsked(action) && state?.value?.personId !== action.payload.id) return { status: 'loading' };
  return person(state, action);
}

/** Which moment the person who is shown was asked for: until it is answered, another one is not shown under its name. */
function shownWhen(state: When | null = null, action: Action): When | null {
  return requests.loadPerson.isAnswered(action) ? (action.meta.when ?? null) : state;
}

const openImisPerson = requestReducer(requests.loadOpenImisPerson);
function shownInOpenImis(
  state: ReturnType<typeof openImisPerson> | undefined,
  action: Action,
): ReturnType<typeof openImisPerson> {
  return requests.loadOpenImisPerson.isAsked(action) ? { status: 'loading' } : openImisPerson(state, action);
}

const conflicts = requestReducer(requests.listConflicts, (before, page, { cursor }) =>
  cursor === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
);
function shownConflicts(state: RequestState<ConflictPage> | undefined, action: Action): RequestState<ConflictPage> {
  if (state?.value && requests.resolveConflict.isAnswered(action)) {
    const items = state.value.items.filter(({ id }) => id !== action.meta.id);
    return { ...state, value: { ...state.value, items } };
  }
  return conflicts(state, action);
}

const faulty = requestReducer(requests.listFaulty, (before, page, { cursor }) =>
  cursor === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
);
/** Another rule's people must not be read under the name of this one. */
function shownFaulty(state: ReturnType<typeof faulty> | undefined, action: Action): ReturnType<typeof faulty> {
  const isAnother = requests.listFaulty.isAsked(action) && action.payload.cursor === undefined;
  return isAnother ? { status: 'loading' } : faulty(state, action);
}

const slices = {
  accesses: requestReducer(requests.listAccesses),
  askErasure: requestReducer(requests.askErasure),
  askRetention: requestReducer(requests.askRetention),
  conflicts: shownConflicts,
  decideErasure: requestReducer(requests.decideErasure),
  erasurePreview: perSubject(requests.previewErasure, requestReducer(requests.previewErasure), ({ id }) => id),
  erasures: requestReducer(requests.listErasures),
  exported: requestReducer(requests.exportPerson),
  faulty: shownFaulty,
  household: requestReducer(requests.loadHousehold),
  legalHold: requestReducer(requests.setLegalHold),
  merge: requestReducer(requests.mergePeople),
  openImisPerson: shownInOpenImis,
  people: requestReducer(requests.searchPeople),
  person: shownPerson,
  purpose,
  quality: requestReducer(requests.loadQuality),
  resolve: requestReducer(requests.resolveConflict),
  retention: requestReducer(requests.loadRetention),
  shownWhen,
  sources: requestReducer(requests.listSources),
  statistics: requestReducer(requests.loadStatistics),
  unlink: requestReducer(requests.unlinkRecord),
};

export const { reducer: registryReducer, useStore: useRegistry } = defineStore(MODULE, slices);
