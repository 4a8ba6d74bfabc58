import type {
  ApproveChange,
  BeginChange,
  ChangeList,
  ChangeRequest,
} from '@interlink/contracts/social-registry/change-request';
import { ServiceError } from '@interlink/contracts/errors';
import type { FoundVillages } from '@interlink/contracts/social-registry/village';
import { fullName } from '@interlink/domain/registry/full-name';
import { maskAccount } from '@interlink/domain/registry/mask-account';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext } from '../context.js';
import type { ChangeRow } from '../tables.js';
import { advanceChanges, arrive } from './advance.js';
import { keepChange, prepareChange } from './begin.js';
import { carryOut, checkDecider, fail, refuseChange, takeChange } from './decide.js';
import { effectOf } from './effect.js';
import { prepareMates } from './mates.js';
import { checkJoin, readCouple } from './spouse.js';
import {
  getChange,
  listChanges,
  listTogether,
  loadReassessed,
  openContent,
  toListed,
  type ChangeFilter,
} from './store.js';
import { villageSearch } from './villages.js';

/** SR-027: changes in people's lives, from the request to whoever holds the field, and what follows. */
export interface Changes {
  /**
   * Keeps a request; where the deployment lets its kind pass by itself, carries it out with this operator's token.
   * Throws `change-refused`, `change-open`, `registry.person-not-found`.
   */
  begin(operator: Operator, body: BeginChange): Promise<ChangeRequest>;
  /** Where somebody may move to: villages of every district, by a part of their name. */
  findVillages(operator: Operator, name: string): Promise<FoundVillages>;
  list(operator: Operator, filter: ChangeFilter): Promise<ChangeList>;
  /** With its effect on fields, programmes and household while nobody has decided; the read is audited. */
  get(operator: Operator, id: string): Promise<ChangeRequest>;
  /** Throws `own-change` for who entered it, `platform.conflict` when the effect is another by now (S10). */
  approve(operator: Operator, id: string, body: ApproveChange): Promise<ChangeRequest>;
  refuse(tx: Tx, operator: Operator, id: string, reason: string): Promise<void>;
  /** Takes up what a break left half done, or asks openIMIS what became of its task. */
  takeUp(operator: Operator, id: string): Promise<ChangeRequest>;
  /** One turn over what waits for openIMIS; how many arrived. */
  advance(): Promise<number>;
}

export function openChanges(context: SocialContext): Changes {
  const { platform } = context;
  let after: string | undefined;
  return {
    begin: (operator, body) => begin(context, operator, body),
    findVillages: villageSearch(context),
    async list(operator, filter) {
      institutionOf(operator);
      const page = await listChanges(platform, operator, filter);
      const subjects = page.items.map(({ personId }) => personId);
      // Events and ids, no name: logged for each, and counted for nobody's day.
      const read = { action: 'social-registry.list-changes', stream: 'changes', subjects, isNameless: true };
      return platform.auditedRead(operator.actor, read, async () => page);
    },
    get: (operator, id) => show(context, operator, id),
    approve: (operator, id, body) => approve(context, operator, id, body),
    refuse: (tx, operator, id, reason) => refuseChange(tx, operator, id, reason),
    takeUp: (operator, id) => takeUp(context, operator, id),
    async advance() {
      const { arrived, next } = await advanceChanges(context, after);
      after = next;
      return arrived;
    },
  };
}

async function begin(context: SocialContext, operator: Operator, body: BeginChange): Promise<ChangeRequest> {
  institutionOf(operator);
  const couple = await readCouple(context, operator, body.personId, body.change);
  const prepared = await prepareChange(context, operator, body, couple);
  const mates = await prepareMates(context, operator, prepared, couple.view);
  const { id, policy } = prepared.row;
  await context.platform.inTransaction(operator.actor, (tx) => keepChange(context, tx, prepared, mates));
  context.platform.failpoint('social-registry.after-change-kept');
  if (policy === 'automatic') await passAll(context, operator, id);
  return show(context, operator, id);
}

/** Whoever was not kept, because an own move of theirs is open, is not passed here either. */
async function passAll(context: SocialContext, operator: Operator, leadId: string): Promise<void> {
  const { together } = await pass(context, operator, leadId);
  for (const { id, state } of together) if (state === 'waiting') await pass(context, operator, id);
}

async function show(context: SocialContext, operator: Operator, id: string): Promise<ChangeRequest> {
  const { platform } = context;
  const row = await getChange(platform, operator, id);
  const content = await contentOf(context, row);
  const { change, evidence, note, place, spouse } = content;
  const couple = row.state === 'waiting' ? await readCouple(context, operator, row.personId, change) : undefined;
  const effect = couple && (await effectOf(context, platform, row, content, couple));
  const [personName, spouseName] = [couple?.view, couple?.spouse].map((one) => fullName(one?.data.name));
  const together = await listTogether(platform, operator, row);
  const shown = {
    request: toListed(row),
    together,
    change: masked(change),
    ...(personName !== undefined && { personName }),
    ...(spouseName !== undefined && { spouseName }),
    ...(place?.name !== undefined && { villageName: place.name }),
    evidence: [...evidence],
    ...(note !== undefined && { note }),
    ...(effect && { effect }),
    reassessed: await loadReassessed(platform, row, row.householdId),
    spouseReassessed: await loadReassessed(platform, row, spouse?.householdId),
  };
  const subjects = [row, ...(spouse ? [spouse] : []), ...together].map(({ personId }) => personId);
  const read = { action: 'social-registry.read-change', stream: `change:${id}`, subjects };
  return platform.auditedRead(operator.actor, read, async () => shown);
}

/** An account is never shown again in full. */
function masked(change: ChangeRequest['change']): ChangeRequest['change'] {
  if (change.event !== 'account') return change;
  const { provider, number } = change.account;
  return { event: 'account', account: { provider, number: maskAccount(number) } };
}

/** Throws `registry.erased`. */
async function contentOf({ platform }: SocialContext, row: ChangeRow) {
  const content = await openContent(platform, platform, row);
  if (!content) throw new ServiceError('registry.erased');
  return content;
}

async function approve(context: SocialContext, operator: Operator, id: string, { shown }: ApproveChange) {
  const { platform } = context;
  const row = await getChange(platform, operator, id);
  checkDecider(row, operator);
  if (row.state === 'waiting') {
    const content = await contentOf(context, row);
    const couple = await readCouple(context, operator, row.personId, content.change);
    const { digest } = await effectOf(context, platform, row, content, couple);
    checkJoin(content.change, couple);
    if (digest !== shown) throw new ServiceError('platform.conflict', { now: digest });
  }
  return pass(context, operator, id, shown);
}

async function pass(context: SocialContext, operator: Operator, id: string, shown?: string): Promise<ChangeRequest> {
  const { platform } = context;
  await platform.inTransaction(operator.actor, (tx) => takeChange(tx, operator, id, shown));
  platform.failpoint('social-registry.after-change-approved');
  const row = await getChange(platform, operator, id);
  await carryOut(context, operator, row, await contentOf(context, row));
  return show(context, operator, id);
}

async function takeUp(context: SocialContext, operator: Operator, id: string): Promise<ChangeRequest> {
  const { platform, openimis } = context;
  const row = await getChange(platform, operator, id);
  if (row.state === 'sending' || (row.state === 'waiting' && row.policy === 'automatic')) {
    return pass(context, operator, id);
  }
  if (row.state === 'at-openimis' && row.taskId !== null) {
    const { tasks } = openimis.asOperator(operator.token, operator.actor.correlationId);
    const task = await tasks.inspect(row.taskId);
    if (task?.status === 'FAILED') await fail(context, operator, row, 'platform.openimis-refused');
    else await arrive(context, row);
  }
  return show(context, operator, id);
}
