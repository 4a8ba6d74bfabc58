import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import { homesOf, isEmpty } from '@interlink/domain/social-registry/changes/homes';
import { reassess } from '@interlink/domain/social-registry/changes/reassess';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import { UPDATES } from '../../registry/service.js';
import { formulasInEffect } from '../assessments/formulas.js';
import type { SocialContext, Villages } from '../context.js';
import { saveKeyed } from '../households.js';
import type { ChangeRow } from '../tables.js';
import { stateHouseholds } from '../to-registry.js';
import { changedHousehold, type ChangedHousehold } from './household.js';
import { findChange, keepReassessed, openContent, updateChange, type ChangeContent } from './store.js';

/**
 * Keeps what openIMIS does not hold, restates the household and assesses it again, in one transaction; once, however
 * often it is asked. Subscribers learn of it by the registry's own change events.
 */
export async function finishChange(context: SocialContext, actor: Actor, id: string): Promise<void> {
  const villages = await context.villages();
  await context.platform.inTransaction(actor, async (tx) => {
    const row = await findChange(tx, id, { lock: true });
    if (!row || (row.state !== 'sending' && row.state !== 'at-openimis')) return;
    const content = await openContent(context.platform, tx, row);
    // Erased since: there is nobody whom it could be about.
    if (!content) return updateChange(tx, id, { state: 'failed', problem: 'registry.erased' });
    await keepOwnPart(context, tx, row, content, villages);
    await updateChange(tx, id, { state: 'done', problem: null });
    tx.audit({ stream: `change:${id}`, action: 'social-registry.change-done', subject: row.personId });
  });
}

async function keepOwnPart(
  context: SocialContext,
  tx: Tx,
  row: ChangeRow,
  content: ChangeContent,
  villages: Villages,
): Promise<void> {
  const { change, place } = content;
  const { id, personId, happenedOn } = row;
  const { registry } = homesOf(change, happenedOn, row.individualId !== null, place);
  if (!isEmpty(registry)) {
    const evidence = [`change-request:${id}`];
    const amendment = { personId, kind: change.event, data: registry, validFrom: happenedOn, evidence };
    await context.registry.amendWithin(tx, amendment);
  }
  const household = await changedHousehold(context, tx, row, change);
  if (household) await renewHousehold(context, tx, row, household, villages);
  const isMember = household?.after !== undefined && household.after.members.length > household.before.members.length;
  // A child of a household that we keep is stated with it; any other is a person of its own.
  if (change.event === 'birth' && !isMember) await context.registry.ingestWithin(tx, UPDATES, [childOf(row, content)]);
}

function childOf({ id, happenedOn }: ChangeRow, { change }: ChangeContent): PersonRecord {
  const { givenName, surname, sex } = change as Extract<ChangeContent['change'], { event: 'birth' }>;
  return {
    kind: 'person',
    key: `${id}:child`,
    validFrom: happenedOn,
    data: {
      name: { givenName, ...(surname !== undefined && { surname }) },
      sex,
      birthDate: { date: happenedOn, precision: 'day' },
    },
  };
}

async function renewHousehold(
  context: SocialContext,
  tx: Tx,
  row: ChangeRow,
  { keyIndex, questionnaire, before, after }: ChangedHousehold,
  villages: Villages,
): Promise<void> {
  const { id, institution } = row;
  const day = tx.now.toISOString().slice(0, 10);
  if (after) {
    const origin = { institution, questionnaire, origin: `change:${id}`, who: row.approverLogin ?? row.makerLogin };
    const { kept } = await saveKeyed(context.platform, tx, [{ keyIndex, answers: after }], origin);
    await stateHouseholds(context.registry, tx, questionnaire, villages, kept);
  }
  const formulas = await formulasInEffect(tx, institution, questionnaire.code, day);
  const reassessed = formulas.map((formula) => reassess(formula, before, after, day));
  await keepReassessed(context.platform, tx, row, day, reassessed);
}
