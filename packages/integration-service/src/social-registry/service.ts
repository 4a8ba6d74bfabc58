import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type {
  EligibilityResults,
  ListedHouseholds,
  ListedQuery,
} from '@interlink/contracts/social-registry/eligibility';
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
import type { VillageChoices } from '@interlink/contracts/social-registry/village';
import { columnsOf } from '@interlink/domain/social-registry/template';
import type { Actor } from '../platform/actor.js';
import type { OpenImis } from '../openimis/port.js';
import { readPolicy } from '../platform/config.js';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { countStandings, listStanding } from './assessments/eligibility.js';
import { approveFormula, draftFormula, listFormulas } from './assessments/formulas.js';
import { explain, rank, simulate } from './assessments/results.js';
import { assessRun, beginRun, getRun, listRuns, toRun } from './assessments/runs.js';
import { openChanges, type Changes } from './changes/service.js';
import { forgetMembers } from './forget-members.js';
import { institutionOf, type PeopleRegistry, type SocialContext } from './context.js';
import { getOwn } from './intake/own-household.js';
import { openIntake, type Intake } from './intake/service.js';
import { listOwnVillages } from './intake/villages.js';
import { openPhotos, type Photos } from './photos/service.js';
import { checkOfficeHours, SocialRegistryPolicy } from './publications/policy.js';
import { openPublications, type Publications } from './publications/service.js';
import { loadQuestionnaires } from './questionnaires.js';
import { SOURCE } from './to-registry.js';
import { beginUpload, cancelUpload, completeUpload, receiveChunk, startLoad } from './uploads/receive.js';
import { checkUpload } from './uploads/run-check.js';
import { writeTemplate } from './uploads/spreadsheet/write-template.js';
import { loadUpload } from './uploads/run-load.js';
import { getUpload } from './uploads/store.js';
import { listProblems, listUploads, toUpload } from './uploads/view.js';

export interface Chunk {
  readonly id: string;
  /** From 1. */
  readonly seq: number;
  readonly bytes: Buffer;
}

/** Files of households: SR-020. */
export interface Uploads {
  begin(tx: Tx, operator: Operator, body: BeginUpload): Promise<Upload>;
  /** Throws `social-registry.chunk-refused` with the number that comes next. */
  receive(tx: Tx, operator: Operator, chunk: Chunk): Promise<Upload>;
  complete(tx: Tx, operator: Operator, id: string): Promise<Upload>;
  load(tx: Tx, operator: Operator, id: string): Promise<Upload>;
  cancel(tx: Tx, operator: Operator, id: string): Promise<Upload>;
  list(operator: Operator, after?: string): Promise<UploadList>;
  get(operator: Operator, id: string): Promise<Upload>;
  problems(operator: Operator, id: string, after?: string): Promise<UploadProblems>;
  /** The work of the jobs; safe to repeat. */
  runCheck(id: string, actor: Actor): Promise<void>;
  runLoad(id: string, actor: Actor): Promise<void>;
}

/** Poverty assessments: SR-013. */
export interface Assessments {
  draft(tx: Tx, operator: Operator, formula: Formula): Promise<KeptFormula[]>;
  /** Throws `social-registry.own-formula` for who wrote it. */
  approve(tx: Tx, operator: Operator, code: string, version: number): Promise<KeptFormula[]>;
  formulas(operator: Operator): Promise<KeptFormula[]>;
  begin(tx: Tx, operator: Operator, body: BeginRun): Promise<Run>;
  runs(operator: Operator): Promise<Run[]>;
  get(operator: Operator, id: string): Promise<Run>;
  simulate(operator: Operator, id: string, query: SimulationQuery): Promise<Simulation>;
  rank(operator: Operator, id: string, comparison: SimulationQuery['comparison'], after?: string): Promise<Ranking>;
  /** One household's score, term by term; the read is audited. */
  explain(operator: Operator, id: string, householdId: string): Promise<Explanation>;
  /** IBR-024: how many households stand how to which programme after the run. */
  results(operator: Operator, id: string): Promise<EligibilityResults>;
  /** SR-015: households of one standing with their heads; the read is audited and counted. */
  listed(operator: Operator, id: string, programme: string, query: ListedQuery): Promise<ListedHouseholds>;
  run(id: string, actor: Actor): Promise<void>;
}

/** Potential beneficiaries: questionnaires, uploads of households, assessments, changes in their lives. */
export interface SocialRegistry {
  readonly questionnaires: readonly Questionnaire[];
  /** The first row of the template's CSV. Throws `social-registry.questionnaire-unknown`. */
  template(code: string): string;
  /** The template as XLSX, explained in a language: en, fr or ar. Throws `social-registry.questionnaire-unknown`. */
  spreadsheetTemplate(code: string, language: string): Promise<Buffer>;
  /** Where the operator may take in households: the villages of their districts, by name (S2). */
  villages(operator: Operator): Promise<VillageChoices>;
  readonly intake: Intake;
  readonly photos: Photos;
  readonly uploads: Uploads;
  readonly assessments: Assessments;
  readonly publications: Publications;
  readonly changes: Changes;
  /** Listens to erasures of the registry (S15). */
  readonly subscriber: Subscriber;
}

export { photographsOf } from './photos/export.js';

export interface SocialRegistryDeps {
  readonly registry: PeopleRegistry;
  readonly openimis: Pick<OpenImis, 'asOperator' | 'asService'>;
}

/** Throws a ConfigError when a questionnaire of the deployment cannot be used. */
export async function createSocialRegistry(platform: Platform, deps: SocialRegistryDeps): Promise<SocialRegistry> {
  const questionnaires = await loadQuestionnaires(platform.config.configDir);
  const { registry, openimis } = deps;
  const policy = readPolicy(platform.config, 'social-registry', SocialRegistryPolicy);
  checkOfficeHours(policy, platform.clock.now());
  const listVillages = () => openimis.asService('sync', platform.ids.next()).locations.villages();
  const context: SocialContext = {
    platform,
    questionnaires,
    registry,
    openimis,
    policy,
    listVillages,
    async villages() {
      const all = await listVillages();
      return new Map(
        all.map(({ code, locationId, districtId, name }) => [
          code,
          { locationId, name, ...(districtId && { districtId }) },
        ]),
      );
    },
  };
  return {
    questionnaires: questionnaires.all,
    template: (code) => `${columnsOf(questionnaires.get(code)).join(',')}\r\n`,
    spreadsheetTemplate: async (code, language) => writeTemplate(questionnaires.get(code), language),
    villages: (operator) => listOwnVillages(context, operator),
    intake: openIntake(context),
    photos: openPhotos(context),
    uploads: openUploads(context),
    assessments: openAssessments(context),
    publications: openPublications(context),
    changes: openChanges(context),
    subscriber: forgetMembers(context),
  };
}

function openUploads(context: SocialContext): Uploads {
  const { platform } = context;
  const after = async (tx: Tx, id: string, work: Promise<unknown>) => {
    await work;
    return toUpload(await getUpload(tx, id));
  };
  const own = (operator: Operator, id: string) => getUpload(platform, id, { institution: institutionOf(operator) });
  return {
    begin: async (tx, operator, body) => toUpload(await getUpload(tx, await beginUpload(context, tx, operator, body))),
    receive: (tx, operator, chunk) => after(tx, chunk.id, receiveChunk(context, tx, operator, chunk)),
    complete: (tx, operator, id) => after(tx, id, completeUpload(tx, operator, id)),
    load: (tx, operator, id) => after(tx, id, startLoad(tx, operator, id)),
    cancel: (tx, operator, id) => after(tx, id, cancelUpload(context, tx, operator, id)),
    list: (operator, next) => listUploads(platform, institutionOf(operator), next),
    get: async (operator, id) => toUpload(await own(operator, id)),
    async problems(operator, id, next) {
      await own(operator, id);
      return listProblems(platform, id, next);
    },
    runCheck: (id, actor) => checkUpload(context, id, actor),
    runLoad: (id, actor) => loadUpload(context, id, actor),
  };
}

function openAssessments(context: SocialContext): Assessments {
  const { platform } = context;
  const own = (operator: Operator, id: string) => getRun(platform, institutionOf(operator), id);
  return {
    async draft(tx, operator, formula) {
      await draftFormula(context, tx, operator, formula);
      return listFormulas(tx, institutionOf(operator));
    },
    async approve(tx, operator, code, version) {
      await approveFormula(tx, operator, code, version);
      return listFormulas(tx, institutionOf(operator));
    },
    formulas: (operator) => listFormulas(platform, institutionOf(operator)),
    begin: async (tx, operator, body) =>
      toRun(await getRun(tx, institutionOf(operator), await beginRun(context, tx, operator, body))),
    runs: (operator) => listRuns(platform, institutionOf(operator)),
    get: async (operator, id) => toRun(await own(operator, id)),
    simulate: async (operator, id, query) => simulate(platform, operator, await own(operator, id), query),
    rank: async (operator, id, comparison, next) => rank(platform, operator, await own(operator, id), comparison, next),
    async explain(operator, id, householdId) {
      const run = await own(operator, id);
      // S2: of a household of the operator's districts, as everywhere.
      await getOwn(context, platform, operator, await context.villages(), householdId);
      const read = {
        action: 'social-registry.read-assessment',
        stream: `household:${householdId}`,
        subjects: [householdId],
      };
      return platform.auditedRead(operator.actor, read, () => explain(platform, run, householdId));
    },
    results: async (operator, id) => countStandings(platform, operator, await own(operator, id)),
    async listed(operator, id, programme, query) {
      const { heads, ...page } = await listStanding(context, operator, await own(operator, id), programme, query);
      const subjects = await context.registry.personIdsOf(platform, SOURCE, heads);
      const households = page.items.map(({ householdId }) => householdId);
      const body = { programme, standing: query.standing, households };
      const read = { action: 'social-registry.read-standing', stream: `run:${id}`, subjects, body };
      return platform.auditedRead(operator.actor, read, async () => page);
    },
    run: (id, actor) => assessRun(context, id, actor),
  };
}
