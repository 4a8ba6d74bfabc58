import type { DirectoryEntry } from '../../src/platform/http/operators.js';
import type { Feed } from '../../src/openimis/feed-port.js';
import type {
  Beneficiary,
  Benefit,
  InspectedTask,
  LandingGroup,
  OpenImis,
  OpenImisPerson,
  Payroll,
  Programme,
  Village,
} from '../../src/openimis/port.js';

export interface FakeTask {
  readonly wants: { readonly planId: string; readonly individualId: string; readonly journeyId: string };
  readonly status: 'POTENTIAL' | 'ACTIVE';
  task: InspectedTask;
}

/** openIMIS in memory, with the behaviour that was tried on the real one. Tests turn its switches and read its rows. */
export interface FakeOpenImis extends OpenImis {
  /** Maker-checker of beneficiaries: on, as openIMIS comes. */
  makerChecker: boolean;
  /** True: every call fails with `platform.openimis-unavailable`. */
  down: boolean;
  /** Calls that fail once, after they had their effect: a lost answer. */
  readonly loseAnswerOf: Set<'createBeneficiary' | 'createGroup' | 'createIndividual' | 'resolveTask'>;
  readonly operators: Map<string, DirectoryEntry>;
  readonly persons: Map<string, OpenImisPerson>;
  /** By code. */
  readonly groups: Map<string, LandingGroup & { readonly id: string }>;
  readonly plans: Map<string, Programme>;
  readonly beneficiaries: Map<string, Beneficiary>;
  readonly taskList: FakeTask[];
  /** Core user uuids of the group that tasks go to. */
  readonly taskGroup: string[];
  readonly villages: Village[];
  /** What the registry follows; empty unless a test fills it. */
  feed: Feed;
  readonly payrolls: Map<string, Payroll>;
  /** By payroll. */
  readonly benefits: Map<string, Benefit[]>;
  /** Who did what: `service:enrol` or the operator's user id, and the operation. */
  readonly calls: { readonly by: string; readonly operation: string }[];
  /** Resolves a task as tasks_management 1.5.0 lets anybody do: `author` writes the voice of `voice`. */
  forge(taskId: string, author: string, voice: string): void;
}
