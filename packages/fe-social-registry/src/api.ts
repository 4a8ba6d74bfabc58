import type { Purpose } from '@interlink/contracts/registry/scope';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { EligibilityResults, ListedHouseholds, Standing } from '@interlink/contracts/social-registry/eligibility';
import type {
  BeginChange,
  ChangeList,
  ChangeRequest,
  ChangeState,
} from '@interlink/contracts/social-registry/change-request';
import type {
  CheckHousehold,
  HouseholdNow,
  IntakeCheck,
  KeptHousehold,
  KeptPhoto,
  TakeInHousehold,
} from '@interlink/contracts/social-registry/intake';
import type {
  BeginPublication,
  Publication,
  PublicationRow,
  PublicationRows,
} from '@interlink/contracts/social-registry/publication';
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
import type { BeginUpload, Upload, UploadList, UploadProblems } from '@interlink/contracts/social-registry/upload';
import type { FoundVillages, VillageChoices } from '@interlink/contracts/social-registry/village';
import type { ApiClient } from '@interlink/fe-kit/api-client';

export type PublicationChange = 'pause' | 'resume';
export interface WhichRows {
  readonly state?: PublicationRow['state'];
  readonly after?: string | undefined;
}
/** Which changes are listed: of one state, after an earlier page. */
export interface WhichChanges {
  readonly state?: ChangeState | undefined;
  readonly after?: string | undefined;
}
/** What an approver says of a change: `approve` what was shown, or `refuse` with a reason. */
export type Decision = { readonly shown: string } | { readonly reason: string };
export interface HouseholdVersion {
  readonly id: string;
  readonly version: number;
}
export type UploadAct = 'cancel' | 'complete' | 'load';

/** Interlink's API of the social registry. */
export interface SocialRegistryApi {
  questionnaires(): Promise<readonly Questionnaire[]>;
  /** Those of the officer's districts. */
  villages(): Promise<VillageChoices>;
  /** What is wrong and who is alike: a read of people; nothing is kept. */
  checkHousehold(body: CheckHousehold): Promise<IntakeCheck>;
  household(id: string): Promise<HouseholdNow>;
  /** With the same key it is taken in once. `target`: whose new answers these are, over the version that was seen. */
  takeIn(body: TakeInHousehold, key: string, target?: HouseholdVersion): Promise<KeptHousehold>;
  /** A photograph that an answer of the household names; sent twice it is there once. */
  sendPhoto(household: string, id: string, bytes: ArrayBuffer): Promise<KeptPhoto>;
  /** With the same key it begins one upload, however often it is sent. */
  begin(body: BeginUpload, key: string): Promise<Upload>;
  /** `seq` from 1. A part that is there already is taken as sent twice. */
  sendPart(id: string, seq: number, bytes: ArrayBuffer): Promise<Upload>;
  act(id: string, act: UploadAct): Promise<Upload>;
  uploads(after?: string): Promise<UploadList>;
  upload(id: string): Promise<Upload>;
  problems(id: string, after?: string): Promise<UploadProblems>;
  publish(body: BeginPublication, key: string): Promise<Publication>;
  publications(): Promise<readonly Publication[]>;
  publication(id: string): Promise<Publication>;
  changePublication(id: string, change: PublicationChange): Promise<Publication>;
  publicationRows(id: string, which: WhichRows): Promise<PublicationRows>;
  changes(which: WhichChanges): Promise<ChangeList>;
  change(id: string): Promise<ChangeRequest>;
  beginChange(body: BeginChange, key: string): Promise<ChangeRequest>;
  /** Where somebody may move to, of any district. */
  findVillages(name: string): Promise<FoundVillages>;
  decideChange(id: string, decision: Decision): Promise<ChangeRequest>;
  takeUpChange(id: string): Promise<ChangeRequest>;
  formulas(): Promise<readonly KeptFormula[]>;
  draft(formula: Formula, key: string): Promise<readonly KeptFormula[]>;
  approve(code: string, version: number, key: string): Promise<readonly KeptFormula[]>;
  beginRun(body: BeginRun, key: string): Promise<Run>;
  runs(): Promise<readonly Run[]>;
  run(id: string): Promise<Run>;
  simulate(id: string, query: SimulationQuery): Promise<Simulation>;
  ranking(id: string, comparison: SimulationQuery['comparison'], after?: string): Promise<Ranking>;
  explain(id: string, householdId: string): Promise<Explanation>;
  results(id: string): Promise<EligibilityResults>;
  /** Households of one standing with their heads: a read of people. */
  listed(id: string, programme: string, standing: Standing, after?: string): Promise<ListedHouseholds>;
}

const BASE = '/social-registry';
/** Where the browser itself fetches a photograph that is shown: each look is written down with its purpose. */
export const photoAddress = (household: string, id: string, purpose: Purpose) =>
  `/interlink/api/v1${BASE}/households/${encodeURIComponent(household)}/photos/${encodeURIComponent(id)}?purpose=${purpose}`;
/** Where the browser itself fetches the template. */
export const templateAddress = (code: string, form: 'csv' | 'xlsx') =>
  `/interlink/api/v1${BASE}/questionnaires/${code}/template?form=${form}`;

export function socialRegistryApi(client: ApiClient): SocialRegistryApi {
  const upload = (id: string, rest = '') => `${BASE}/uploads/${encodeURIComponent(id)}${rest}`;
  const publication = (id: string, rest = '') => `${BASE}/publications/${encodeURIComponent(id)}${rest}`;
  const change = (id: string, rest = '') => `${BASE}/changes/${encodeURIComponent(id)}${rest}`;
  const run = (id: string, rest = '') => `${BASE}/runs/${encodeURIComponent(id)}${rest}`;
  return {
    ...intakeApi(client),
    begin: (body, key) => client.post(`${BASE}/uploads`, body, { key }),
    sendPart: (id, seq, bytes) => client.putBytes(upload(id, `/chunks/${seq}`), bytes),
    // An act changes the state once: the key is the act itself.
    act: (id, act) => client.post(upload(id, `/${act}`), {}, { key: `${act}-${id}` }),
    uploads: (after) => client.get(`${BASE}/uploads`, { after }),
    upload: (id) => client.get(upload(id)),
    problems: (id, after) => client.get(upload(id, '/problems'), { after }),
    publish: (body, key) => client.post(`${BASE}/publications`, body, { key }),
    publications: () => client.get(`${BASE}/publications`),
    publication: (id) => client.get(publication(id)),
    changePublication: (id, change) => client.post(publication(id, `/${change}`), {}),
    publicationRows: (id, which) => client.get(publication(id, '/rows'), { ...which }),
    changes: (which) => client.get(`${BASE}/changes`, { ...which }),
    change: (id) => client.get(change(id)),
    findVillages: (name) => client.get(`${BASE}/villages/search`, { name }),
    beginChange: (body, key) => client.post(`${BASE}/changes`, body, { key }),
    async decideChange(id, decision) {
      if ('shown' in decision) return client.post(change(id, '/approval'), decision);
      await client.post(change(id, '/refusal'), decision);
      return client.get(change(id));
    },
    takeUpChange: (id) => client.post(change(id, '/take-up'), {}),
    formulas: () => client.get(`${BASE}/formulas`),
    draft: (formula, key) => client.post(`${BASE}/formulas`, formula, { key }),
    approve: (code, version, key) =>
      client.post(`${BASE}/formulas/${encodeURIComponent(code)}/${version}/approval`, {}, { key }),
    beginRun: (body, key) => client.post(`${BASE}/runs`, body, { key }),
    runs: () => client.get(`${BASE}/runs`),
    run: (id) => client.get(run(id)),
    simulate: (id, query) => client.get(run(id, '/simulation'), { ...query }),
    ranking: (id, comparison, after) => client.get(run(id, '/ranking'), { comparison, after }),
    results: (id) => client.get(run(id, '/results')),
    listed: (id, programme, standing, after) =>
      client.get(run(id, `/results/${encodeURIComponent(programme)}`), { standing, after }),
    explain: (id, householdId) => client.get(run(id, `/households/${encodeURIComponent(householdId)}`)),
  };
}

/** What the intake of one household asks. */
type IntakeApi = Pick<
  SocialRegistryApi,
  'checkHousehold' | 'household' | 'questionnaires' | 'sendPhoto' | 'takeIn' | 'villages'
>;

function intakeApi(client: ApiClient): IntakeApi {
  const household = (id: string, rest = '') => `${BASE}/households/${encodeURIComponent(id)}${rest}`;
  return {
    questionnaires: () => client.get(`${BASE}/questionnaires`),
    villages: () => client.get(`${BASE}/villages`),
    checkHousehold: (body) => client.post(`${BASE}/households/check`, body),
    household: (id) => client.get(household(id)),
    takeIn: (body, key, target) =>
      target
        ? client.post(household(target.id, '/answers'), body, { key, version: target.version })
        : client.post(`${BASE}/households`, body, { key }),
    async sendPhoto(id, photo, bytes) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
      const headers = { 'Content-Digest': `sha-256=:${btoa(String.fromCharCode(...digest))}:` };
      return client.putBytes(household(id, `/photos/${encodeURIComponent(photo)}`), bytes, headers);
    },
  };
}
