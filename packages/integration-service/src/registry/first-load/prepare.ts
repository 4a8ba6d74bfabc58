import { setImmediate } from 'node:timers/promises';
import { ServiceError } from '@interlink/contracts/errors';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { canonicalJson } from '@interlink/domain/registry/choose-fields';
import { toCopyText } from '../../platform/copy.js';
import { nameWordsOf } from '../features.js';
import type { CurrentPerson } from '../fold-current.js';
import { recordIdOf } from '../record-ids.js';
import { chunksOf } from '../rows.js';
import type { NewVersion } from '../versions.js';
import { foldSubjects } from './fold.js';
import { rowsOf, type Rows } from './rows.js';
import type { Preparing, Subject } from './subject.js';

/** Between two slices others have their turn: what was prepared before goes to the database meanwhile. */
const SUBJECTS_AT_ONCE = 4;

/** Everything that a portion puts into the tables, sealed and folded; nothing of it is kept yet. */
export interface Prepared {
  readonly source: string;
  readonly received: number;
  readonly copies: readonly CopyOf[];
  readonly words: ReadonlySet<string>;
  /** Those who may be in conflict with themselves. */
  readonly several: readonly CurrentPerson[];
  readonly people: number;
  readonly households: number;
  /** Households with members who are not in the portion. */
  readonly incomplete: readonly string[];
}

export interface CopyOf {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Buffer[];
}

/**
 * Seals and folds a portion of records that were checked, without the database. Throws `registry.record-refused`: also
 * for what is said of a person or household whom the portion does not hold.
 */
export async function prepareFirst(how: Preparing, records: readonly SourceRecord[]): Promise<Prepared> {
  const subjects = subjectsOf(how, records);
  const copies = new Map<string, { table: string; columns: readonly string[]; rows: Buffer[] }>();
  const people = new Map<string, string>();
  const words = new Set<string>();
  const several: CurrentPerson[] = [];
  const incomplete: string[] = [];
  let households = 0;
  for (const some of chunksOf(subjects, SUBJECTS_AT_ONCE)) {
    const folded = foldSubjects(how, some);
    for (const one of folded.people) {
      for (const { recordId } of one.records) people.set(recordId, one.personId);
      for (const word of nameWordsOf(one.folded.data)) words.add(word);
      if (one.folded.enrolments.length > 1 || one.folded.disputes.length > 0) several.push(one);
    }
    households += folded.households.length;
    const rows = rowsOf(how, some, folded, people);
    incomplete.push(...rows.incomplete);
    append(copies, rows.tables);
    await setImmediate();
  }
  const counts = { received: records.length, people: people.size, households };
  return { source: how.source, ...counts, words, several, incomplete, copies: [...copies.values()] };
}

function append(
  copies: Map<string, { table: string; columns: readonly string[]; rows: Buffer[] }>,
  tables: readonly Rows[],
): void {
  for (const { table, columns, rows } of tables) {
    if (rows.length === 0) continue;
    const known = copies.get(table) ?? { table, columns, rows: [] };
    known.rows.push(toCopyText(columns, rows));
    copies.set(table, known);
  }
}

interface Said {
  readonly versions: NewVersion[];
  readonly hashes: Map<string, string>;
  readonly seqs: Map<string, number>;
}

/** Statements by subject, in their order; saying the last one again is none. People before households. */
function subjectsOf({ core, source }: Preparing, records: readonly SourceRecord[]): Subject[] {
  const all = new Map<string, Said>();
  const ids = new Map<string, string>();
  const idOf = (kind: SourceRecord['kind'], key: string) => {
    const name = `${kind}|${key}`;
    const id = ids.get(name) ?? recordIdOf(source, kind, key);
    ids.set(name, id);
    return id;
  };
  for (const record of records) {
    const recordId = idOf(record.kind, record.key);
    if ('deleted' in record) {
      takeBack(all, recordId);
      continue;
    }
    const subjectId = 'subject' in record && record.subject ? idOf(record.subject.kind, record.subject.key) : recordId;
    const said: Said = all.get(subjectId) ?? { versions: [], hashes: new Map(), seqs: new Map() };
    all.set(subjectId, said);
    const hash = core.platform.vault.blindIndex('registry.content', canonicalJson(record));
    if (said.hashes.get(recordId) === hash) continue;
    const seq = (said.seqs.get(recordId) ?? 0) + 1;
    said.seqs.set(recordId, seq);
    said.hashes.set(recordId, hash);
    said.versions.push({ subjectId, recordId, seq, source, record });
  }
  const subjects = [...all].map(([subjectId, said]) => ({ subjectId, ...said }));
  const isOf = (kind: string) => (subject: Subject) =>
    subject.versions.some(({ recordId, record }) => record.kind === kind && recordId === subject.subjectId);
  const [people, households] = [subjects.filter(isOf('person')), subjects.filter(isOf('household'))];
  if (people.length + households.length < subjects.length) refuseStray(subjects, isOf);
  return [...people, ...households];
}

/** What a file says and takes back was never said: nobody has heard it. */
function takeBack(all: Map<string, Said>, recordId: string): void {
  for (const [subjectId, said] of all) {
    if (!said.seqs.delete(recordId)) continue;
    said.hashes.delete(recordId);
    const versions = said.versions.filter((version) => version.recordId !== recordId);
    if (versions.length === 0) all.delete(subjectId);
    else all.set(subjectId, { ...said, versions });
  }
}

/** What is said of somebody who is not there would be kept and shown nowhere. */
function refuseStray(subjects: readonly Subject[], isOf: (kind: string) => (subject: Subject) => boolean): never {
  const stray = subjects.find((subject) => !isOf('person')(subject) && !isOf('household')(subject));
  const key = stray?.versions[0]?.record.key;
  throw new ServiceError('registry.record-refused', { where: '/subject', reason: 'subject-not-in-portion', key });
}
