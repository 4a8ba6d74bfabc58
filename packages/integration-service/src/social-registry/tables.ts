import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { ChangePolicy, ChangeState, LifeEvent } from '@interlink/contracts/social-registry/change-request';
import type { Standing } from '@interlink/contracts/social-registry/eligibility';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { UploadRefusal, UploadState } from '@interlink/contracts/social-registry/upload';
import type { ImageType } from '@interlink/domain/social-registry/image-file';
import type { ColumnType, Generated, Selectable } from 'kysely';

type Json<T> = ColumnType<T, unknown, unknown>;

interface QuestionnaireTable {
  code: string;
  version: number;
  body: Json<Questionnaire>;
  hash: string;
}

interface HouseholdTable {
  id: string;
  institution: string;
  /** Keyed hash of the household's key in the files of this institution. */
  keyIndex: string;
  /** Keyed hash of the newest answers: the same answers again are no new version. */
  contentIndex: string;
  questionnaire: string;
  answersVersion: number;
  members: number;
  /** The highest number that was ever given to a member. */
  lastMember: Generated<number>;
  /** Under which of its keys the newest answers are sealed; a new one after each erasure of a member. */
  keyEpoch: Generated<number>;
  /** Of the village in the newest answers, as the registry was told. */
  districtId: Generated<string | null>;
  createdAt: Date;
  updatedAt: Date;
}

/** Append-only. */
interface HouseholdAnswersTable {
  householdId: string;
  version: number;
  questionnaire: string;
  questionnaireVersion: number;
  sealed: Buffer;
  /** Who of this version is whom of the others; empty: in their order from 1. */
  memberNumbers: Generated<number[]>;
  keyEpoch: Generated<number>;
  /** What brought them, e.g. `upload:<id>`. */
  origin: string;
  who: string;
  at: Date;
}

/** One row a photograph; its bytes are sealed by a key of its own. */
interface PhotoTable {
  householdId: string;
  id: string;
  /** Whom it shows; 0: the household. */
  memberNumber: number;
  question: string;
  type: ImageType;
  /** Keyed hash of its bytes: the same photograph twice is once, another under its id is refused. */
  contentIndex: string;
  sealed: Buffer;
  who: string;
  at: Date;
}

export interface PublicationTable {
  id: string;
  institution: string;
  uploadId: string | null;
  state: 'running' | 'paused' | 'done';
  total: number;
  published: Generated<number>;
  failed: Generated<number>;
  /** The process that works on it alone until then. */
  leaseBy: string | null;
  leaseUntil: Date | null;
  makerId: string;
  makerLogin: string;
  correlationId: string;
  createdAt: Date;
  updatedAt: Date;
}

interface PublicationRowTable {
  publicationId: string;
  ordinal: number;
  householdId: string;
  state: Generated<'waiting' | 'published' | 'failed'>;
  groupId: string | null;
  people: Generated<number>;
  problem: string | null;
  at: Date | null;
}

interface UploadTable {
  id: string;
  institution: string;
  /** S2: its maker's; null: begun before they were kept. */
  districts: ColumnType<readonly string[] | null, readonly string[]>;
  state: UploadState;
  fileName: string;
  size: number;
  sha256: string;
  questionnaire: string;
  questionnaireVersion: number;
  mostProblemPercent: number;
  chunks: Generated<number>;
  received: Generated<number>;
  bytesRead: Generated<number>;
  rows: Generated<number>;
  households: Generated<number>;
  members: Generated<number>;
  householdsWithProblems: Generated<number>;
  problems: ColumnType<Record<string, number>, unknown, unknown>;
  /** Households that the load has passed, good or left out: where it goes on after a kill. */
  done: Generated<number>;
  created: Generated<number>;
  changed: Generated<number>;
  unchanged: Generated<number>;
  refusal: UploadRefusal | null;
  refusalDetails: Json<readonly string[] | null>;
  makerId: string;
  makerLogin: string;
  correlationId: string;
  createdAt: Date;
  updatedAt: Date;
}

interface UploadChunkTable {
  uploadId: string;
  seq: number;
  sealed: Buffer;
}

interface UploadProblemTable {
  uploadId: string;
  ordinal: number;
  rowNumber: number;
  columnName: string;
  /** As `D4`. */
  cell: string | null;
  code: string;
}

interface FormulaTable {
  code: string;
  version: number;
  body: Json<Formula>;
  state: 'draft' | 'approved';
  institution: string;
  makerId: string;
  makerLogin: string;
  approverLogin: string | null;
  createdAt: Date;
  approvedAt: Date | null;
}

interface RunTable {
  id: string;
  institution: string;
  formula: string;
  formulaVersion: number;
  day: string;
  state: 'running' | 'done';
  done: Generated<number>;
  total: number;
  cursor: string | null;
  makerId: string;
  makerLogin: string;
  correlationId: string;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Append-only. Why a score is what it is follows from the answers, which are sealed, and stands nowhere else (S15). */
interface AssessmentTable {
  householdId: string;
  runId: string;
  answersVersion: number;
  score: number;
  members: number;
  at: Date;
}

/** Append-only. */
interface EligibilityTable {
  householdId: string;
  runId: string;
  programme: string;
  standing: Standing;
  score: number;
  members: number;
  at: Date;
}

interface ChangeRequestTable {
  id: string;
  institution: string;
  personId: string;
  /** Where the person lived when it was entered: whoever works elsewhere does not see it. */
  districtId: string | null;
  event: LifeEvent;
  happenedOn: string;
  channel: 'partner' | 'person' | 'staff';
  /** What it says and on which evidence, by the person's own key. */
  sealed: Buffer;
  policy: ChangePolicy;
  state: ChangeState;
  /** The individual of openIMIS, when the person is one. */
  individualId: string | null;
  /** The household of the social registry, and the member's number in it. */
  householdId: string | null;
  memberNumber: number | null;
  /** The request that this one came with: the household of that person moves. */
  leadId: string | null;
  taskId: string | null;
  /** Digest of the effect that the approver saw (S10). */
  shown: string | null;
  reason: string | null;
  problem: string | null;
  makerId: string;
  makerLogin: string;
  approverId: string | null;
  approverLogin: string | null;
  correlationId: string;
  createdAt: Date;
  decidedAt: Date | null;
}

/** Append-only. */
interface ReassessmentTable {
  householdId: string;
  requestId: string;
  formula: string;
  formulaVersion: number;
  day: string;
  /** What it did to the score, by the key of the person whom the change is about. */
  sealed: Buffer;
  at: Date;
}

export interface SocialRegistryTables {
  'socialRegistry.questionnaire': QuestionnaireTable;
  'socialRegistry.photo': PhotoTable;
  'socialRegistry.publication': PublicationTable;
  'socialRegistry.publicationRow': PublicationRowTable;
  'socialRegistry.household': HouseholdTable;
  'socialRegistry.householdAnswers': HouseholdAnswersTable;
  'socialRegistry.upload': UploadTable;
  'socialRegistry.uploadChunk': UploadChunkTable;
  'socialRegistry.uploadProblem': UploadProblemTable;
  'socialRegistry.formula': FormulaTable;
  'socialRegistry.run': RunTable;
  'socialRegistry.assessment': AssessmentTable;
  'socialRegistry.eligibility': EligibilityTable;
  'socialRegistry.changeRequest': ChangeRequestTable;
  'socialRegistry.reassessment': ReassessmentTable;
}

export type UploadRow = Selectable<UploadTable>;
export type RunRow = Selectable<RunTable>;
export type FormulaRow = Selectable<FormulaTable>;
export type ChangeRow = Selectable<ChangeRequestTable>;
