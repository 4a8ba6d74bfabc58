import { defineStore } from '@interlink/fe-kit/store/module-store';
import type { ConflictPage } from '@interlink/contracts/registry/conflict';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { requestReducer, type RequestActions, type RequestState } from '@interlink/fe-kit/store/request';
import { pagedReducer, perSubject, shownAlone } from '@interlink/fe-kit/store/subject';
import type { When } from '../api.js';
import { MODULE } from '../names.js';
import { isPast } from '../when.js';
import * as requests from './requests.js';

type Action = {
  readonly type: string;
};

function purpose(state: Purpose | null = null, action: Action): Purpose | null {
  return action.type === requests.PURPOSE ? (action as Action & { readonly payload: Purpose }).payload : state;
}

type AskedPerson = Parameters<typeof requests.loadPerson.ask>[0];

/** Another one is not read under this name, nor (S6) what was shown for another purpose. */
const person = perSubject(requests.loadPerson, requestReducer(requests.loadPerson), ({ id, purpose }) => [id, purpose]);
const household = perSubject(requests.loadHousehold, requestReducer(requests.loadHousehold), ({ id, purpose }) => [
  id,
  purpose,
]);
/** The newest word on the person who is shown: what was read, or what a decision about links made of them. */
function shownPerson(state: ReturnType<typeof person> | undefined, action: Action): ReturnType<typeof person> {
  for (const decision of [requests.mergePeople, requests.unlinkRecord]) {
    if (!decision.isAnswered(action)) continue;
    const asked = state?.asked as AskedPerson | undefined;
    // Decided on a page that was left meanwhile: shown now is another person, or a day that has passed.
    const isShown = asked?.id === action.meta.personId && !isPast(asked.when ?? {});
    return isShown ? { status: 'done', value: action.payload, asked } : person(state, action);
  }
  return person(state, action);
}

/**
 * Which moment the one who is shown was asked for: until it is answered, another one is not shown under its name.
 */
const shownWhen =
  <A extends { readonly when?: When }, R>(load: RequestActions<A, R>) =>
  (state: When | null = null, action: Action): When | null =>
    load.isAnswered(action) ? (action.meta.when ?? null) : state;

const openImisPerson = requestReducer(requests.loadOpenImisPerson);
function shownInOpenImis(
  state: ReturnType<typeof openImisPerson> | undefined,
  action: Action,
): ReturnType<typeof openImisPerson> {
  return requests.loadOpenImisPerson.isAsked(action) ? { status: 'loading' } : openImisPerson(state, action);
}

const conflicts = pagedReducer(requests.listConflicts, 'cursor');
function shownConflicts(state: RequestState<ConflictPage> | undefined, action: Action): RequestState<ConflictPage> {
  if (state?.value && requests.resolveConflict.isAnswered(action)) {
    const items = state.value.items.filter(({ id }) => id !== action.meta.id);
    return { ...state, value: { ...state.value, items } };
  }
  return conflicts(state, action);
}

const slices = {
  accesses: requestReducer(requests.listAccesses),
  askErasure: requestReducer(requests.askErasure),
  askRetention: requestReducer(requests.askRetention),
  conflicts: shownConflicts,
  decideErasure: requestReducer(requests.decideErasure),
  decideHousehold: requestReducer(requests.decideHousehold),
  erasurePreview: shownAlone(requests.previewErasure),
  erasures: requestReducer(requests.listErasures),
  exported: requestReducer(requests.exportPerson),
  faulty: pagedReducer(requests.listFaulty, 'cursor'),
  household,
  householdPairs: requestReducer(requests.findHouseholdPairs),
  householdWhen: shownWhen(requests.loadHousehold),
  legalHold: requestReducer(requests.setLegalHold),
  merge: requestReducer(requests.mergePeople),
  openImisPerson: shownInOpenImis,
  /** Another search is another list; of the same, the page before stays until the next one is there. */
  people: perSubject(requests.searchPeople, requestReducer(requests.searchPeople), ({ page: _page, ...of }) => of),
  person: shownPerson,
  personWhen: shownWhen(requests.loadPerson),
  purpose,
  quality: shownAlone(requests.loadQuality),
  refresh: requestReducer(requests.refreshPerson),
  resolve: requestReducer(requests.resolveConflict),
  retention: requestReducer(requests.loadRetention),
  sourceNames: requestReducer(requests.nameSources),
  sources: requestReducer(requests.listSources),
  statistics: shownAlone(requests.loadStatistics),
  unlink: requestReducer(requests.unlinkRecord),
};

export const { reducer: registryReducer, useStore: useRegistry } = defineStore(MODULE, slices);
