import { ServiceError } from '@interlink/contracts/errors';
import type { Erasure, ErasurePreview } from '@interlink/contracts/registry/erasure';
import { CURRENT_STATUSES } from '@interlink/domain/registry/current-status';
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { checkVersion } from '../decide.js';
import { isOwnSource } from '../policy.js';
import type { RegistryTables } from '../tables.js';
import { isDue } from './due.js';
import { erasePerson, isHeld, reachOf, refuseHeld, type Erasing, type Reach } from './erase.js';
import { countElsewhere, findElsewhere, refuseOpen } from './keepers.js';

/** What an erasure would destroy, and what stays. */
export async function previewErasure({ core, keepers }: Erasing, personId: string): Promise<ErasurePreview> {
  const handle = core.platform;
  const db = handle.db<RegistryTables>();
  const reach = await reachOf(handle, personId);
  const { subjectIds, records, householdsAlone } = reach;
  const elsewhere = await countElsewhere(keepers, handle, await findElsewhere(core, keepers, handle, reach));
  const count = async (table: 'registry.payment' | 'registry.sourceRecord', column: string, ids: readonly string[]) =>
    (
      await db
        .selectFrom(table as 'registry.payment')
        .select((row) => row.fn.countAll<number>().as('n'))
        .where(column as 'holderId', '=', sql<string>`any(${[...ids]}::uuid[])`)
        .executeTakeFirstOrThrow()
    ).n;
  const enrolments = await db
    .selectFrom('registry.enrolment')
    .select('recordId')
    .where('holderId', '=', sql<string>`any(${[personId, ...householdsAlone]}::uuid[])`)
    .execute();
  const sources = [...new Set(records.map(({ source }) => source))].sort();
  return {
    personId,
    statements: await count('registry.sourceRecord', 'subjectId', subjectIds),
    sources,
    enrolments: enrolments.length,
    payments: await count('registry.payment', 'holderId', [personId, ...householdsAlone]),
    householdsAlone: householdsAlone.length,
    legalHold: await isHeld(handle, personId),
    activeEnrolment: await isEnrolled(handle, personId, reach),
    journeys: elsewhere.enrolments.kept,
    journeysOpen: elsewhere.enrolments.open,
    verifications: elsewhere.verifications.kept,
    paymentsKept: elsewhere.payments.kept,
    paymentsOpen: elsewhere.payments.open,
    // What Interlink itself holds goes; every other system keeps what it has.
    remainsIn: sources.filter((source) => !isOwnSource(source)),
  };
}

/** In a programme now, themselves or as a member of a household that is. */
async function isEnrolled(handle: DbHandle, personId: string, { households }: Reach): Promise<boolean> {
  const current = await handle
    .db<RegistryTables>()
    .selectFrom('registry.enrolment')
    .select('status')
    .where('holderId', '=', sql<string>`any(${[personId, ...households]}::uuid[])`)
    .where('status', 'in', [...CURRENT_STATUSES])
    .executeTakeFirst();
  return current !== undefined;
}

/**
 * Throws `registry.legal-hold`, `registry.decision-not-possible` for somebody who is in a programme now, and as
 * `refuseOpen` for whoever is on the way into one or to be paid.
 */
async function refuseNeeded({ core, keepers }: Erasing, handle: DbHandle, personId: string): Promise<void> {
  await refuseHeld(handle, personId);
  const reach = await reachOf(handle, personId);
  if (await isEnrolled(handle, personId, reach)) {
    throw new ServiceError('registry.decision-not-possible', { reason: 'in-a-programme', allowed: [] });
  }
  await refuseOpen(keepers, handle, await findElsewhere(core, keepers, handle, reach));
}

/** Throws as `refuseNeeded`. */
export async function askErasure(erasing: Erasing, tx: Tx, personId: string, reason: string): Promise<string> {
  await checkVersion(tx, personId, undefined);
  await refuseNeeded(erasing, tx, personId);
  const id = await insertErasure(erasing.core, tx, 'person', reason);
  await addPeople(tx, id, [personId]);
  tx.audit({
    stream: `person:${personId}`,
    action: 'registry.ask-erasure',
    subject: personId,
    body: { erasureId: id, reason },
  });
  return id;
}

export async function insertErasure(core: Core, tx: Tx, kind: Erasure['kind'], reason: string): Promise<string> {
  const id = core.platform.ids.next();
  const nobody = { decidedById: null, decidedBy: null, decidedAt: null };
  await tx
    .db<RegistryTables>()
    .insertInto('registry.erasure')
    .values({
      id,
      kind,
      reason,
      state: 'asked',
      askedById: tx.actor.id,
      askedBy: tx.actor.loginName,
      askedAt: tx.now,
      ...nobody,
    })
    .execute();
  return id;
}

export async function addPeople(tx: Tx, erasureId: string, personIds: readonly string[]): Promise<void> {
  await sql`
    insert into registry.erasure_person (person_id, erasure_id, district_id)
    select person_id, ${erasureId}, district_id from registry.person
    where person_id = any(${[...personIds]}::uuid[])`.execute(tx.db());
}

type Decision = 'confirm' | 'withdraw';

/**
 * S10: a second person. Throws `registry.second-person-needed`, `registry.decision-not-possible` for one that was
 * decided.
 */
async function takeErasure(erasing: Erasing, tx: Tx, id: string, decision: Decision): Promise<Erasure['kind']> {
  const db = tx.db<RegistryTables>();
  const row = await db.selectFrom('registry.erasure').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new ServiceError('platform.not-found');
  if (decision === 'confirm' && row.askedById === tx.actor.id) throw new ServiceError('registry.second-person-needed');
  // Confirmed before and broken off: it goes on.
  if (decision === 'confirm' && row.state === 'done') return row.kind;
  if (row.state !== 'asked')
    throw new ServiceError('registry.decision-not-possible', { state: row.state, allowed: [] });
  // What held when it was asked for is asked again: a court may have spoken since, or a programme taken them in.
  if (decision === 'confirm' && row.kind === 'person') {
    for (const personId of await peopleOf(tx, id)) await refuseNeeded(erasing, tx, personId);
  }
  await db
    .updateTable('registry.erasure')
    .set({
      state: decision === 'confirm' ? 'done' : 'withdrawn',
      decidedById: tx.actor.id,
      decidedBy: tx.actor.loginName,
      decidedAt: tx.now,
    })
    .where('id', '=', id)
    .execute();
  tx.audit({ stream: `erasure:${id}`, action: `registry.${decision}-erasure`, body: { kind: row.kind } });
  return row.kind;
}

export const withdrawErasure = async (erasing: Erasing, tx: Tx, id: string) =>
  void (await takeErasure(erasing, tx, id, 'withdraw'));

/** Who of an erasure is still there. */
async function peopleOf(handle: DbHandle, id: string): Promise<string[]> {
  const people = await handle
    .db<RegistryTables>()
    .selectFrom('registry.erasurePerson')
    .select('personId')
    .where('erasureId', '=', id)
    .where('erasedAt', 'is', null)
    .orderBy('personId')
    .execute();
  return people.map(({ personId }) => personId);
}

/**
 * Erases one person a transaction; broken off, the same confirmation goes on. Of a retention whoever is not due any
 * more stays: who is held by now, and who came back.
 */
export async function confirmErasure(erasing: Erasing, actor: Actor, id: string): Promise<void> {
  const { platform } = erasing.core;
  const kind = await platform.inTransaction(actor, (tx) => takeErasure(erasing, tx, id, 'confirm'));
  for (const personId of await peopleOf(platform, id)) {
    await platform.inTransaction(actor, async (tx) => {
      if (kind === 'retention' && !(await isDue(erasing, tx, personId))) return;
      await erasePerson(erasing, tx, personId);
      await tx
        .db<RegistryTables>()
        .updateTable('registry.erasurePerson')
        .set({ erasedAt: tx.now })
        .where('personId', '=', personId)
        .where('erasureId', '=', id)
        .execute();
    });
    platform.failpoint('registry.after-erasure');
  }
}

/** Newest first, of people of these districts; a retention is everybody's who may erase. */
export const listErasures = (handle: DbHandle, districts: readonly string[]) =>
  readErasures(handle, districts, sql`true`);

/** Throws `platform.not-found`, also for whoever may not see its people. */
export async function getErasure(handle: DbHandle, districts: readonly string[], id: string): Promise<Erasure> {
  const [found] = await readErasures(handle, districts, sql`e.id = ${id}`);
  if (!found) throw new ServiceError('platform.not-found');
  return found;
}

async function readErasures(
  handle: DbHandle,
  districts: readonly string[],
  which: RawBuilder<unknown>,
): Promise<Erasure[]> {
  const { rows } = await sql<Row>`
    select e.*, count(p.person_id) as people, count(p.erased_at) as erased,
      min(p.person_id::text) filter (where e.kind = 'person' and p.erased_at is null) as person_id
    from registry.erasure e left join registry.erasure_person p on p.erasure_id = e.id
    where ${which}
    group by e.id
    having e.kind = 'retention' or bool_and(p.district_id is null or p.district_id = any(${[...districts]}::uuid[]))
    order by e.asked_at desc, e.id desc limit 100`.execute(handle.db());
  return rows.map(({ id, kind, state, personId, people, erased, reason, askedBy, askedAt, decidedBy, decidedAt }) => ({
    id,
    kind,
    state,
    ...(personId !== null && { personId }),
    people,
    erased,
    reason,
    askedBy,
    askedAt: askedAt.toISOString(),
    ...(decidedBy !== null && { decidedBy }),
    ...(decidedAt !== null && { decidedAt: decidedAt.toISOString() }),
  }));
}

interface Row extends Omit<Erasure, 'askedAt' | 'decidedAt' | 'decidedBy' | 'personId'> {
  readonly personId: string | null;
  readonly askedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}
