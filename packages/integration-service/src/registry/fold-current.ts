import { foldPerson, type FoldedPerson } from '@interlink/domain/registry/fold-person';
import type { Moment } from '@interlink/domain/registry/bitemporal';
import { linksAt } from '@interlink/domain/registry/fold-links';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Core } from './core.js';
import { groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';
import { loadHistories } from './versions.js';

/** A linked record as it is shown. */
export interface LinkedRow {
  readonly recordId: string;
  readonly source: string;
  readonly recordKey: string;
  readonly linkedBy: RegistryTables['registry.personRecord']['linkedBy'];
  readonly linkedAt: Date;
  readonly score: number | null;
  readonly evidence: readonly string[];
}

export interface CurrentPerson {
  readonly personId: string;
  readonly records: readonly LinkedRow[];
  readonly folded: FoldedPerson;
}

/** Folds people anew from what sources said, at one moment; the records are those linked to them now. */
export async function foldCurrent(
  core: Core,
  handle: DbHandle,
  personIds: readonly string[],
  now: Date,
): Promise<CurrentPerson[]> {
  const records = await handle
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .selectAll()
    .where('personId', '=', sql<string>`any(${personIds}::uuid[])`)
    .orderBy('linkedAt')
    .orderBy('recordId')
    .execute();
  return foldSets(
    core,
    handle,
    groupBy(records, ({ personId }) => personId),
    personIds,
    {
      asOf: now.toISOString().slice(0, 10),
      knownAt: now.toISOString(),
    },
  );
}

type Asked = { readonly personIds: readonly string[] } | { readonly recordIds: readonly string[] };

export interface PastPeople {
  readonly people: readonly CurrentPerson[];
  /** Whose each of their records was. */
  readonly owners: ReadonlyMap<string, string>;
}

/**
 * People, or whoever these records belonged to, as they were true on a day and known at a moment: by the links of that
 * moment, not today's. As many statements for a whole household as for one; whoever was erased is nobody (S15).
 */
export async function foldPast(core: Core, asked: Asked, moment: Moment): Promise<PastPeople> {
  const everybody =
    'personIds' in asked
      ? sql`${[...asked.personIds]}::uuid[]`
      : sql`array(select person_id from registry.link where record_id = any(${[...asked.recordIds]}::uuid[]))`;
  const { rows } = await sql<RegistryTables['registry.link']>`
    select * from registry.link where record_id in
      (select mine.record_id from registry.link mine where mine.person_id = any(${everybody}))
    order by recorded_at, record_id, seq`.execute(core.platform.db());
  const known = linksAt(
    rows.map((row) => ({ ...row, at: row.recordedAt, recordedAt: row.recordedAt.toISOString() })),
    moment.knownAt,
  );
  const wanted = new Set(
    'personIds' in asked ? asked.personIds : asked.recordIds.flatMap((id) => known.get(id)?.personId ?? []),
  );
  const own = [...known.values()].filter(({ personId }) => wanted.has(personId));
  const sets = groupBy(
    own.map((link) => ({ ...link, linkedAt: link.at, source: '', recordKey: '' })),
    ({ personId }) => personId,
  );
  const folded = await foldSets(core, core.platform, sets, [...sets.keys()], moment);
  // What was said of somebody who was erased cannot be opened.
  const people = folded.filter(({ records }) => records.some(({ source }) => source !== ''));
  const owners = people.flatMap(({ personId, records }) =>
    records.map(({ recordId }) => [recordId, personId] as const),
  );
  return { people, owners: new Map(owners) };
}

async function foldSets(
  core: Core,
  handle: DbHandle,
  sets: ReadonlyMap<string, readonly LinkedRow[]>,
  personIds: readonly string[],
  moment: Moment,
): Promise<CurrentPerson[]> {
  const recordIds = [...sets.values()].flat().map(({ recordId }) => recordId);
  const histories = await loadHistories(handle, core.platform.vault, recordIds);
  const choices = await loadChoices(handle, recordIds, moment.knownAt);
  return personIds.map((personId) => {
    const rows = sets.get(personId) ?? [];
    const own = rows.flatMap(({ recordId }) => histories.get(recordId) ?? []);
    const chosen = Object.fromEntries(rows.flatMap(({ recordId }) => choices.get(recordId) ?? []));
    const records = rows.map(({ recordId, source, recordKey, linkedBy, linkedAt, score, evidence }) => {
      const history = own.find((one) => one.recordId === recordId);
      const named = { source: history?.source ?? source, recordKey: history?.key ?? recordKey };
      return { ...named, recordId, linkedBy, linkedAt, score, evidence };
    });
    return { personId, records, folded: foldPerson(own, moment, core.fieldPolicies, chosen) };
  });
}

/** By record: the fields for which a person chose it. */
async function loadChoices(handle: DbHandle, recordIds: readonly string[], knownAt: string) {
  const rows = await handle
    .db<RegistryTables>()
    .selectFrom('registry.fieldChoice')
    .select(['recordId', 'field', 'holds', 'seq'])
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .where('recordedAt', '<=', new Date(knownAt))
    .orderBy('seq')
    .execute();
  const last = new Map(rows.map((row) => [`${row.recordId}|${row.field}`, row]));
  const holding = [...last.values()].filter(({ holds }) => holds);
  const grouped = groupBy(holding, ({ recordId }) => recordId);
  return new Map(
    [...grouped].map(([recordId, choices]) => [recordId, choices.map(({ field }) => [field, recordId] as const)]),
  );
}
