/** What Interlink asks of openIMIS. Implemented by `graphql.ts`; the fake of the unit tests implements the same. */
import type { OperatorDirectory, PasswordCheck } from '../platform/http/operators.js';
import type { Feed } from './feed-port.js';
import type { TaskEvidence } from '@interlink/domain/enrolment/task-evidence';

/** A birth date with the precision that openIMIS has no field for (kept in jsonExt). */
export interface PersonBirthDate {
  readonly date: string;
  readonly precision: 'day' | 'month' | 'year';
}

export type Sex = 'female' | 'male' | 'other' | 'unknown';

/** An individual of openIMIS in the words of the unified model; unknown jsonExt keys stay in openIMIS. */
export interface OpenImisPerson {
  readonly individualId: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: PersonBirthDate;
  readonly nationalId?: string;
  readonly mobile?: string;
  readonly sex?: Sex;
  readonly language?: string;
  /** uuid of the village. */
  readonly locationId?: string;
  readonly locationName?: string;
  /** Only read: an account number never goes into a mutation (S15). */
  readonly account?: { readonly provider: string; readonly number: string };
  /** The journey that created the individual, if one did. */
  readonly journeyId?: string;
}

/** A person by identifier, or by birth date with name or mobile when given; exact matches only. */
export interface PersonQuery {
  readonly nationalId?: string;
  /** Full name in any order of its words. */
  readonly name?: string;
  readonly birthDate?: string;
  readonly mobile?: string;
}

export interface People {
  /** At most `limit` (default 3) people; row security of the token applies. A query that names nobody finds nobody. */
  find(query: PersonQuery, limit?: number): Promise<readonly OpenImisPerson[]>;
  findById(individualId: string): Promise<OpenImisPerson | undefined>;
  /** As `findById`, many in few requests; who is not there, or not visible to the token, is not in the map. */
  findByIds(individualIds: readonly string[]): Promise<ReadonlyMap<string, OpenImisPerson>>;
}

export interface Programme {
  /** uuid of the benefit plan. */
  readonly planId: string;
  readonly code: string;
  readonly name: string;
  readonly institution?: string;
  readonly kind: 'INDIVIDUAL' | 'GROUP';
  readonly validFrom: string;
  readonly validTo?: string;
  readonly maxBeneficiaries?: number;
}

export type BeneficiaryStatus = 'POTENTIAL' | 'ACTIVE' | 'GRADUATED' | 'SUSPENDED';

export interface Beneficiary {
  readonly beneficiaryId: string;
  readonly individualId: string;
  readonly planId: string;
  readonly programme: string;
  readonly status: BeneficiaryStatus;
  readonly journeyId?: string;
}

export interface Programmes {
  findByCode(code: string): Promise<Programme | undefined>;
  list(): Promise<readonly Programme[]>;
  /** Every enrolment of the person that the token may see, in one plan or in all. */
  findBeneficiaries(individualId: string, planId?: string): Promise<readonly Beneficiary[]>;
  /** As `findBeneficiaries` in one plan, of many people in few requests. */
  findBeneficiariesOf(
    individualIds: readonly string[],
    planId: string,
  ): Promise<ReadonlyMap<string, readonly Beneficiary[]>>;
}

/** What a journey brings to openIMIS about a person: never an account, never health (S15). */
export interface LandingPerson {
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: PersonBirthDate;
  readonly nationalId?: string;
  readonly mobile?: string;
  readonly sex?: Sex;
  readonly language?: string;
  readonly locationId: string;
}

/** Effect or task: with maker-checker off the effect is there at once, with it on a task waits. */
export interface Landed {
  readonly id?: string;
  readonly taskId?: string;
  /** Elements that could not be written: their jsonExt also holds what may not pass through a mutation (S15). */
  readonly notWritten?: readonly string[];
}

/** A household as a group of openIMIS; its members are individuals that are there. */
export interface LandingGroup {
  /** Unique, at most 64 characters: by it the group is known again. */
  readonly code: string;
  readonly locationId: string;
  readonly members: readonly {
    readonly individualId: string;
    readonly role?: GroupRole;
    readonly recipientType?: 'PRIMARY' | 'SECONDARY';
  }[];
}

export type GroupRole =
  | 'HEAD'
  | 'SPOUSE'
  | 'SON'
  | 'DAUGHTER'
  | 'GRANDFATHER'
  | 'GRANDMOTHER'
  | 'MOTHER'
  | 'FATHER'
  | 'GRANDSON'
  | 'GRANDDAUGHTER'
  | 'SISTER'
  | 'BROTHER'
  | 'OTHER_RELATIVE'
  | 'NOT_RELATED';

export interface Landing {
  /** The group of this code with at least these members, made once however often it is asked; `id` is the group. */
  ensureGroup(group: LandingGroup): Promise<Landed>;
  /**
   * The individual of this journey, created once however often it is asked: an existing one (`individualId`, or one
   * that bears the journey's key) is kept and not overwritten.
   */
  ensureIndividual(journeyId: string, person: LandingPerson, individualId?: string): Promise<Landed>;
  /** The same for several new ones, each by a key of its own, in few requests; in their order. */
  ensureIndividuals(people: readonly { readonly key: string; readonly person: LandingPerson }[]): Promise<Landed[]>;
  /** Brings an existing individual to these values, if they differ; accounts and unknown keys are kept. */
  updateIndividual(journeyId: string, individualId: string, person: LandingPerson): Promise<Landed>;
  /** The enrolment of this person in this plan, made once; `id` is the beneficiary, `taskId` the task that makes it. */
  ensureBeneficiary(
    planId: string,
    individualId: string,
    journeyId: string,
    status: 'POTENTIAL' | 'ACTIVE',
  ): Promise<Landed>;
}

/** A task as openIMIS shows it: input of `judgeTaskResolution` (S10). */
export interface InspectedTask extends TaskEvidence {
  readonly taskId: string;
  readonly source: string;
  readonly taskGroupId?: string;
}

/** What became of a resolution: `open` when the group's policy wants more voices. */
export interface TaskResolution {
  readonly task: InspectedTask;
  readonly outcome: 'approved' | 'rejected' | 'open';
}

export interface Tasks {
  /**
   * The newest task that would enrol this person in this plan, open or closed; `since` (openIMIS's own time) narrows.
   */
  findEnrolmentTask(planId: string, individualId: string, since?: string): Promise<InspectedTask | undefined>;
  inspect(taskId: string): Promise<InspectedTask | undefined>;
  /**
   * Resolves with the token of this session, as its own user; takes up an unassigned task by a group that the user
   * is in. `platform.forbidden` when the user is in no task group. Repeating it does nothing twice.
   */
  resolve(taskId: string, decision: 'APPROVED' | 'FAILED'): Promise<TaskResolution>;
}

/** A payroll of openIMIS; its programme by code. */
export interface Payroll {
  readonly payrollId: string;
  readonly name: string;
  readonly programme: string;
  /** Code of the payment cycle, or the payroll's id when it has none. */
  readonly cycle: string;
  readonly status: 'PENDING_APPROVAL' | 'APPROVE_FOR_PAYMENT' | 'REJECTED' | 'RECONCILED';
  readonly paymentMethod: string;
  /** First and last day of the payment cycle, when it has one. */
  readonly period?: { readonly from: string; readonly to: string };
}

export interface Benefit {
  readonly benefitId: string;
  /** Eight random characters that openIMIS does not keep unique. */
  readonly code: string;
  readonly status: string;
  /** Decimal text. */
  readonly amount: string;
  readonly receipt?: string;
  readonly individualId: string;
}

/** A benefit that was paid, as openIMIS takes it back. */
export interface PaidBenefit {
  readonly code: string;
  readonly amount: string;
  readonly receipt: string;
}

export interface Payrolls {
  find(payrollId: string): Promise<Payroll | undefined>;
  /** Every benefit of the payroll, by code. */
  benefits(payrollId: string): Promise<readonly Benefit[]>;
  /**
   * Uploads the CSV reconciliation of these benefits, all of them paid. Its answer proves nothing either way: read the
   * benefits again.
   */
  reconcile(payrollId: string, fileName: string, paid: readonly PaidBenefit[]): Promise<void>;
  /** Asks openIMIS to close the payroll: it makes a task `payroll_reconciliation`, which a person resolves. Once. */
  close(payrollId: string): Promise<void>;
}

/** A village with its parents' names, smallest first: `['Ward', 'District', 'Region']`. */
export interface Village {
  readonly locationId: string;
  readonly code: string;
  readonly name: string;
  readonly parents: readonly string[];
  /** uuid of the district, by which operators are limited. */
  readonly districtId?: string;
}

export interface Locations {
  /** Villages the token's user works in; all of them for a user without a district limit. */
  villages(): Promise<readonly Village[]>;
}

/** openIMIS seen by one user: a client with its own cookies that lives as long as the request or the job. */
export interface OpenImisSession {
  readonly people: People;
  readonly programmes: Programmes;
  readonly landing: Landing;
  readonly tasks: Tasks;
  readonly locations: Locations;
  readonly payrolls: Payrolls;
  readonly feed: Feed;
}

export type ServiceAccountName = 'sync' | 'enrol' | 'payroll' | 'ticket';

export interface OpenImis {
  readonly directory: OperatorDirectory & PasswordCheck;
  /** With an operator's own token: its row security and true author apply (S7). */
  asOperator(token: string, correlationId: string): OpenImisSession;
  /** As a least-rights service account (S9). */
  asService(account: ServiceAccountName, correlationId: string): OpenImisSession;
}
