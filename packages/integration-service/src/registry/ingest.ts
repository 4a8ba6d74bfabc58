import { ServiceError } from '@interlink/contracts/errors';
import { PERSON_CHANGED, type PersonChanged } from '@interlink/contracts/registry/events';
import { SourceRecord, type IngestResult, type RecordKind } from '@interlink/contracts/registry/source-record';
import { canonicalJson } from '@interlink/domain/registry/choose-fields';
import { sql } from 'kysely';
import { Compile } from 'typebox/compile';
import { findUnstorable } from '../platform/http/storable.js';
import type { Tx } from '../platform/transaction.js';
import { renewConflicts } from './conflicts.js';
import type { Core } from './core.js';
import type { Newcomer } from './candidates.js';
import { linkNewcomers } from './linking.js';
import { recordIdOf, subjectIdOf } from './record-ids.js';
import { groupBy, insertColumns } from './rows.js';
import type { RegistryTables } from './tables.js';
import { appendVersions, KEY_PURPOSE, type NewVersion } from './versions.js';
import { writeHouseholds } from './write-households.js';
import { writePeople, type PersonDifference } from './write-people.js';

const checker = Compile(SourceRecord);
const MOST = 1000;

/** Throws `registry.record-refused` for the first record that is not one; nothing of the call is kept then. */
export function checkRecords(records: readonly unknown[]): asserts records is readonly SourceRecord[] {
  if (records.length > MOST) throw new ServiceError('registry.record-refused', { reason: 'too-many', most: MOST });
  records.forEach((record, index) => {
    // What the model has no place for is kept as it came: it alone may still hold what no database keeps.
    const where = checker.Check(record) ? findUnstorable(record) : checker.Errors(record)[0]?.instancePath || '/';
    if (where !== undefined) throw new ServiceError('registry.record-refused', { index, where });
  });
}

/** One writer at a time: two sources that bring the same person at once must see each other. */
export async function lockWriting(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('registry.write'))`.execute(tx.db<RegistryTables>());
}

export async function ingestInTransaction(
  core: Core,
  tx: Tx,
  source: string,
  records: readonly SourceRecord[],
): Promise<IngestResult> {
  await lockWriting(tx);
  await touchSource(core, tx, source, records.length);
  const news = await findNews(core, tx, source, await leaveErasedOut(core, tx, source, records));
  await appendVersions(tx, core.platform.vault, news.versions, tx.now);
  await saveHeads(tx, news);
  const probable = await linkNewcomers(core, tx, await findNewcomers(tx, news.versions));
  const households = await affectedHouseholds(tx, news.versions);
  const people = await affectedPeople(tx, news.versions);
  await writeHouseholds(core, tx, households);
  const differences = await writePeople(core, tx, [...people, ...probable.map(({ personId }) => personId)]);
  await renewConflicts(core, tx, differences, probable);
  announce(core, tx, differences, news.versions);
  const { added, changed, deleted } = news;
  const unchanged = records.length - added - changed - deleted;
  return {
    received: records.length,
    added,
    changed,
    deleted,
    unchanged,
    people: differences.map(({ personId }) => personId),
  };
}

export async function touchSource(core: Core, tx: Tx, source: string, count: number): Promise<void> {
  const settings = core.policy.sources[source];
  if (!settings) throw new ServiceError('registry.source-unknown', { source });
  await tx
    .db<RegistryTables>()
    .insertInto('registry.source')
    .values({
      code: source,
      name: settings.name,
      kind: settings.kind,
      institution: settings.institution ?? null,
      cursor: '{}',
      lastSeenAt: tx.now,
      createdAt: tx.now,
    })
    .onConflict((clash) => clash.column('code').doUpdateSet({ lastSeenAt: tx.now }))
    .execute();
  if (count > 0) tx.audit({ stream: `source:${source}`, action: 'registry.ingest', body: { source, records: count } });
}

/** S15: nothing more is kept about whoever was erased, whatever a source goes on saying; the others of a page are. */
async function leaveErasedOut(core: Core, tx: Tx, source: string, records: readonly SourceRecord[]) {
  const subjects = records.map((record) => subjectIdOf(source, record));
  const erased = await core.platform.vault.erasedAmong(tx, subjects, KEY_PURPOSE);
  return erased.size === 0 ? records : records.filter((_record, at) => !erased.has(subjects[at] ?? ''));
}

interface News {
  readonly versions: readonly NewVersion[];
  readonly hashes: ReadonlyMap<string, string>;
  readonly seen: readonly string[];
  /** Heads of records that are somebody else's now. */
  readonly left: readonly Head[];
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

/** What was not said before in the same words. The hash is keyed: nothing can be guessed from it. */
async function findNews(core: Core, tx: Tx, source: string, records: readonly SourceRecord[]): Promise<News> {
  const ids = records.map(({ kind, key }) => recordIdOf(source, kind, key));
  const heads = await loadHeads(tx, ids);
  const erased = await erasedOf(core, tx, source, records, heads);
  const hashes = new Map<string, string>();
  const versions: NewVersion[] = [];
  const left: Head[] = [];
  const counts = { added: 0, changed: 0, deleted: 0 };
  records.forEach((record, index) => {
    const recordId = ids[index] as string;
    const head = heads.get(recordId);
    const hash = core.platform.vault.blindIndex('registry.content', canonicalJson(record));
    const isDeletion = 'deleted' in record;
    if (head?.contentHash === hash || (isDeletion && (!head || head.deleted))) return;
    const subjectId = head && isDeletion ? head.subjectId : subjectIdOf(source, record);
    const before = head && head.subjectId !== subjectId ? [head] : [];
    const gone = before.flatMap((one) => goneFrom(one, source, record, erased));
    left.push(...before);
    const seq = (head?.seq ?? 0) + gone.length + 1;
    versions.push(...gone, { subjectId, recordId, seq, source, record });
    heads.set(recordId, { subjectId, recordId, seq, contentHash: hash, deleted: isDeletion });
    hashes.set(recordId, hash);
    counts[isDeletion ? 'deleted' : head ? 'changed' : 'added'] += 1;
  });
  return { versions, hashes, seen: [...heads.keys()], left, ...counts };
}

/** Whoever was erased of those whose records came to another. */
async function erasedOf(
  core: Core,
  tx: Tx,
  source: string,
  records: readonly SourceRecord[],
  heads: ReadonlyMap<string, Head>,
): Promise<ReadonlySet<string>> {
  const before = records.flatMap((record) => {
    const head = 'subject' in record ? heads.get(recordIdOf(source, record.kind, record.key)) : undefined;
    return head && head.subjectId !== subjectIdOf(source, record) ? [head.subjectId] : [];
  });
  return before.length === 0 ? new Set() : core.platform.vault.erasedAmong(tx, before, KEY_PURPOSE);
}

/** Of whom a record was it is gone: nobody goes on drawing what their source says is another's. */
function goneFrom(
  { subjectId, recordId, seq, deleted }: Head,
  source: string,
  { kind, key }: SourceRecord,
  erased: ReadonlySet<string>,
): NewVersion[] {
  if (deleted || erased.has(subjectId)) return [];
  return [{ subjectId, recordId, seq: seq + 1, source, record: { kind, key, deleted: true } }];
}

type Head = Pick<RegistryTables['registry.recordHead'], 'subjectId' | 'recordId' | 'seq' | 'contentHash' | 'deleted'>;

async function loadHeads(tx: Tx, recordIds: readonly string[]): Promise<Map<string, Head>> {
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.recordHead')
    .select(['subjectId', 'recordId', 'seq', 'contentHash', 'deleted'])
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.recordId, row]));
}

async function saveHeads(tx: Tx, { versions, hashes, seen, left }: News): Promise<void> {
  const db = tx.db<RegistryTables>();
  if (left.length > 0) {
    await db
      .deleteFrom('registry.recordHead')
      .where('subjectId', '=', sql<string>`any(${left.map(({ subjectId }) => subjectId)}::uuid[])`)
      .where('recordId', '=', sql<string>`any(${left.map(({ recordId }) => recordId)}::uuid[])`)
      .execute();
  }
  const last = new Map(versions.map((version) => [version.recordId, version]));
  await db
    .updateTable('registry.recordHead')
    .set({ seenAt: tx.now })
    .where('recordId', '=', sql<string>`any(${seen.filter((id) => !last.has(id))}::uuid[])`)
    .execute();
  const rows = [...last.values()].map(({ subjectId, recordId, seq, source, record }) => ({
    subjectId,
    recordId,
    seq,
    source,
    kind: record.kind as RecordKind,
    contentHash: hashes.get(recordId) ?? '',
    deleted: 'deleted' in record,
    seenAt: tx.now,
  }));
  await insertColumns(
    db,
    'registry.recordHead',
    HEAD,
    rows,
    sql`on conflict (subject_id, record_id) do update set seq = excluded.seq, content_hash = excluded.content_hash,
      deleted = excluded.deleted, seen_at = excluded.seen_at`,
  );
}

const HEAD = {
  subjectId: 'uuid',
  recordId: 'uuid',
  seq: 'integer',
  source: 'text',
  kind: 'text',
  contentHash: 'text',
  deleted: 'boolean',
  seenAt: 'timestamptz',
} as const;

async function findNewcomers(tx: Tx, versions: readonly NewVersion[]): Promise<Newcomer[]> {
  const last = new Map(versions.map((version) => [version.recordId, version]));
  const known = await linkedTo(tx, [...last.keys()]);
  return [...last.values()].flatMap(({ recordId, source, record }) =>
    record.kind === 'person' && 'data' in record && !known.has(recordId) ? [{ recordId, source, record }] : [],
  );
}

async function linkedTo(tx: Tx, recordIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .select(['recordId', 'personId'])
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .execute();
  return new Map(rows.map(({ recordId, personId }) => [recordId, personId]));
}

async function affectedPeople(tx: Tx, versions: readonly NewVersion[]): Promise<string[]> {
  return [
    ...new Set(
      (
        await linkedTo(
          tx,
          versions.map(({ subjectId }) => subjectId),
        )
      ).values(),
    ),
  ];
}

/** Households that something was said about, and those that count a newcomer among their members. */
async function affectedHouseholds(tx: Tx, versions: readonly NewVersion[]): Promise<string[]> {
  // Of a record that went to somebody else nobody says any more what it was of.
  const isHouseholds = ({ record }: NewVersion) =>
    record.kind !== 'person' && !('subject' in record && record.subject?.kind === 'person');
  const people = versions.filter(({ record }) => record.kind === 'person').map(({ recordId }) => recordId);
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.householdMember')
    .select('householdId')
    .where('recordId', '=', sql<string>`any(${people}::uuid[])`)
    .where('personId', 'is', null)
    .execute();
  return [
    ...versions.filter(isHouseholds).map(({ subjectId }) => subjectId),
    ...rows.map(({ householdId }) => householdId),
  ];
}

function announce(core: Core, tx: Tx, differences: readonly PersonDifference[], versions: readonly NewVersion[]): void {
  const bySubject = groupBy(versions, ({ subjectId }) => subjectId);
  for (const { personId, version, fields, news, current } of differences) {
    const own = current.records.flatMap(({ recordId }) => bySubject.get(recordId) ?? []);
    const kinds = [...new Set(own.map(({ record }) => record.kind))];
    const programmes = own.flatMap(({ record }) =>
      'data' in record && 'programme' in record.data ? [record.data.programme] : [],
    );
    const body: PersonChanged = { personId, version, kinds, fields, programmes: [...new Set(programmes)], ...news };
    core.platform.publish(tx, { kind: PERSON_CHANGED, body });
  }
}
