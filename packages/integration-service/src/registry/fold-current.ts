import { foldPerson, type FoldedPerson } from '@interlink/domain/registry/fold-person';
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

/** One person as they were true on a day and known at a moment: the links of that moment, not today's. */
export async function foldPast(core: Core, personId: string, moment: { asOf: string; knownAt: string }) {
  const db = core.platform.db<RegistryTables>();
  const rows = await db
    .selectFrom('registry.link')
    .selectAll()
    .where('recordId', 'in', (query) =>
      query.selectFrom('registry.link as mine').select('mine.recordId').where('mine.personId', '=', personId),
    )
    .execute();
  const known = linksAt(
    rows.map((row) => ({ ...row, at: row.recordedAt, recordedAt: row.recordedAt.toISOString() })),
    moment.knownAt,
  );
  const own = [...known.values()].filter((link) => link.personId === personId);
  const records = own.map(({ recordId, linkedBy, at, score, evidence }) => ({
    recordId,
    linkedBy,
    score,
    evidence,
    linkedAt: at,
    source: '',
    recordKey: '',
  }));
  const [person] = await foldSets(core, core.platform, new Map([[personId, records]]), [personId], moment);
  return person;
}

async function foldSets(
  core: Core,
  handle: DbHandle,
  sets: ReadonlyMap<string, readonly LinkedRow[]>,
  personIds: readonly string[],
  moment: { asOf: string; knownAt: string },
): Promise<CurrentPerson[]> {
  const recordIds = [...sets.values()].flat().map(({ recordId }) => recordId);
  const histories = await loadHistories(handle, core.platform.vault, recordIds);
  const choices = await loadChoices(handle, recordIds, moment.knownAt);
  return personIds.map((personId) => {
    const rows = sets.get(personId) ?? [];
    const own = rows.flatMap(({ recordId }) => histories.get(recordId) ?? []);
    const chosen = Object.fromEntries(rows.flatMap(({ recordId }) => choices.get(recordId) ?? []));
    const records = rows.map((row) => {
      const history = own.find(({ recordId }) => recordId === row.recordId);
      return { ...row, source: history?.source ?? row.source, recordKey: history?.key ?? row.recordKey };
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
