import { ServiceError } from '@interlink/contracts/errors';
import { sql } from 'kysely';
import { daysBefore, deleteOldest } from '../jobs/oldest.js';
import type { Tx } from '../transaction.js';
import { PEOPLE_LIMITS, refusePeople } from './limit-rule.js';

interface PeopleTables {
  'platform.peopleDay': { operatorId: string; day: string; people: number; reasonAt: Date | null };
  'platform.peopleSeen': { operatorId: string; day: string; subjectId: string };
}

const dayOf = ({ now }: Tx) => now.toISOString().slice(0, 10);

/** The operator's row of today, locked: two requests at once are counted one after the other, in any replica. */
async function lockDay(
  tx: Tx,
  operatorId: string,
): Promise<{ readonly people: number; readonly reasonAt: Date | null }> {
  const row = { operatorId, day: dayOf(tx), people: 0, reasonAt: null };
  return tx
    .db<PeopleTables>()
    .insertInto('platform.peopleDay')
    .values(row)
    .onConflict((clash) =>
      clash.columns(['operatorId', 'day']).doUpdateSet({ people: sql<number>`platform.people_day.people` }),
    )
    .returning(['people', 'reasonAt'])
    .executeTakeFirstOrThrow();
}

/** Counts whom an operator is about to see; throws what S12 refuses, and then nobody was counted. */
export async function countPeople(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (tx.actor.kind !== 'operator' || subjects.length === 0) return;
  const operatorId = tx.actor.id;
  const day = dayOf(tx);
  const { people, reasonAt } = await lockDay(tx, operatorId);
  const rows = [...new Set(subjects)].sort().map((subjectId) => ({ operatorId, day, subjectId }));
  const added = await tx
    .db<PeopleTables>()
    .insertInto('platform.peopleSeen')
    .values(rows)
    .onConflict((clash) => clash.doNothing())
    .returning('subjectId')
    .execute();
  const seen = people + added.length;
  const refusal = refusePeople(seen, added.length, reasonAt !== null, PEOPLE_LIMITS);
  if (refusal) throw new ServiceError(refusal, { people, askAt: PEOPLE_LIMITS.askAt, stopAt: PEOPLE_LIMITS.stopAt });
  if (added.length === 0) return;
  await tx
    .db<PeopleTables>()
    .updateTable('platform.peopleDay')
    .set({ people: seen })
    .where('operatorId', '=', operatorId)
    .where('day', '=', day)
    .execute();
}

/** Why the operator needs more people today; the words go into the log alone, where auditors find them. */
export async function giveReason(tx: Tx, reason: string): Promise<void> {
  const operatorId = tx.actor.id;
  await lockDay(tx, operatorId);
  await tx
    .db<PeopleTables>()
    .updateTable('platform.peopleDay')
    .set({ reasonAt: tx.now })
    .where('operatorId', '=', operatorId)
    .where('day', '=', dayOf(tx))
    .execute();
  tx.audit({ stream: `session:${operatorId}`, action: 'platform.give-reason', body: { reason } });
}

/** Who was seen on days that are long over is in the log; here it is of no use any more. Few: S12 counts up to 500. */
export async function forgetPeopleSeen(tx: Tx): Promise<number> {
  const before = daysBefore(tx.now, 2).toISOString().slice(0, 10);
  await tx.db<PeopleTables>().deleteFrom('platform.peopleDay').where('day', '<', before).execute();
  return deleteOldest(tx, 'platform.people_seen', sql`day`, sql`day < ${before}`);
}
