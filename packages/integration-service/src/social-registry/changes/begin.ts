import { ServiceError } from '@interlink/contracts/errors';
import type { BeginChange } from '@interlink/contracts/social-registry/change-request';
import { newProblems } from '@interlink/domain/social-registry/changes/answers';
import { changeMistake } from '@interlink/domain/social-registry/changes/check';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext } from '../context.js';
import type { ChangeRow } from '../tables.js';
import type { Couple } from './effect.js';
import { changedHouseholds } from './household.js';
import { ownersOf } from './owners.js';
import { checkJoin, joiningOf } from './spouse.js';
import { findOpenId, insertChange, type ChangeContent } from './store.js';

/** Everything that has to be asked of others before the transaction. */
export interface Prepared {
  readonly row: Omit<ChangeRow, 'sealed'>;
  readonly content: ChangeContent;
}

/**
 * Throws `change-refused` with the reason when the change cannot be right. `couple`: as the one who enters it may see them.
 */
export async function prepareChange(
  context: SocialContext,
  operator: Operator,
  body: BeginChange,
  couple: Couple,
): Promise<Prepared> {
  const { platform, policy } = context;
  const { change, evidence, happenedOn, note } = body;
  const { view } = couple;
  const now = platform.clock.now();
  const today = now.toISOString().slice(0, 10);
  const mistake = changeMistake(body, view.data, today, policy.evidenceFor);
  if (mistake !== undefined) refuse(mistake);
  checkJoin(change, couple);
  const place = change.event === 'move' ? (await context.villages()).get(change.village) : undefined;
  if (change.event === 'move' && !place) refuse('village-unknown');
  const prepared: Prepared = {
    row: {
      ...ownersOf(view),
      ...makerOf(operator),
      id: platform.ids.next(),
      institution: institutionOf(operator),
      personId: view.personId,
      districtId: view.data.place?.districtId ?? null,
      event: change.event,
      happenedOn,
      channel: body.channel,
      policy: policy.updates[change.event] ?? 'approval',
      state: 'waiting',
      createdAt: now,
      leadId: null,
    },
    content: {
      ...{ change, evidence, ...joiningOf(couple) },
      ...(note !== undefined && { note }),
      ...(place && { place }),
    },
  };
  await refuseProblems(context, prepared, today);
  return prepared;
}

async function refuseProblems(context: SocialContext, { row, content }: Prepared, today: string): Promise<void> {
  const { own, joined } = await changedHouseholds(context, context.platform, row as ChangeRow, content);
  // That of another institution is not here to be joined.
  if (content.spouse && !joined) refuse('spouse-without-household');
  for (const household of [own, joined]) {
    if (!household?.after) continue;
    const [problem] = newProblems(household.questionnaire, household.before, household.after, today);
    // Which question it is, the screen says in the words of its questionnaire.
    if (problem !== undefined) refuse(problem, { questionnaire: household.questionnaire.code });
  }
}

function refuse(reason: string, over: { readonly questionnaire?: string } = {}): never {
  throw new ServiceError('social-registry.change-refused', { reason, ...over });
}

const makerOf = ({ actor: { id, loginName, correlationId } }: Operator) => ({
  makerId: id,
  makerLogin: loginName,
  correlationId,
  approverId: null,
  approverLogin: null,
  taskId: null,
  shown: null,
  reason: null,
  problem: null,
  decidedAt: null,
});

/** With those who move along; whose own move is open already has that one. Throws `change-open`. */
export async function keepChange(
  context: SocialContext,
  tx: Tx,
  lead: Prepared,
  mates: readonly Prepared[],
): Promise<void> {
  if (!(await keepOne(context, tx, lead))) {
    throw new ServiceError('social-registry.change-open', { id: await findOpenId(tx, lead.row) });
  }
  for (const mate of mates) await keepOne(context, tx, mate);
}

async function keepOne({ platform }: SocialContext, tx: Tx, { row, content }: Prepared): Promise<boolean> {
  if (!(await insertChange(platform, tx, row, content))) return false;
  const { event, channel, policy, personId, leadId } = row;
  const body = { event, channel, policy, personId, ...(leadId !== null && { leadId }) };
  tx.audit({ stream: `change:${row.id}`, action: 'social-registry.begin-change', subject: personId, body });
  return true;
}
