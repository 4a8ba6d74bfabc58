import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { BeginChange, ChangeList, ChangeRequest } from '@interlink/contracts/social-registry/change-request';
import type { EligibilityResults, ListedHouseholds, Standing } from '@interlink/contracts/social-registry/eligibility';
import type { BeginPublication, Publication, PublicationRows } from '@interlink/contracts/social-registry/publication';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type {
  BeginRun,
  Explanation,
  KeptFormula,
  Ranking,
  Run,
  Simulation,
  SimulationQuery,
} from '@interlink/contracts/social-registry/run';
import type { Upload, UploadList, UploadProblems } from '@interlink/contracts/social-registry/upload';
import type { FoundVillages, VillageChoices } from '@interlink/contracts/social-registry/village';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type { Decision, PublicationChange, UploadAct, WhichChanges, WhichRows } from '../api.js';

const named = (name: string) => `INTERLINK_SOCIAL_REGISTRY_${name}`;

interface ById {
  readonly id: string;
}
interface Page {
  readonly after?: string | undefined;
}
/** An act with the state or digest of what it was done on: what became of it is told of nothing newer. */
interface Seen {
  readonly seen: string | undefined;
}

/** A file that a person chose; it is read part by part and never kept. */
export interface SendFile {
  readonly file: File;
  readonly questionnaire: string;
  readonly mostProblemPercent: number;
  readonly key: string;
}

export const loadQuestionnaires = defineRequest<undefined, readonly Questionnaire[]>(named('QUESTIONNAIRES'));
export const loadVillages = defineRequest<undefined, VillageChoices>(named('VILLAGES'));
export const findVillages = defineRequest<{ readonly name: string }, FoundVillages>(named('FIND_VILLAGES'));
export const sendFile = defineRequest<SendFile, Upload>(named('SEND'));
export const actOnUpload = defineRequest<ById & Seen & { readonly act: UploadAct }, Upload>(named('ACT'));
export const listUploads = defineRequest<Page, UploadList>(named('UPLOADS'));
export const loadUpload = defineRequest<ById, Upload>(named('UPLOAD'));
export const loadProblems = defineRequest<ById & Page, UploadProblems>(named('PROBLEMS'));
export const loadFormulas = defineRequest<undefined, readonly KeptFormula[]>(named('FORMULAS'));
export const draftFormula = defineRequest<{ readonly formula: Formula; readonly key: string }, readonly KeptFormula[]>(
  named('DRAFT'),
);
export const approveFormula = defineRequest<
  { readonly code: string; readonly version: number; readonly key: string },
  readonly KeptFormula[]
>(named('APPROVE'));
export const beginRun = defineRequest<{ readonly body: BeginRun; readonly key: string }, Run>(named('BEGIN_RUN'));
export const listRuns = defineRequest<undefined, readonly Run[]>(named('RUNS'));
export const loadRun = defineRequest<ById, Run>(named('RUN'));
export const simulate = defineRequest<ById & { readonly query: SimulationQuery }, Simulation>(named('SIMULATE'));
export const loadRanking = defineRequest<ById & Page & { readonly comparison: SimulationQuery['comparison'] }, Ranking>(
  named('RANKING'),
);
export const explain = defineRequest<ById & { readonly householdId: string }, Explanation>(named('EXPLAIN'));

export const loadResults = defineRequest<ById, EligibilityResults>(named('RESULTS'));
export const loadListed = defineRequest<
  ById & Page & { readonly programme: string; readonly standing: Standing },
  ListedHouseholds
>(named('LISTED'));
export const publish = defineRequest<{ readonly body: BeginPublication; readonly key: string }, Publication>(
  named('PUBLISH'),
);
export const listPublications = defineRequest<undefined, readonly Publication[]>(named('PUBLICATIONS'));
export const loadPublication = defineRequest<ById, Publication>(named('PUBLICATION'));
export const changePublication = defineRequest<ById & Seen & { readonly change: PublicationChange }, Publication>(
  named('CHANGE_PUBLICATION'),
);
export const loadRows = defineRequest<ById & WhichRows, PublicationRows>(named('ROWS'));

export const listChanges = defineRequest<WhichChanges, ChangeList>(named('CHANGES'));
export const loadChange = defineRequest<ById, ChangeRequest>(named('CHANGE'));
export const beginChange = defineRequest<{ readonly body: BeginChange; readonly key: string }, ChangeRequest>(
  named('BEGIN_CHANGE'),
);
export const decideChange = defineRequest<ById & Seen & { readonly decision: Decision }, ChangeRequest>(
  named('DECIDE_CHANGE'),
);
export const takeUpChange = defineRequest<ById & Seen, ChangeRequest>(named('TAKE_UP_CHANGE'));

/** How many bytes of the file are with the service. */
export const SENT = named('SENT');
export const sent = (done: number, of: number) => ({ type: SENT, payload: { done, of } });
/** Follow an upload, a publication or a run while it moves by itself. */
export const FOLLOW = named('FOLLOW');
export const UNFOLLOW = named('UNFOLLOW');
export const follow = (what: 'publication' | 'run' | 'upload', id: string) => ({ type: FOLLOW, payload: { what, id } });
export const unfollow = () => ({ type: UNFOLLOW });

/** Whether an act was done on what is shown now. */
export const wasDoneOn =
  (id: string, seen: string | undefined) =>
  (asked: ById & Seen): boolean =>
    asked.id === id && asked.seen === seen;
