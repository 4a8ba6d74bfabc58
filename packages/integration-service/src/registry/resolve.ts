import type { Conflict, ConflictPage, ResolveConflict } from '@interlink/contracts/registry/conflict';
import { ServiceError } from '@interlink/contracts/errors';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { Scope } from '@interlink/contracts/registry/scope';
import { sql, type Selectable } from 'kysely';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { districtCondition, mayShow, seesDistrict, seesProgramme } from './access.js';
import { nameConflicts, namesOf } from './conflict-names.js';
import { renewConflicts } from './conflicts.js';
import type { Core } from './core.js';
import { keepApart, mergePeople } from './decide.js';
import { institutionOf } from './holder-rows.js';
import { lockWriting } from './ingest.js';
import type { ConflictFilter, Linking } from './asking.js';
import type { RegistryTables } from './tables.js';
import { loadHistories } from './versions.js';
import { writePeople } from './write-people.js';

type Row = Selectable<RegistryTables['registry.conflict']>;

/** Conflicts about people that the scope reaches, oldest first. */
export async function listConflicts(
  core: Core,
  actor: Actor,
  scope: Scope,
  filter: ConflictFilter,
): Promise<ConflictPage> {
  const { state = 'open', personId, cursor, limit = 50 } = filter;
  let query = core.platform
    .db<RegistryTables>()
    .selectFrom('registry.conflict as c')
    .innerJoin('registry.person as p', 'p.personId', 'c.personId')
    .selectAll('c')
    .where('c.state', '=', state)
    .where(districtCondition(scope, 'p'))
    .orderBy('c.id')
    .limit(limit + 1);
  if (personId !== undefined) {
    query = query.where((row) => row.or([row('c.personId', '=', personId), row('c.otherPersonId', '=', personId)]));
  }
  if (cursor !== undefined) query = query.where('c.id', '>', cursor);
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const names = await namesOf(core, scope, [
    ...new Set(page.flatMap((row) => [row.personId, row.otherPersonId ?? row.personId])),
  ]);
  const read = {
    action: 'registry.read-conflicts',
    stream: `actor:${actor.id}`,
    subjects: [...names.keys()],
    body: { purpose: scope.purpose },
  };
  return core.platform.auditedRead(actor, read, async () => {
    const items = await Promise.all(page.map((row) => toConflict(core, row, scope)));
    const last = page.at(-1);
    return { items: await nameConflicts(core, names, items), ...(rows.length > limit && last && { next: last.id }) };
  });
}

async function toConflict(core: Core, row: Row, scope: Scope): Promise<Conflict> {
  const { id, kind, personId, version, state, field, otherPersonId, score, resolution, note, resolvedBy } = row;
  return {
    id,
    kind,
    personId,
    version,
    state,
    openedAt: row.openedAt.toISOString(),
    sides: await sidesOf(core, row, scope),
    programmes: await programmesOf(core, row, scope),
    ...(field !== null && { field }),
    ...(otherPersonId !== null && { otherPersonId }),
    ...(score !== null && { score }),
    ...(row.resolvedAt !== null && { resolvedAt: row.resolvedAt.toISOString() }),
    ...(resolvedBy !== null && { resolvedBy }),
    ...(resolution !== null && { resolution }),
    ...(note !== null && { note }),
  };
}

/** Of an overlap the programmes that may be seen: each with the institution of the enrolment that it is about. */
async function programmesOf(core: Core, { kind, programmes, recordIds }: Row, scope: Scope): Promise<string[]> {
  if (kind !== 'overlap') return [];
  const rows = await core.platform
    .db<RegistryTables>()
    .selectFrom('registry.enrolment')
    .select(['recordId', 'source', 'institution'])
    .where('recordId', '=', sql<string>`any(${[...recordIds]}::uuid[])`)
    .execute();
  return programmes.filter((code, at) => {
    const row = rows.find(({ recordId }) => recordId === recordIds[at]);
    return seesProgramme(core, scope, code, row?.institution ?? institutionOf(core, row?.source ?? '', code));
  });
}

/** Both values, so that whoever decides sees what the sources say. */
async function sidesOf(core: Core, { kind, field, recordIds }: Row, { purpose }: Scope): Promise<Conflict['sides']> {
  if (kind !== 'field' || field === null) return [];
  const histories = await loadHistories(core.platform, core.platform.vault, recordIds);
  return recordIds.flatMap((recordId) => {
    const own = (histories.get(recordId) ?? []).find((one) => one.recordId === recordId);
    const last = own?.statements.at(-1);
    if (!own || !last) return [];
    const value = (last.data as PersonData | undefined)?.[field as keyof PersonData];
    const { source } = own;
    return [{ source, recordId, recordedAt: last.recordedAt, ...(mayShow(purpose, field) && { value }) }];
  });
}

const fitting: Readonly<Record<Row['kind'], readonly ResolveConflict['decision'][]>> = {
  field: ['choose'],
  overlap: ['accept'],
  'probable-match': ['link', 'apart'],
};

/** A person decides; the decision is kept with who made it, and no rule undoes it. */
export async function resolveConflict(
  core: Core,
  tx: Tx,
  id: string,
  decision: ResolveConflict,
  scope: Scope,
  how: Linking,
): Promise<void> {
  await lockWriting(tx);
  const row = await getOpen(core, tx, id, scope, how.version);
  const allowed = fitting[row.kind];
  if (!allowed.includes(decision.decision)) throw new ServiceError('registry.decision-not-possible', { allowed });
  if (row.otherPersonId !== null) await refuseUnseen(tx, row.otherPersonId, scope);
  await tx
    .db<RegistryTables>()
    .updateTable('registry.conflict')
    .set({
      state: 'resolved',
      version: row.version + 1,
      resolvedAt: tx.now,
      resolvedBy: how.actor.loginName,
      resolution: decision.decision,
      note: decision.note,
    })
    .where('id', '=', id)
    .execute();
  await carryOut(core, tx, row, decision, how);
  const body = { id, kind: row.kind, decision: decision.decision, note: decision.note };
  tx.audit({ stream: `person:${row.personId}`, action: 'registry.resolve-conflict', subject: row.personId, body });
}

/** S2: whoever may not see both may say neither that they are one nor that they are two. */
async function refuseUnseen(tx: Tx, personId: string, scope: Scope): Promise<void> {
  const row = await tx
    .db<RegistryTables>()
    .selectFrom('registry.person')
    .select('districtId')
    .where('personId', '=', personId)
    .where('mergedInto', 'is', null)
    .executeTakeFirst();
  if (!row || !seesDistrict(scope, row.districtId)) throw new ServiceError('registry.person-not-found');
}

async function carryOut(
  core: Core,
  tx: Tx,
  row: Row,
  { decision, recordId }: ResolveConflict,
  how: Linking,
): Promise<void> {
  const { personId, otherPersonId, field } = row;
  if (decision === 'choose') {
    if (recordId === undefined || field === null || !row.recordIds.includes(recordId)) {
      throw new ServiceError('registry.decision-not-possible', { allowed: ['choose'], recordIds: row.recordIds });
    }
    await chooseRecord(tx, row.recordIds, recordId, field);
    await renewConflicts(core, tx, await writePeople(core, tx, [personId]), []);
  }
  if (otherPersonId === null) return;
  if (decision === 'link')
    await mergePeople(core, tx, otherPersonId, personId, { actor: how.actor, reason: how.reason });
  if (decision === 'apart')
    await keepApart(tx, await recordIds(tx, personId), await recordIds(tx, otherPersonId), true);
}

async function recordIds(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .select('recordId')
    .where('personId', '=', personId)
    .execute();
  return rows.map((row) => row.recordId);
}

async function chooseRecord(tx: Tx, sides: readonly string[], chosen: string, field: string): Promise<void> {
  const db = tx.db<RegistryTables>();
  const who = tx.actor.onBehalfOf ?? tx.actor.loginName;
  const { rows } = await sql<{ recordId: string; seq: number }>`
    select record_id, max(seq) as seq from registry.field_choice
    where record_id = any(${[...sides]}::uuid[]) and field = ${field} group by record_id`.execute(db);
  const seqs = new Map(rows.map(({ recordId, seq }) => [recordId, seq]));
  const choices = sides.map((recordId) => ({
    recordId,
    field,
    who,
    seq: (seqs.get(recordId) ?? 0) + 1,
    holds: recordId === chosen,
    recordedAt: tx.now,
  }));
  await db.insertInto('registry.fieldChoice').values(choices).execute();
}

async function getOpen(core: Core, tx: Tx, id: string, scope: Scope, version: number | undefined): Promise<Row> {
  const row = await tx
    .db<RegistryTables>()
    .selectFrom('registry.conflict as c')
    .innerJoin('registry.person as p', 'p.personId', 'c.personId')
    .selectAll('c')
    .where('c.id', '=', id)
    .where(districtCondition(scope, 'p'))
    .forUpdate('c')
    .executeTakeFirst();
  if (!row) throw new ServiceError('registry.conflict-not-found');
  if (row.state === 'open' && (version === undefined || version === row.version)) return row;
  const present = await toConflict(core, row, scope);
  throw new ServiceError('registry.person-changed', { version: row.version, present });
}
