import { defineStore } from '@interlink/fe-kit/store/module-store';
import { untilOver } from '@interlink/fe-kit/store/page-slices';
import { requestReducer, type Answered, type RequestActions, type RequestState } from '@interlink/fe-kit/store/request';
import { pagedReducer, shownAlone } from '@interlink/fe-kit/store/subject';
import { MODULE } from '../names.js';
import * as intake from './drafts.js';
import { isLeaving, type ById } from './leaving.js';
import { photos } from './photos.js';
import * as requests from './requests.js';

type Action = {
  readonly type: string;
};
type Sending = {
  readonly done: number;
  readonly of: number;
};

interface Act<R> {
  readonly isAnswered: (action: Action) => action is Answered<ById, R>;
}

/** The newest word on the one thing that is shown: as it was read, or what was done to it last. */
function shown<R>(load: RequestActions<ById, R>, ...acts: readonly Act<R>[]) {
  const reduce = shownAlone(load);
  return (state: RequestState<R> | undefined, action: Action): RequestState<R> => {
    for (const act of acts) {
      if (!act.isAnswered(action)) continue;
      const asked = state?.asked as ById | undefined;
      // Done on a page that was left meanwhile, it is of another one.
      if (asked?.id === action.meta.id) return { status: 'done', value: action.payload, asked };
    }
    return reduce(state, action);
  };
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
  if (requests.sendFile.isAnswered(action) || requests.sendFile.isRefused(action)) return null;
  return action.type === requests.SENT ? (action as Action & { readonly payload: Sending }).payload : state;
}

/** What was read of people for a draft goes with the session. */
const untilLeft = untilOver(isLeaving);

const slices = {
  act: requestReducer(requests.actOnUpload),
  approve: requestReducer(requests.approveFormula),
  beginChange: requestReducer(requests.beginChange),
  beginRun: requestReducer(requests.beginRun),
  change: shown(requests.loadChange, requests.decideChange, requests.takeUpChange),
  changes: pagedReducer(requests.listChanges, 'after'),
  decideChange: requestReducer(requests.decideChange),
  draft: requestReducer(requests.draftFormula),
  draftCheck: untilLeft(requestReducer(intake.checkDraft)),
  drafts: intake.drafts,
  household: untilLeft(requestReducer(intake.loadHousehold)),
  changePublication: requestReducer(requests.changePublication),
  explanation: shownAlone(requests.explain),
  formulas: shownFormulas,
  foundVillages: requestReducer(requests.findVillages),
  listed: pagedReducer(requests.loadListed, 'after'),
  photos,
  problems: pagedReducer(requests.loadProblems, 'after'),
  publication: shown(requests.loadPublication, requests.changePublication),
  publications: requestReducer(requests.listPublications),
  publish: requestReducer(requests.publish),
  questionnaires: requestReducer(requests.loadQuestionnaires),
  ranking: pagedReducer(requests.loadRanking, 'after'),
  results: shownAlone(requests.loadResults),
  rows: pagedReducer(requests.loadRows, 'after'),
  run: shown(requests.loadRun),
  runs: requestReducer(requests.listRuns),
  send: requestReducer(requests.sendFile),
  sending,
  simulation: shownAlone(requests.simulate),
  takeUpChange: requestReducer(requests.takeUpChange),
  upload: shown(requests.loadUpload, requests.actOnUpload),
  uploads: pagedReducer(requests.listUploads, 'after'),
  villages: untilLeft(requestReducer(requests.loadVillages)),
};

export const { reducer: socialRegistryReducer, useStore: useSocialRegistry } = defineStore(MODULE, slices);
