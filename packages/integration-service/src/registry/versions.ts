import type { RecordKind, SourceRecord } from '@interlink/contracts/registry/source-record';
import type { RecordHistory } from '@interlink/domain/registry/fold-person';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { SealedPlace, Vault } from '../platform/vault.js';
import { groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';

/** The purpose of the keys that protect what sources say; erasing a person destroys them. */
export const KEY_PURPOSE = 'registry';

/** A version that is to be kept. */
export interface NewVersion {
  readonly subjectId: string;
  readonly recordId: string;
  readonly seq: number;
  readonly source: string;
  readonly record: SourceRecord;
}

const placeOf = (version: { subjectId: string; recordId: string; seq: number }): SealedPlace => ({
  table: 'registry.source_record',
  column: 'sealed',
  rowId: `${version.recordId}:${version.seq}`,
  subjectId: version.subjectId,
  purpose: KEY_PURPOSE,
});

export async function appendVersions(handle: DbHandle, vault: Vault, versions: readonly NewVersion[], at: Date) {
  if (versions.length === 0) return;
  const rows = await versionRows(handle, vault, versions, at);
  await handle.db<RegistryTables>().insertInto('registry.sourceRecord').values(rows).execute();
}

/** Sealed and as rows, yet to be kept. */
async function versionRows(handle: DbHandle, vault: Vault, versions: readonly NewVersion[], at: Date) {
  return toRows(versions, await vault.sealAll(handle, versions.map(toSeal)), at);
}

/** The same for subjects of whom nothing was ever said, with the rows of their keys; without the database. */
export function firstVersionRows(vault: Vault, versions: readonly NewVersion[], at: Date) {
  const { sealed, keys } = vault.sealNewcomers(versions.map(toSeal), at);
  return { rows: toRows(versions, sealed, at), keys };
}

const toSeal = (version: NewVersion) => ({
  place: placeOf(version),
  plaintext: JSON.stringify(contentOf(version.record)),
});

function toRows(versions: readonly NewVersion[], sealed: readonly Buffer[], at: Date) {
  return versions.map(({ subjectId, recordId, seq, source, record }, index) => ({
    subjectId,
    recordId,
    seq,
    source,
    kind: record.kind,
    validFrom: record.validFrom ?? firstFrom(record, seq) ?? null,
    validTo: 'validTo' in record ? (record.validTo ?? null) : null,
    recordedAt: at,
    deleted: 'deleted' in record,
    sealed: sealed[index] as Buffer,
  }));
}

const firstFrom = (record: SourceRecord, seq: number) =>
  seq === 1 && 'firstFrom' in record ? record.firstFrom : undefined;

interface Content {
  readonly key: string;
  readonly data?: unknown;
}

const contentOf = (record: SourceRecord): Content => ({
  key: record.key,
  ...('data' in record && { data: record.data }),
});

/** Everything that was ever said about these subjects, or of one kind, by subject; what was erased is left out. */
export async function loadHistories(
  handle: DbHandle,
  vault: Vault,
  subjectIds: readonly string[],
  kind?: RecordKind,
): Promise<ReadonlyMap<string, readonly RecordHistory[]>> {
  let query = handle
    .db<RegistryTables>()
    .selectFrom('registry.sourceRecord')
    .selectAll()
    .where('subjectId', '=', sql<string>`any(${subjectIds}::uuid[])`)
    .orderBy('subjectId')
    .orderBy('recordId')
    .orderBy('seq');
  if (kind !== undefined) query = query.where('kind', '=', kind);
  const rows = await query.execute();
  const opened = await vault.openAll(
    handle,
    rows.map((row) => ({ place: placeOf(row), sealed: row.sealed })),
  );
  const histories = new Map<string, RecordHistory>();
  rows.forEach((row, index) => {
    const text = opened[index];
    if (text === undefined) return;
    const { key, data } = JSON.parse(text) as Content;
    const { recordId, subjectId, source, seq } = row;
    // A record that came to another subject has two, each with its own part.
    const name = `${subjectId}|${recordId}`;
    const kept = histories.get(name);
    const statement = {
      seq,
      recordedAt: row.recordedAt.toISOString(),
      ...(row.validFrom !== null && { validFrom: row.validFrom }),
      ...(row.validTo !== null && { validTo: row.validTo }),
      ...(!row.deleted && { data }),
    };
    const statements = [...(kept?.statements ?? []), statement];
    histories.set(name, { recordId, subjectId, kind: row.kind as RecordKind, source, key, statements } as never);
  });
  return groupBy(histories.values(), ({ subjectId }) => subjectId);
}
