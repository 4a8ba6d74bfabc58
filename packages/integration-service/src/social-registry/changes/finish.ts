import type { PersonData } from '@interlink/contracts/registry/person';
import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import { homesOf, isEmpty } from '@interlink/domain/social-registry/changes/homes';
import { reassess } from '@interlink/domain/social-registry/changes/reassess';
import { memberKey } from '@interlink/domain/social-registry/statements';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import { UPDATES } from '../../registry/service.js';
import { formulasInEffect } from '../assessments/formulas.js';
import type { SocialContext, Villages } from '../context.js';
import { saveKeyed, type KeptNow } from '../households.js';
import type { ChangeRow } from '../tables.js';
import { SOURCE, stateHouseholds } from '../to-registry.js';
import { changedHouseholds, isOutdated, type ChangedHousehold, type ChangedHouseholds } from './household.js';
import { failWithin, findChange, keepReassessed, openContent, updateChange, type ChangeContent } from './store.js';

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
    const households = await changedHouseholds(context, tx, row, content);
    // What openIMIS has taken of it stays there; nothing is done to a household that is another by now.
    if (await isOutdated(context, tx, row, content, households)) return failWithin(tx, row, 'platform.conflict');
    await keepOwnPart(context, tx, row, content, households, villages);
    await updateChange(tx, id, { state: 'done', problem: null });
    tx.audit({ stream: `change:${id}`, action: 'social-registry.change-done', subject: row.personId });
  });
}

async function keepOwnPart(
  context: SocialContext,
  tx: Tx,
  row: ChangeRow,
  content: ChangeContent,
  { own, joined }: ChangedHouseholds,
  villages: Villages,
): Promise<void> {
  const { change, place, spouse } = content;
  const { id, personId, happenedOn } = row;
  const { registry } = homesOf(change, happenedOn, row.individualId !== null, place);
  const amend = (whom: string, data: PersonData) => {
    const evidence = [`change-request:${id}`];
    return context.registry.amendWithin(tx, {
      personId: whom,
      kind: change.event,
      data,
      validFrom: happenedOn,
      evidence,
    });
  };
  if (!isEmpty(registry)) await amend(personId, registry);
  if (own) await renewHousehold(context, tx, row, own, villages);
  if (joined && spouse) {
    await amend(spouse.personId, homesOf(change, happenedOn, false).registry);
    await renewHousehold(context, tx, row, joined, villages, async ({ numbers }) =>
      moveRecord(context, tx, row, joined, numbers),
    );
  }
  const isMember = own?.after !== undefined && own.after.members.length > own.before.members.length;
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

/**
 * Who came to a household is who they were: the record of the new member is theirs before it is stated, and that of the
 * household which they left is no more. A source's two records would be two people, for somebody to tell.
 */
async function moveRecord(
  { registry }: SocialContext,
  tx: Tx,
  { id, personId, householdId, memberNumber }: ChangeRow,
  joined: ChangedHousehold,
  numbers: readonly number[],
): Promise<void> {
  const key = memberKey(joined.householdId, numbers.at(-1) ?? 0);
  await registry.linkWithin(tx, { personId, source: SOURCE, key, evidence: [`change-request:${id}`] });
  if (householdId === null || memberNumber === null) return;
  const left = { kind: 'person', key: memberKey(householdId, memberNumber), deleted: true } as const;
  await registry.ingestWithin(tx, SOURCE, [left]);
}

async function renewHousehold(
  context: SocialContext,
  tx: Tx,
  row: ChangeRow,
  { householdId, keyIndex, questionnaire, before, after }: ChangedHousehold,
  villages: Villages,
  beforeStated: (kept: KeptNow) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { id, institution } = row;
  const day = tx.now.toISOString().slice(0, 10);
  if (after) {
    const origin = { institution, questionnaire, origin: `change:${id}`, who: row.approverLogin ?? row.makerLogin };
    const { kept } = await saveKeyed(context.platform, tx, [{ keyIndex, answers: after }], origin);
    for (const one of kept) await beforeStated(one);
    await stateHouseholds(context.registry, tx, questionnaire, villages, kept);
  }
  // Nobody is in it any more: it is none.
  else await context.registry.ingestWithin(tx, SOURCE, [{ kind: 'household', key: householdId, deleted: true }]);
  const formulas = await formulasInEffect(tx, institution, questionnaire.code, day);
  const reassessed = formulas.map((formula) => reassess(formula, before, after, day));
  await keepReassessed(context.platform, tx, row, householdId, day, reassessed);
}
