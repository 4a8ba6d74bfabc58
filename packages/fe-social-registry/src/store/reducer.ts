import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer, type RequestActions } from '@interlink/fe-kit/store/request';
import { perSubject } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import * as intake from './drafts.js';
import { isLeaving } from './leaving.js';
import { photos } from './photos.js';
import * as requests from './requests.js';

type Action = {
  readonly type: string;
};
type Sending = {
  readonly done: number;
  readonly of: number;
};

/** The newest word on the one upload that is shown, whichever request brought it. */
const upload = requestReducer(requests.loadUpload);
function shownUpload(state: ReturnType<typeof upload> | undefined, action: Action): ReturnType<typeof upload> {
  if (requests.actOnUpload.isAnswered(action)) return { status: 'done', value: action.payload };
  if (requests.loadUpload.isAsked(action) && state?.value?.id !== action.payload.id) return { status: 'loading' };
  return upload(state, action);
}

const publication = requestReducer(requests.loadPublication);
function shownPublication(
  state: ReturnType<typeof publication> | undefined,
  action: Action,
): ReturnType<typeof publication> {
  if (requests.changePublication.isAnswered(action)) return { status: 'done', value: action.payload };
  if (requests.loadPublication.isAsked(action) && state?.value?.id !== action.payload.id) return { status: 'loading' };
  return publication(state, action);
}

const change = requestReducer(requests.loadChange);
/** Whatever was done to it last is what it is. */
function shownChange(state: ReturnType<typeof change> | undefined, action: Action): ReturnType<typeof change> {
  for (const act of [requests.decideChange, requests.takeUpChange]) {
    if (!act.isAnswered(action)) continue;
    // Done on a page that was left meanwhile: the change that is shown now is another.
    const isShown = state?.value === undefined || state.value.request.id === action.meta.id;
    return isShown ? { status: 'done', value: action.payload } : state;
  }
  if (requests.loadChange.isAsked(action) && state?.value?.request.id !== action.payload.id) {
    return { status: 'loading' };
  }
  return change(state, action);
}

const formulas = requestReducer(requests.loadFormulas);
function shownFormulas(state: ReturnType<typeof formulas> | undefined, action: Action): ReturnType<typeof formulas> {
  if (requests.approveFormula.isAnswered(action) || requests.draftFormula.isAnswered(action)) {
    return { status: 'done', value: action.payload };
  }
  return formulas(state, action);
}

function sending(state: Sending | null = null, action: Action): Sending | null {
  if (requests.sendFile.isAsked(action)) return { done: 0, of: action.payload.file.size };
  if (requests.sendFile.isAnswered(action)) return null;
  return action.type === requests.SENT ? (action as Action & { readonly payload: Sending }).payload : state;
}

/** What was read of people for a draft goes with the session. */
function untilLeft<S>(reducer: (state: S | undefined, action: Action) => S) {
  return (state: S | undefined, action: Action): S => reducer(isLeaving(action) ? undefined : state, action);
}

interface Listed {
  readonly items: readonly unknown[];
  readonly next?: string | undefined;
}

/** Page after page behind a cursor; of something else, or by another filter, it is another list. */
function listOf<A extends { readonly after?: string | undefined }, P extends Listed>(actions: RequestActions<A, P>) {
  const join = requestReducer<A, P>(actions, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  );
  return perSubject(actions, join, ({ after: _after, ...which }) => which);
}

/** Nothing of one thing under the name of another. */
const shownAlone = <A, R>(actions: RequestActions<A, R>) =>
  perSubject(actions, requestReducer(actions), (args) => args);

const slices = {
  act: requestReducer(requests.actOnUpload),
  approve: requestReducer(requests.approveFormula),
  beginChange: requestReducer(requests.beginChange),
  beginRun: requestReducer(requests.beginRun),
  change: shownChange,
  changes: listOf(requests.listChanges),
  decideChange: requestReducer(requests.decideChange),
  draft: requestReducer(requests.draftFormula),
  draftCheck: untilLeft(requestReducer(intake.checkDraft)),
  drafts: intake.drafts,
  household: untilLeft(requestReducer(intake.loadHousehold)),
  changePublication: requestReducer(requests.changePublication),
  explanation: shownAlone(requests.explain),
  formulas: shownFormulas,
  listed: listOf(requests.loadListed),
  photos,
  problems: listOf(requests.loadProblems),
  publication: shownPublication,
  publications: requestReducer(requests.listPublications),
  publish: requestReducer(requests.publish),
  questionnaires: requestReducer(requests.loadQuestionnaires),
  ranking: listOf(requests.loadRanking),
  results: shownAlone(requests.loadResults),
  rows: listOf(requests.loadRows),
  run: requestReducer(requests.loadRun),
  runs: requestReducer(requests.listRuns),
  send: requestReducer(requests.sendFile),
  sending,
  simulation: shownAlone(requests.simulate),
  takeUpChange: requestReducer(requests.takeUpChange),
  upload: shownUpload,
  uploads: listOf(requests.listUploads),
  villages: untilLeft(requestReducer(requests.loadVillages)),
};

export const { reducer: socialRegistryReducer, useStore: useSocialRegistry } = defineStore(MODULE, slices);
