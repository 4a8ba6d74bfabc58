import type { Decide, OverrideHold } from '@interlink/contracts/enrolment/commands';
import { approvalStatement, canonicalStatement } from '@interlink/domain/enrolment/approval-statement';
import type { PersonCommand } from '@interlink/domain/enrolment/commands/person';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { Acting, ActOptions } from './acting.js';
import type { Catalogue } from './catalogue.js';
import type { PersonalStore } from './personal.js';
import { hashOfStatement } from './statement.js';
import type { LoadedJourney } from './store.js';
import type { EnrolmentTables } from './tables.js';

export interface ApprovalDeps {
  readonly platform: Platform;
  readonly personal: PersonalStore;
  readonly catalogue: Catalogue;
  readonly acting: Acting;
}

interface Shown {
  readonly text: Record<string, string>;
  readonly hash: string;
}

/**
 * S10: Interlink's own approval: who, when, over what that was shown, in one transaction with the journey's move.
 * What is shown is made again from the locked journey, so that an approval of something older is refused.
 */
export async function decideJourney(
  deps: ApprovalDeps,
  operator: Operator,
  id: string,
  { decision, statementHash, reason }: Decide,
  options: ActOptions,
): Promise<void> {
  const { acting, personal, platform } = deps;
  const programmeName = await nameProgramme(deps, operator, id);
  let shown: Shown | undefined;
  const toCommand = async (loaded: LoadedJourney, tx: Tx): Promise<PersonCommand> => {
    shown = await showNow(deps, tx, loaded, programmeName);
    return decision === 'reject' ? { action: 'reject' } : { action: 'approve', statementHash, currentHash: shown.hash };
  };
  await acting.act(operator, id, toCommand, {
    ...options,
    also: async (tx, _changed, seq) => {
      if (shown) await keepApproval(deps, tx, operator, { id, seq, decision, shown });
      if (reason !== undefined) await personal.add(tx, id, 'remark', seq, { text: reason });
    },
  });
  platform.failpoint('enrolment.after-approval');
}

/** A person takes responsibility for a finding: kept like an approval, with the reason. */
export async function overrideHold(
  deps: ApprovalDeps,
  operator: Operator,
  id: string,
  { reason }: OverrideHold,
  options: ActOptions,
): Promise<void> {
  const programmeName = await nameProgramme(deps, operator, id);
  await deps.acting.act(
    operator,
    id,
    { action: 'override-hold' },
    {
      ...options,
      also: async (tx, changed, seq) => {
        const shown = await showNow(deps, tx, changed, programmeName);
        await keepApproval(deps, tx, operator, { id, seq, decision: 'override', shown });
        await deps.personal.add(tx, id, 'remark', seq, { text: reason });
      },
    },
  );
}

/** Before the transaction, which must not wait for openIMIS. */
async function nameProgramme({ acting, catalogue }: ApprovalDeps, operator: Operator, id: string): Promise<string> {
  const { head } = await acting.look(operator, id);
  const programme = await catalogue.findProgramme(head.programme);
  return programme?.name ?? head.programme;
}

async function showNow(
  { personal }: ApprovalDeps,
  tx: Tx,
  { head, status }: LoadedJourney,
  programmeName: string,
): Promise<Shown> {
  const applicant = await personal.getApplicant(tx, head.id);
  const text = approvalStatement(status, { journeyId: head.id, programmeName, ...applicant });
  return { text, hash: hashOfStatement(text) };
}

interface Kept {
  readonly id: string;
  readonly seq: number;
  readonly decision: 'approve' | 'reject' | 'override';
  readonly shown: Shown;
}

async function keepApproval(
  { platform }: ApprovalDeps,
  tx: Tx,
  { session }: Operator,
  { id, seq, decision, shown }: Kept,
): Promise<void> {
  const place = { table: 'enrolment.approval', column: 'statement', rowId: `${id}:${seq}` };
  const whose = { subjectId: id, purpose: 'enrolment' };
  const statement = await platform.vault.seal(tx, { ...place, ...whose }, canonicalStatement(shown.text));
  const approver = { approverLogin: session.loginName, approverId: session.userId };
  await tx
    .db<EnrolmentTables>()
    .insertInto('enrolment.approval')
    .values({ journeyId: id, seq, decision, statement, statementHash: shown.hash, ...approver, at: tx.now })
    .execute();
}
