import { defineStore } from '@interlink/fe-kit/store/module-store';
import { requestReducer } from '@interlink/fe-kit/store/request';
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
    if (act.isAnswered(action)) return { status: 'done', value: action.payload };
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

const slices = {
  act: requestReducer(requests.actOnUpload),
  approve: requestReducer(requests.approveFormula),
  beginChange: requestReducer(requests.beginChange),
  beginRun: requestReducer(requests.beginRun),
  change: shownChange,
  changes: requestReducer(requests.listChanges, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  ),
  decideChange: requestReducer(requests.decideChange),
  draft: requestReducer(requests.draftFormula),
  draftCheck: untilLeft(requestReducer(intake.checkDraft)),
  drafts: intake.drafts,
  household: untilLeft(requestReducer(intake.loadHousehold)),
  changePublication: requestReducer(requests.changePublication),
  explanation: requestReducer(requests.explain),
  formulas: shownFormulas,
  listed: requestReducer(requests.loadListed, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  ),
  photos,
  problems: requestReducer(requests.loadProblems, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  ),
  publication: shownPublication,
  publications: requestReducer(requests.listPublications),
  publish: requestReducer(requests.publish),
  questionnaires: requestReducer(requests.loadQuestionnaires),
  ranking: requestReducer(requests.loadRanking, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  ),
  results: requestReducer(requests.loadResults),
  rows: requestReducer(requests.loadRows, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  ),
  run: requestReducer(requests.loadRun),
  runs: requestReducer(requests.listRuns),
  send: requestReducer(requests.sendFile),
  sending,
  simulation: requestReducer(requests.simulate),
  takeUpChange: requestReducer(requests.takeUpChange),
  upload: shownUpload,
  uploads: requestReducer(requests.listUploads, (before, page, { after }) =>
    after === undefined ? page : { ...page, items: [...(before?.items ?? []), ...page.items] },
  ),
  villages: untilLeft(requestReducer(requests.loadVillages)),
};

export const { reducer: socialRegistryReducer, useStore: useSocialRegistry } = defineStore(MODULE, slices);
