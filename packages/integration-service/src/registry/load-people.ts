import type { PersonData } from '@interlink/contracts/registry/person';
import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import type { Moment } from '@interlink/domain/registry/bitemporal';
import type { RecordHistory } from '@interlink/domain/registry/fold-person';
import { membersAt } from '@interlink/domain/registry/household-members';
import { sql, type RawBuilder } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Joint } from '../platform/jointly.js';
import { runBatch } from '../platform/statement.js';
import type { Core } from './core.js';
import { foldPast } from './fold-current.js';
import { holderRows } from './holder-rows.js';
import type { PersonState, Shown } from './person-view.js';
import type { RegistryTables } from './tables.js';
import { loadHistories } from './versions.js';
import { isHousehold, memberRowOf } from './write-households.js';
import { maskAll } from './write-people.js';

/** Many people from the current view, in the order of `personIds`: one statement whatever their number. */
export async function loadPeople(handle: DbHandle, personIds: readonly string[]): Promise<PersonState[]> {
  if (personIds.length === 0) return [];
  const { rows } = await people(personIds).execute(handle.db());
  const found = new Map(rows.map((row) => [row.personId, toState(row)]));
  return personIds.flatMap((personId) => found.get(personId) ?? []);
}

const people = (personIds: readonly string[]) => sql<PersonRow>`
  select p.person_id as "personId", p.version, p.data, p.provenance, p.known_since as "knownSince",
    p.last_updated as "lastUpdated", ${RECORDS} as records, ${MEMBERSHIPS} as memberships, ${ENROLMENTS} as enrolments,
    ${BENEFITS} as benefits, ${PAYMENTS} as payments
  from registry.person p
  where p.merged_into is null and p.person_id = any(${[...personIds]}::uuid[])`;

type ProgrammeRow = { readonly code: string; readonly data: ProgrammeData };

/** One as they are now, with the programmes by code: for all who ask in one turn, two statements in one round trip. */
export const readingPeople: Joint<string, Pick<Shown, 'programmes'> & { readonly state: PersonState | undefined }> = {
  async doAll(db, personIds) {
    const { sql: text, parameters: values } = people(personIds).compile(db);
    const answers = await runBatch(db, [{ text: 'select code, data from registry.programme', values: [] }, { text, values }]); // prettier-ignore
    const [codes, rows] = answers as unknown as [readonly ProgrammeRow[], readonly PersonRow[]];
    const programmes = new Map(codes.map(({ code, data }) => [code, data]));
    const found = new Map(rows.map((row) => [row.personId, toState(row)]));
    return personIds.map((personId) => ({ programmes, state: found.get(personId) }));
  },
};

const toState = (row: PersonRow): PersonState => ({
  ...row,
  records: row.records.map((one) => ({ ...one, linkedAt: new Date(one.linkedAt) })),
  enrolments: row.enrolments.map((one) => ({ ...one, lastUpdated: new Date(one.lastUpdated) })),
});

/** A list of rows of one person as JSON, in that order. */
const list = (rows: RawBuilder<unknown>) => sql`(select coalesce(json_agg(one), '[]') from (${rows}) one)`;

const RECORDS = list(sql`
  select r.record_id as "recordId", r.source, r.record_key as "recordKey", r.linked_by as "linkedBy",
    r.linked_at as "linkedAt", r.score, r.evidence, r.deleted
  from registry.person_record r where r.person_id = p.person_id order by r.linked_at, r.record_id`);

const MEMBERSHIPS = list(sql`
  select m.household_id as "householdId", h.source, m.role, m.recipient, m.from_day as "from", m.to_day as "to"
  from registry.household_member m join registry.household h on h.household_id = m.household_id
  where m.person_id = p.person_id order by m.household_id, m.record_id`);

const ENROLMENTS = list(sql`
  select e.holder_id as "holderId", e.record_id as "recordId", e.holder_kind as "holderKind", e.source, e.programme,
    e.institution, e.status, e.status_changed_on as "statusChangedOn", e.enrolled_on as "enrolledOn",
    e.ends_on as "endsOn", e.status_history as "statusHistory", e.last_updated as "lastUpdated"
  from registry.enrolment e where e.holder_id = p.person_id order by e.enrolled_on, e.record_id`);

const BENEFITS = list(sql`
  select b.record_id as "recordId", b.source, b.programme, b.data
  from registry.benefit b where b.holder_id = p.person_id order by b.due_on, b.record_id`);

const PAYMENTS = list(sql`
  select y.record_id as "recordId", y.source, y.programme, y.data
  from registry.payment y where y.holder_id = p.person_id order by y.paid_on, y.record_id`);

/** As JSON carries it: moments are text. */
type AsJson<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] };

type PersonRow = Omit<PersonState, 'enrolments' | 'records'> & {
  readonly records: readonly AsJson<PersonState['records'][number]>[];
  readonly enrolments: readonly AsJson<PersonState['enrolments'][number]>[];
};

/** What is said of people themselves, of a set that the database knows; whoever became another is left out. */
export async function loadFieldsAmong(handle: DbHandle, among: RawBuilder<unknown>) {
  const { rows } = await sql<Pick<PersonState, 'data' | 'personId'>>`
    select p.person_id, p.data from registry.person p where p.merged_into is null and p.person_id ${among}`.execute(
    handle.db(),
  );
  return rows;
}

/** One person as they were true on a day and known at a moment, folded from what sources said. */
export async function loadPastPerson(core: Core, personId: string, moment: Moment): Promise<PersonState | undefined> {
  const [{ people, owners }, households] = await Promise.all([
    foldPast(core, { personIds: [personId] }, moment),
    householdsEver(core, [personId]),
  ]);
  const [person] = people;
  if (!person) return undefined;
  const { folded, records } = person;
  const rows = holderRows(core, personId, 'person', folded);
  return {
    personId,
    version: 0,
    data: masked(folded.data),
    provenance: folded.provenance,
    knownSince: folded.knownSince ?? null,
    lastUpdated: new Date(folded.lastUpdated),
    records: records.map((row) => ({ ...row, evidence: [...row.evidence], deleted: folded.deleted.has(row.recordId) })),
    memberships: households.flatMap((history) =>
      membersAt(history, moment).flatMap((member) => {
        const { recordId, householdId, role, recipient } = memberRowOf(history, member);
        return owners.has(recordId) ? [{ householdId, source: history.source, role, recipient }] : [];
      }),
    ),
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

/** Households that ever named one of the records that were ever these people's. */
export async function householdsEver(
  { platform }: Core,
  personIds: readonly string[],
): Promise<RecordHistory<'household'>[]> {
  const records = sql`select record_id from registry.link where person_id = any(${[...personIds]}::uuid[])`;
  const { rows } = await sql<{ householdId: string }>`
    select household_id from registry.household_member where record_id in (${records})
    union select household_id from registry.former_member where record_id in (${records})
    order by household_id`.execute(platform.db());
  const ids = rows.map(({ householdId }) => householdId);
  if (ids.length === 0) return [];
  const histories = await loadHistories(platform, platform.vault, ids, 'household');
  return [...histories.values()].flat().filter(isHousehold);
}

/** Account numbers are shown to nobody in full. */
export const masked = (data: PersonData): PersonState['data'] => ({
  ...data,
  ...(data.accounts && { maskedAccounts: maskAll(data.accounts) ?? [] }),
});

/**
 * Programmes by code, of all sources: as those that tell more than codes say, else as the deployment calls them. Cached
 * by nobody: there are a few dozen.
 */
export async function loadProgrammes({ platform, policy }: Core): Promise<ReadonlyMap<string, ProgrammeData>> {
  const rows = await platform.db<RegistryTables>().selectFrom('registry.programme').select(['code', 'data']).execute();
  const configured = Object.values(policy.sources).flatMap(({ programmes = {} }) => Object.entries(programmes));
  return new Map([
    ...configured.map(([code, name]) => [code, { code, name }] as const),
    ...rows.map(({ code, data }) => [code, data] as const),
  ]);
}
