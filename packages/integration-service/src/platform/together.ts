import { systemActor, type Actor } from './actor.js';
import type { AuditEntry } from './audit/writer.js';
import { gather, type Outcome } from './gather.js';
import { allAtOnce } from './jointly.js';
import { joined } from './statement.js';
import {
  finish,
  nothingYet,
  post,
  toTx,
  type Collected,
  type InTransaction,
  type TransactionDeps,
  type Tx,
} from './transaction.js';

/** More than this share no transaction: each waits for the slowest of them. */
const MOST = 32;

interface Member {
  readonly actor: Actor;
  readonly work: (tx: Tx) => Promise<unknown>;
}

/**
 * For short works that come by the hundred, such as the answers to partners: those that come while the transaction
 * before is under way share the next one, and with it its begin, its write to the disk and its place in the chains of
 * the log. To each it is as `inTransaction`: when it returns, everything of its own is kept; what one throws is thrown
 * to it alone, and the others are done again without it. A work waits for nothing but the database.
 */
export function openTogether(deps: TransactionDeps, alone: InTransaction): InTransaction {
  const join = gather<Member, unknown>((members) => settle(deps, alone, members), MOST);
  return async <R>(actor: Actor, work: (tx: Tx) => Promise<R>) => (await join({ actor, work })) as R;
}

async function settle(
  deps: TransactionDeps,
  alone: InTransaction,
  members: readonly Member[],
): Promise<readonly Outcome<unknown>[]> {
  const byItself = ({ actor, work }: Member) => outcomeOf(alone(actor, work));
  if (members.length < 2) return Promise.all(members.map(byItself));
  const tried = await attemptAll(deps, members);
  if (tried.isKept) return tried.outcomes;
  // Those that did not fail go first: of a message and its repeat, the message is answered.
  const others = members.filter((_member, place) => tried.outcomes[place]?.status === 'fulfilled');
  const again = await settle(deps, alone, others);
  const outcomes = new Map(others.map((member, place) => [member, again[place]]));
  return Promise.all(members.map((member) => outcomes.get(member) ?? byItself(member)));
}

const outcomeOf = async <Out>(done: Promise<Out>): Promise<Outcome<Out>> => {
  const [outcome] = await Promise.allSettled([done]);
  return outcome;
};

/** Not kept: nothing is, and the outcomes say whose work failed, or that of nobody it can be said that it did not. */
interface Tried {
  readonly isKept: boolean;
  readonly outcomes: readonly Outcome<unknown>[];
}

class WorkFailed extends Error {}

async function attemptAll(deps: TransactionDeps, members: readonly Member[]): Promise<Tried> {
  const now = deps.clock.now();
  const all = members.map(({ actor, work }) => ({ actor, work, collected: nothingYet() }));
  let outcomes: readonly Outcome<unknown>[] = [];
  try {
    await deps.database.inOne(async (transaction) => {
      const jointly = allAtOnce(transaction);
      outcomes = await Promise.allSettled(
        all.map(({ actor, work, collected }) => work(toTx(transaction, { actor, now }, collected, jointly))),
      );
      if (outcomes.some(({ status }) => status === 'rejected')) throw new WorkFailed();
      for (const { actor, collected } of all) await post(deps, transaction, collected, { actor, now });
      await finish(deps, transaction, together(all), { actor: systemActor('together'), now });
    });
  } catch (thrown) {
    if (thrown instanceof WorkFailed) return { isKept: false, outcomes };
    return { isKept: false, outcomes: members.map(() => ({ status: 'rejected', reason: thrown })) };
  }
  deps.failpoint('transaction.after-commit');
  return { isKept: true, outcomes };
}

/** Written out: a spread literal takes the engine far longer, and this is of every entry. */
const ofActor = ({ stream, action, subject, body, actor: own }: AuditEntry, actor: Actor): AuditEntry => ({
  stream,
  action,
  subject,
  body,
  actor: own ?? actor,
});

/** In fewer statements, and each entry of the log as its own actor's. */
function together(all: readonly { readonly actor: Actor; readonly collected: Collected }[]) {
  return {
    later: joined(all.map(({ collected }) => collected.later)),
    entries: all.flatMap(({ actor, collected }) => collected.entries.map((entry) => ofActor(entry, actor))),
  };
}
