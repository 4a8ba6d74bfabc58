import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Core } from './core.js';
import { foldPast } from './fold-current.js';
import { holderRows } from './holder-rows.js';
import type { PersonState } from './person-view.js';
import { groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';
import { maskAll } from './write-people.js';

const among = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

/** Many people from the current view, in six queries whatever their number. */
export async function loadPeople(handle: DbHandle, personIds: readonly string[]): Promise<PersonState[]> {
  if (personIds.length === 0) return [];
  const db = handle.db<RegistryTables>();
  const of = <T extends 'registry.enrolment' | 'registry.benefit' | 'registry.payment'>(table: T) =>
    db
      .selectFrom(table as 'registry.enrolment')
      .selectAll()
      .where('holderId', '=', among(personIds));
  const [people, records, memberships, enrolments, benefits, payments] = await Promise.all([
    db.selectFrom('registry.person').selectAll().where('personId', '=', among(personIds)).execute(),
    db
      .selectFrom('registry.personRecord')
      .selectAll()
      .where('personId', '=', among(personIds))
      .orderBy('linkedAt')
      .orderBy('recordId')
      .execute(),
    loadMemberships(handle, personIds),
    of('registry.enrolment').orderBy('enrolledOn').orderBy('recordId').execute(),
    of('registry.benefit')
      .orderBy('dueOn' as never)
      .orderBy('recordId')
      .execute(),
    of('registry.payment')
      .orderBy('paidOn' as never)
      .orderBy('recordId')
      .execute(),
  ]);
  const by = {
    records: groupBy(records, ({ personId }) => personId),
    memberships: groupBy(memberships, ({ personId }) => personId ?? ''),
    enrolments: groupBy(enrolments, ({ holderId }) => holderId),
    benefits: groupBy(benefits, ({ holderId }) => holderId),
    payments: groupBy(payments, ({ holderId }) => holderId),
  };
  const found = new Map(people.map((row) => [row.personId, row]));
  return personIds.flatMap((personId) => {
    const row = found.get(personId);
    if (!row || row.mergedInto !== null) return [];
    const rest = Object.fromEntries(Object.entries(by).map(([name, groups]) => [name, groups.get(personId) ?? []]));
    return [{ ...row, ...rest } as unknown as PersonState];
  });
}

function loadMemberships(handle: DbHandle, personIds: readonly string[]) {
  return handle
    .db<RegistryTables>()
    .selectFrom('registry.householdMember as m')
    .innerJoin('registry.household as h', 'h.householdId', 'm.householdId')
    .select(['m.personId', 'm.householdId', 'h.source', 'm.role', 'm.recipient'])
    .where('m.personId', '=', among(personIds))
    .execute();
}

/** One person as they were true on a day and known at a moment, folded from what sources said. */
export async function loadPastPerson(
  core: Core,
  personId: string,
  moment: { asOf: string; knownAt: string },
): Promise<PersonState | undefined> {
  const person = await foldPast(core, personId, moment);
  if (!person || person.records.length === 0) return undefined;
  const { folded, records } = person;
  const rows = holderRows(core, personId, 'person', folded);
  const { data } = folded;
  return {
    personId,
    version: 0,
    data: { ...data, ...(data.accounts && { maskedAccounts: maskAll(data.accounts) ?? [] }) },
    provenance: folded.provenance,
    knownSince: folded.knownSince ?? null,
    lastUpdated: new Date(folded.lastUpdated),
    records: records.map((row) => ({ ...row, evidence: [...row.evidence], deleted: folded.deleted.has(row.recordId) })),
    memberships: await loadMemberships(core.platform, [personId]),
    enrolments: folded.enrolments.map((held, at) => ({
      ...(rows.enrolments[at] as (typeof rows.enrolments)[number]),
      statusHistory: held.statusHistory ?? [],
    })),
    benefits: folded.benefits.map((held, at) => ({
      ...(rows.benefits[at] as (typeof rows.benefits)[number]),
      data: held.data,
    })),
    payments: folded.payments.map((held, at) => ({
      ...(rows.payments[at] as (typeof rows.payments)[number]),
      data: held.data,
    })),
  };
}

/** Programmes by code, of all sources; cached by nobody: there are a few dozen. */
export async function loadProgrammes(handle: DbHandle): Promise<ReadonlyMap<string, ProgrammeData>> {
  const rows = await handle.db<RegistryTables>().selectFrom('registry.programme').select(['code', 'data']).execute();
  return new Map(rows.map(({ code, data }) => [code, data]));
}
