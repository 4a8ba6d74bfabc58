import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import { homesOf, isEmpty } from '@interlink/domain/social-registry/changes/homes';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import type { LandingPerson, OpenImisSession } from '../../openimis/port.js';
import type { SocialContext } from '../context.js';
import type { ChangeRow } from '../tables.js';
import { finishChange } from './finish.js';
import { changedHouseholds, isOutdated } from './household.js';
import { failWithin, findWaitingMates, getChange, moveChange, updateChange, type ChangeContent } from './store.js';

/** S10: who decides is another than who entered it, unless the deployment lets this kind of change pass by itself. */
export function checkDecider({ policy, makerId }: ChangeRow, operator: Operator): void {
  if (policy === 'approval' && makerId === operator.actor.id) throw new ServiceError('social-registry.own-change');
}

/**
 * Notes the approval, once: whoever comes second finds another state. `sending` may be taken up again after a break.
 */
export async function takeChange(tx: Tx, operator: Operator, id: string, shown: string | undefined): Promise<void> {
  const row = await getChange(tx, operator, id, { lock: true });
  checkDecider(row, operator);
  if (row.state === 'sending') return;
  if (row.state !== 'waiting') throw new ServiceError('social-registry.not-ready', { state: row.state });
  const { id: approverId, loginName: approverLogin } = operator.actor;
  await updateChange(tx, id, {
    state: 'sending',
    shown: shown ?? null,
    decidedAt: tx.now,
    ...(row.policy === 'approval' && { approverId, approverLogin }),
  });
  const action = row.policy === 'automatic' ? 'social-registry.pass-change' : 'social-registry.approve-change';
  tx.audit({ stream: `change:${id}`, action, subject: row.personId, body: { shown } });
}

/** Who says that a household did not move says it of everybody who would have moved along. */
export async function refuseChange(tx: Tx, operator: Operator, id: string, reason: string): Promise<void> {
  const row = await getChange(tx, operator, id, { lock: true });
  if (row.state !== 'waiting') throw new ServiceError('social-registry.not-ready', { state: row.state });
  checkDecider({ ...row, policy: 'approval' }, operator);
  for (const one of [row, ...(await findWaitingMates(tx, id))]) await refuseOne(tx, operator, one, reason);
}

async function refuseOne(tx: Tx, { actor }: Operator, { id, personId }: ChangeRow, reason: string): Promise<void> {
  const { id: approverId, loginName: approverLogin } = actor;
  await updateChange(tx, id, { state: 'refused', reason, approverId, approverLogin, decidedAt: tx.now });
  tx.audit({ stream: `change:${id}`, action: 'social-registry.refuse-change', subject: personId, body: { reason } });
}

/**
 * Sends openIMIS's part with this operator's token (S7) and, once it has effect there, keeps the rest. Safe to repeat:
 * the mutation bears the request's id. An openIMIS that does not answer leaves the request as it is, to be taken up
 * again.
 */
export async function carryOut(
  context: SocialContext,
  operator: Operator,
  row: ChangeRow,
  content: ChangeContent,
): Promise<void> {
  const { openimis } = homesOf(content.change, row.happenedOn, row.individualId !== null, content.place);
  const households = await changedHouseholds(context, context.platform, row, content);
  if (await isOutdated(context, context.platform, row, content, households))
    return fail(context, operator, row, 'platform.conflict');
  if (row.individualId !== null && !isEmpty(openimis)) {
    const session = context.openimis.asOperator(operator.token, operator.actor.correlationId);
    const sent = await sendToOpenImis(session, row, row.individualId, openimis);
    context.platform.failpoint('social-registry.after-change-sent');
    if (sent.problem !== undefined) return fail(context, operator, row, sent.problem);
    if (sent.taskId !== undefined && !(await isResolved(session, row, sent.taskId))) {
      return waitForTask(context, operator, row, sent.taskId);
    }
  }
  await finishChange(context, operator.actor, row.id);
}

interface Sent {
  readonly taskId?: string;
  readonly problem?: string;
}

async function sendToOpenImis(
  session: OpenImisSession,
  { id }: ChangeRow,
  individualId: string,
  part: { readonly locationId?: string; readonly mobile?: string },
): Promise<Sent> {
  const now = await session.people.findById(individualId);
  if (!now) return { problem: 'platform.not-found' };
  const { givenName, surname, birthDate, nationalId, sex, language, locationId, mobile } = { ...now, ...part };
  // openIMIS moves nobody to nowhere: whoever has no village gets one first.
  if (locationId === undefined) return { problem: 'social-registry.place-unknown' };
  const person: LandingPerson = {
    givenName,
    surname,
    birthDate,
    locationId,
    ...(nationalId !== undefined && { nationalId }),
    ...(mobile !== undefined && { mobile }),
    ...(sex !== undefined && { sex }),
    ...(language !== undefined && { language }),
  };
  try {
    const landed = await session.landing.updateIndividual(id, individualId, person);
    // What shares its place with an account cannot be written without it (S15).
    if (part.mobile !== undefined && landed.notWritten) return { problem: 'social-registry.phone-beside-account' };
    return landed.taskId === undefined ? {} : { taskId: landed.taskId };
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'platform.openimis-refused') return { problem: thrown.code };
    throw thrown;
  }
}

/** After our own approval, with the approver's token; whoever is in no task group leaves it to the page of tasks. */
async function isResolved(session: OpenImisSession, { policy }: ChangeRow, taskId: string): Promise<boolean> {
  if (policy === 'automatic') return false;
  try {
    return (await session.tasks.resolve(taskId, 'APPROVED')).outcome === 'approved';
  } catch (thrown) {
    if (isServiceError(thrown) && thrown.code === 'platform.forbidden') return false;
    throw thrown;
  }
}

/** Two who carry out the same change send it once; who comes second finds it done, and leaves it so. */
async function waitForTask({ platform }: SocialContext, operator: Operator, row: ChangeRow, taskId: string) {
  await platform.inTransaction(operator.actor, async (tx) => {
    if (!(await moveChange(tx, row.id, ['sending'], { state: 'at-openimis', taskId }))) return;
    const body = { taskId };
    tx.audit({ stream: `change:${row.id}`, action: 'social-registry.change-sent', subject: row.personId, body });
  });
}

export async function fail(
  { platform }: Pick<SocialContext, 'platform'>,
  operator: Operator,
  row: ChangeRow,
  problem: string,
) {
  await platform.inTransaction(operator.actor, (tx) => failWithin(tx, row, problem));
}
