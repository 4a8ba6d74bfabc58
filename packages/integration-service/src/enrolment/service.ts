import type * as ContractApplicant from '@interlink/contracts/enrolment/applicant';
import type * as ContractCommands from '@interlink/contracts/enrolment/commands';
import type * as Contract from '@interlink/contracts/enrolment/journey';
import type { OpenImis } from '../openimis/port.js';
import type { Operator } from '../platform/http/api.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { readPolicy } from '../platform/config.js';
import type { Verification } from '../verification/service.js';
import { toPerson } from './access.js';
import { openActing, type ActOptions } from './acting.js';
import { decideJourney, overrideHold } from './approval.js';
import { openCatalogue } from './catalogue.js';
import { openEngine, type Engine } from './engine.js';
import { completeIdentity, startIdentity } from './identity.js';
import { listDue } from './lease.js';
import { personalStore } from './personal.js';
import { EnrolmentPolicy, toJourneyPolicy } from './policy.js';
import { countOpenWork, listJourneys, type JourneyFilter } from './queries.js';
import { receiptSubscriber } from './receipts.js';
import { searchApplicants } from './search.js';
import { prepareStart, startInTransaction, type PreparedStart } from './start.js';
import type { LoadedJourney } from './store.js';
import { toJourney } from './view.js';

export interface EnrolmentDeps {
  readonly verification: Verification;
  readonly openimis: OpenImis;
  /** Waits; a test's clock advances instead. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export { journeyKeeper } from './keeper.js';

export type Changing = Pick<ActOptions, 'version'>;

/** Enrolment by journey: everything an operator can ask for, and the engine behind it. */
export interface Enrolment {
  readonly engine: Engine;
  listProgrammes(operator: Operator): Promise<Contract.EnrolmentProgramme[]>;
  search(operator: Operator, query: ContractApplicant.FindApplicants): Promise<ContractApplicant.ApplicantCandidates>;
  prepareStart(operator: Operator, body: ContractCommands.StartJourney): Promise<PreparedStart>;
  start(tx: Tx, operator: Operator, prepared: PreparedStart): Promise<Contract.Journey>;
  get(operator: Operator, id: string): Promise<Contract.Journey>;
  list(operator: Operator, filter: JourneyFilter): Promise<Contract.JourneyPage>;
  openWork(operator: Operator): Promise<Contract.OpenWork>;
  consent(operator: Operator, id: string, body: ContractCommands.GiveConsent, how: Changing): Promise<void>;
  startIdentity(operator: Operator, id: string): Promise<ContractCommands.IdentityStarted>;
  /** The id of the journey that the provider's answer belongs to. */
  completeIdentity(operator: Operator, body: ContractCommands.CompleteIdentity): Promise<string>;
  vouchIdentity(operator: Operator, id: string, body: ContractCommands.VouchIdentity, how: Changing): Promise<void>;
  giveAccount(operator: Operator, id: string, body: ContractCommands.CheckAccount, how: Changing): Promise<void>;
  retryChecks(operator: Operator, id: string, how: Changing): Promise<void>;
  overrideHold(operator: Operator, id: string, body: ContractCommands.OverrideHold, how: Changing): Promise<void>;
  submit(operator: Operator, id: string, body: ContractCommands.Submit, how: Changing): Promise<void>;
  decide(operator: Operator, id: string, body: ContractCommands.Decide, how: Changing): Promise<void>;
  resolveTask(operator: Operator, id: string): Promise<void>;
  withdraw(operator: Operator, id: string, body: ContractCommands.Withdraw, how: Changing): Promise<void>;
  /** Listens for what became of the registration message. */
  readonly receipts: Subscriber;
  /** Drives up to `limit` journeys whose time has come; how many there were. */
  sweep(limit: number): Promise<number>;
}

export function createEnrolment(platform: Platform, deps: EnrolmentDeps): Enrolment {
  const core = openCore(platform, deps);
  const { engine, policy } = core;
  return {
    engine,
    receipts: receiptSubscriber(platform, toJourneyPolicy(policy), policy.rescueMs),
    ...reading(core),
    ...preparing(core),
    ...deciding(core),
    async sweep(limit) {
      const due = await listDue(platform, limit);
      await Promise.all(due.map((id) => engine.advance(id, { budgetMs: policy.inlineBudgetMs })));
      return due.length;
    },
  };
}

type Core = ReturnType<typeof openCore>;

function openCore(platform: Platform, { verification, openimis, sleep }: EnrolmentDeps) {
  const policy = readPolicy(platform.config, 'enrolment', EnrolmentPolicy);
  const journeyPolicy = toJourneyPolicy(policy);
  const personal = personalStore(platform.vault);
  const catalogue = openCatalogue(openimis, platform.config.settings.programmes, platform.clock, platform.ids.next);
  const acting = openActing(platform, journeyPolicy, policy.rescueMs);
  const parts = { platform, policy, verification, openimis, personal, catalogue, acting };
  const engine = openEngine({ ...parts, journeyPolicy, sleep });
  const goOn = (id: string, approverToken?: string) =>
    engine.advance(id, { budgetMs: policy.inlineBudgetMs, ...(approverToken !== undefined && { approverToken }) });
  return { ...parts, engine, goOn };
}

type Reading = Pick<Enrolment, 'get' | 'list' | 'listProgrammes' | 'openWork' | 'search'>;

function reading(core: Core): Reading {
  const { platform, acting, catalogue } = core;
  return {
    listProgrammes: async ({ session }) =>
      (await catalogue.listProgrammes())
        .filter(({ settings }) => settings.institution === session.institution)
        .map(({ code, name, settings: { institution, minimumAge, accountRequired } }) => ({
          code,
          name,
          institution,
          accountRequired,
          ...(minimumAge !== undefined && { minimumAge }),
        })),
    search: (operator, query) => searchApplicants(core, operator, query),
    async get(operator, id) {
      const journey = await acting.look(operator, id);
      const read = { action: 'enrolment.read-journey', stream: `journey:${id}`, subjects: [id] };
      return platform.auditedRead(operator.actor, read, () => viewOf(core, operator, journey, platform));
    },
    list: (operator, filter) => listJourneys(core, operator, filter),
    openWork: (operator) => countOpenWork(platform, operator),
  };
}

type Deciding = Pick<Enrolment, 'decide' | 'overrideHold' | 'resolveTask'>;

function deciding(core: Core): Deciding {
  const { acting, goOn } = core;
  return {
    async overrideHold(operator, id, body, how) {
      await overrideHold(core, operator, id, body, how);
      await goOn(id);
    },
    async decide(operator, id, body, how) {
      await decideJourney(core, operator, id, body, how);
      await goOn(id, operator.token);
    },
    async resolveTask(operator, id) {
      await acting.check(operator, id, 'resolve-task');
      const { problem } = await goOn(id, operator.token);
      if (problem) throw problem;
    },
  };
}

type Preparing = Omit<Enrolment, keyof Reading | keyof Deciding | 'engine' | 'receipts' | 'sweep'>;

function preparing(core: Core): Preparing {
  const { platform, acting, personal, goOn } = core;
  return {
    prepareStart: (operator, body) => prepareStart(core, operator, body),
    async start(tx, operator, prepared) {
      const started = await viewOf(core, operator, await startInTransaction(core, tx, operator, prepared), tx);
      platform.failpoint('enrolment.after-start');
      return started;
    },
    consent: async (operator, id, body, how) =>
      void (await acting.act(operator, id, { action: 'consent', ...body }, how)),
    startIdentity: (operator, id) => startIdentity(core, operator, id),
    async completeIdentity(operator, body) {
      const id = await completeIdentity(core, operator, body);
      await goOn(id);
      return id;
    },
    async vouchIdentity(operator, id, { witnesses }, how) {
      const also: ActOptions['also'] = (tx, _changed, seq) => personal.add(tx, id, 'witnesses', seq, witnesses);
      await acting.act(operator, id, { action: 'vouch-identity', witnesses: witnesses.length }, { ...how, also });
      await goOn(id);
    },
    async giveAccount(operator, id, body, how) {
      const also: ActOptions['also'] = (tx, _changed, seq) => personal.add(tx, id, 'account', seq, body);
      await acting.act(operator, id, { action: 'check-account', provider: body.provider }, { ...how, also });
      await goOn(id);
    },
    async retryChecks(operator, id, how) {
      await acting.act(operator, id, { action: 'retry-checks' }, how);
      await goOn(id);
    },
    submit: async (operator, id, { note }, how) =>
      void (await acting.act(operator, id, { action: 'submit' }, { ...how, also: remark(core, id, note) })),
    withdraw: async (operator, id, { reason }, how) =>
      void (await acting.act(operator, id, { action: 'withdraw' }, { ...how, also: remark(core, id, reason) })),
  };
}

/** Keeps what a person typed beside the event it belongs to. */
const remark =
  ({ personal }: Core, id: string, text: string | undefined): ActOptions['also'] =>
  async (tx, _changed, seq) => {
    if (text !== undefined) await personal.add(tx, id, 'remark', seq, { text });
  };

async function viewOf(
  { personal, catalogue, verification, policy }: Core,
  operator: Operator,
  journey: LoadedJourney,
  handle: Platform | Tx,
): Promise<Contract.Journey> {
  const { id, programme: code } = journey.head;
  const isErased = journey.head.erasedAt !== null;
  const applicant = isErased ? undefined : await personal.getApplicant(handle, id);
  const mandate = journey.status.hasMandate ? await personal.find(handle, id, 'mandate') : undefined;
  // openIMIS may be away: the journey is shown all the same.
  const programme = await catalogue.findProgramme(code).catch(() => undefined);
  const verifications = await verification.list(id);
  const person = toPerson(operator);
  const programmeName = programme?.name ?? code;
  const { grievanceNumber } = policy;
  return toJourney({ journey, applicant, mandate, verifications, person, programmeName, grievanceNumber });
}
