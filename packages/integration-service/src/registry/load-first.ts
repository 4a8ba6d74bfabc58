import { ServiceError } from '@interlink/contracts/errors';
import type { LoadResult, SourceRecord } from '@interlink/contracts/registry/source-record';
import { canonicalJson } from '@interlink/domain/registry/choose-fields';
import { foldHolder, foldPerson, heldAt, type RecordHistory } from '@interlink/domain/registry/fold-person';
import type { Kysely } from 'kysely';
import { copyRows } from '../platform/copy.js';
import type { Tx } from '../platform/transaction.js';
import { renewConflicts } from './conflicts.js';
import type { Core } from './core.js';
import { keysOf, nameWordsOf } from './features.js';
import type { CurrentPerson } from './fold-current.js';
import { holderRows } from './holder-rows.js';
import { checkRecords, lockWriting, touchSource } from './ingest.js';
import { saveWords } from './name-words.js';
import { recordIdOf, subjectIdOf } from './record-ids.js';
import { chunksOf, groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';
import { versionRows, type NewVersion } from './versions.js';
import { householdRow, memberRowsOf } from './write-households.js';
import { PERSON_COLUMNS, personRow } from './write-people.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * The first load of a registry: one source alone, each subject with everything that is said of it in one call. Rows go by
 * COPY, and nobody is looked for among others, because a record of a source is a person of its own until another source
 * says more. What comes out is what `ingest` makes, without the doubts about doubles within the source, which the batch
 * linkage finds. Throws `registry.load-not-first` when another source spoke before or a record is known.
 */
export async function loadFirst(
  core: Core,
  tx: Tx,
  source: string,
  records: readonly SourceRecord[],
): Promise<LoadResult> {
  for (const chunk of chunksOf(records, 1000)) checkRecords(chunk);
  await lockWriting(tx);
  await refuseOthers(tx, source);
  await touchSource(core, tx, source, records.length);
  const said = sayAll(core, source, records);
  const copy = (table: string, columns: readonly string[], rows: readonly Row[]) =>
    copyRows(tx.db<RegistryTables>() as unknown as Kysely<never>, table, columns, rows);
  try {
    await copy('registry.record_head', HEAD, headRows(said, tx.now));
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === UNIQUE_VIOLATION) throw new ServiceError('registry.load-not-first');
    throw thrown;
  }
  await copy('registry.source_record', VERSION, await versionRows(tx, core.platform.vault, said.versions, tx.now));
  const people = foldAll(core, tx, said);
  await copyPeople(copy, core, tx, people);
  const households = await copyHouseholds(copy, core, tx, said, people);
  const several = people.filter(({ folded }) => folded.enrolments.length > 1 || folded.disputes.length > 0);
  await renewConflicts(
    core,
    tx,
    several.map((current) => ({ personId: current.personId, version: 1, fields: [], current })),
    [],
  );
  return { received: records.length, people: people.length, households };
}

const UNIQUE_VIOLATION = '23505';
type Copy = (table: string, columns: readonly string[], rows: readonly Row[]) => Promise<void>;

async function refuseOthers(tx: Tx, source: string): Promise<void> {
  const other = await tx
    .db<RegistryTables>()
    .selectFrom('registry.source')
    .select('code')
    .where('code', '<>', source)
    .limit(1)
    .executeTakeFirst();
  if (other) throw new ServiceError('registry.load-not-first', { source: other.code });
}

interface Said {
  readonly source: string;
  readonly versions: readonly NewVersion[];
  readonly hashes: ReadonlyMap<string, string>;
}

/** Statements in their order; saying the last one again is none. */
function sayAll(core: Core, source: string, records: readonly SourceRecord[]): Said {
  const seqs = new Map<string, number>();
  const hashes = new Map<string, string>();
  const versions: NewVersion[] = [];
  for (const record of records) {
    const recordId = recordIdOf(source, record.kind, record.key);
    const hash = core.platform.vault.blindIndex('registry.content', canonicalJson(record));
    if (hashes.get(recordId) === hash || 'deleted' in record) continue;
    const seq = (seqs.get(recordId) ?? 0) + 1;
    seqs.set(recordId, seq);
    hashes.set(recordId, hash);
    versions.push({ subjectId: subjectIdOf(source, record), recordId, seq, source, record });
  }
  return { source, versions, hashes };
}

const HEAD = ['subjectId', 'recordId', 'kind', 'source', 'seq', 'contentHash', 'deleted', 'seenAt'];
const VERSION = [
  ...['subjectId', 'recordId', 'seq', 'kind', 'source', 'validFrom', 'validTo', 'recordedAt', 'deleted', 'sealed'],
];

function headRows({ versions, hashes }: Said, seenAt: Date): Row[] {
  const last = new Map(versions.map((version) => [version.recordId, version]));
  return [...last.values()].map(({ subjectId, recordId, seq, source, record }) => ({
    ...{ subjectId, recordId, seq, source, seenAt, kind: record.kind, deleted: false },
    contentHash: hashes.get(recordId) ?? '',
  }));
}

/** What was said, as it is read back: by subject. */
function historiesOf({ versions }: Said, recordedAt: string): Map<string, RecordHistory[]> {
  const byRecord = groupBy(versions, ({ recordId }) => recordId);
  const histories = [...byRecord.values()].map((all) => {
    const [first] = all as [NewVersion];
    const { recordId, subjectId, source, record } = first;
    const statements = all.map(({ seq, record: said }) => {
      const validFrom = said.validFrom ?? (seq === 1 && 'firstFrom' in said ? said.firstFrom : undefined);
      return {
        ...{ seq, recordedAt },
        ...(validFrom !== undefined && { validFrom }),
        ...('validTo' in said && said.validTo && { validTo: said.validTo }),
        ...('data' in said && { data: said.data }),
      };
    });
    return { recordId, subjectId, kind: record.kind, source, key: record.key, statements } as unknown as RecordHistory;
  });
  return groupBy(histories, ({ subjectId }) => subjectId);
}

const momentOf = ({ now }: Tx) => ({ asOf: now.toISOString().slice(0, 10), knownAt: now.toISOString() });

function foldAll(core: Core, tx: Tx, said: Said): CurrentPerson[] {
  const moment = momentOf(tx);
  return [...historiesOf(said, moment.knownAt)].flatMap(([subjectId, histories]) => {
    const own = histories.find(({ kind, recordId }) => kind === 'person' && recordId === subjectId);
    if (!own) return [];
    const record = {
      ...{ recordId: own.recordId, source: said.source, recordKey: own.key, linkedBy: 'first' as const },
      ...{ linkedAt: tx.now, score: null, evidence: [] },
    };
    const folded = foldPerson(histories, moment, core.fieldPolicies, {});
    return [{ personId: core.platform.ids.next(), records: [record], folded }];
  });
}

const ENROLMENT = [
  ...['holderId', 'recordId', 'holderKind', 'source', 'programme', 'institution', 'status', 'statusChangedOn'],
  ...['enrolledOn', 'endsOn', 'statusHistory', 'lastUpdated'],
];
const BENEFIT = ['holderId', 'recordId', 'source', 'programme', 'type', 'status', 'dueOn', 'data'];
const PAYMENT = [
  ...['holderId', 'recordId', 'source', 'programme', 'status', 'paidOn', 'amountMinor', 'currency', 'data'],
];

async function copyHolders(copy: Copy, held: readonly ReturnType<typeof holderRows>[]): Promise<void> {
  await copy(
    'registry.enrolment',
    ENROLMENT,
    held.flatMap(({ enrolments }) => enrolments),
  );
  await copy(
    'registry.benefit',
    BENEFIT,
    held.flatMap(({ benefits }) => benefits),
  );
  await copy(
    'registry.payment',
    PAYMENT,
    held.flatMap(({ payments }) => payments),
  );
}

async function copyPeople(copy: Copy, core: Core, tx: Tx, people: readonly CurrentPerson[]): Promise<void> {
  const who = tx.actor.onBehalfOf ?? tx.actor.loginName;
  const links = people.flatMap(({ personId, records }) => records.map((record) => ({ ...record, personId })));
  await copy(
    'registry.link',
    ['recordId', 'seq', 'personId', 'linkedBy', 'score', 'evidence', 'who', 'recordedAt'],
    links.map((link) => ({ ...link, seq: 1, who, recordedAt: tx.now })),
  );
  await copy(
    'registry.person_record',
    ['personId', 'recordId', 'source', 'recordKey', 'linkedBy', 'linkedAt', 'score', 'evidence', 'deleted'],
    links.map((link) => ({ ...link, deleted: false })),
  );
  await copy(
    'registry.person',
    Object.keys(PERSON_COLUMNS),
    people.map((person) => personRow(person, 1)),
  );
  const keys = people.flatMap(({ personId, folded }) =>
    keysOf(core.keys, folded.data).map((key) => ({ personId, ...key })),
  );
  await copy('registry.person_key', ['personId', 'kind', 'value'], keys);
  await saveWords(
    tx.db<RegistryTables>(),
    people.flatMap(({ folded }) => nameWordsOf(folded.data)),
  );
  await copyHolders(
    copy,
    people.map(({ personId, folded }) => holderRows(core, personId, 'person', folded)),
  );
}

const HOUSEHOLD = [
  ...['householdId', 'version', 'source', 'recordKey', 'data', 'unit', 'size', 'povertyScore', 'locationId'],
  ...['districtId', 'registrationDate', 'lastUpdated'],
];
const MEMBER = ['householdId', 'recordId', 'personId', 'role', 'recipient', 'fromDay', 'toDay'];

async function copyHouseholds(
  copy: Copy,
  core: Core,
  tx: Tx,
  said: Said,
  people: readonly CurrentPerson[],
): Promise<number> {
  const moment = momentOf(tx);
  const personOf = new Map(people.flatMap(({ personId, records }) => records.map((one) => [one.recordId, personId])));
  const all = [...historiesOf(said, moment.knownAt)].flatMap(([subjectId, histories]) => {
    const history = histories.find(
      (one): one is RecordHistory<'household'> => one.kind === 'household' && one.recordId === subjectId,
    );
    const [now] = history ? heldAt(history, moment) : [];
    return history && now ? [{ history, histories, now }] : [];
  });
  await copy(
    'registry.household',
    HOUSEHOLD,
    all.map(({ history, now }) => householdRow(history, now, 1)),
  );
  await copy('registry.household_member', MEMBER, memberRowsOf(all, personOf));
  const held = all.map(({ history, histories }) =>
    holderRows(core, history.recordId, 'household', foldHolder(histories, moment)),
  );
  await copyHolders(copy, held);
  return all.length;
}
