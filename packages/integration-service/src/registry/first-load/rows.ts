import { keysOf } from '../features.js';
import { holderRows } from '../holder-rows.js';
import { firstVersionRows } from '../versions.js';
import { householdRow, memberRowsOf } from '../write-households.js';
import { NAME_COLUMNS, namedOnes } from '../person-names.js';
import { PERSON_COLUMNS, personRow } from '../write-people.js';
import type { CurrentPerson } from '../fold-current.js';
import type { Folded } from './fold.js';
import type { Preparing, Subject } from './subject.js';

type Row = Readonly<Record<string, unknown>>;

export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const HEAD = ['subjectId', 'recordId', 'kind', 'source', 'seq', 'contentHash', 'deleted', 'seenAt'];
const KEY = ['subjectId', 'purpose', 'version', 'wrappedKey', 'createdAt', 'destroyedAt'];
const VERSION = [
  ...['subjectId', 'recordId', 'seq', 'kind', 'source', 'validFrom', 'validTo', 'recordedAt', 'deleted', 'sealed'],
];
const LINK = ['recordId', 'seq', 'personId', 'linkedBy', 'score', 'evidence', 'who', 'recordedAt'];
const PERSON_RECORD = [
  ...['personId', 'recordId', 'source', 'recordKey', 'linkedBy', 'linkedAt', 'score', 'evidence', 'deleted'],
];
const ENROLMENT = [
  ...['holderId', 'recordId', 'holderKind', 'source', 'programme', 'institution', 'status', 'statusChangedOn'],
  ...['enrolledOn', 'endsOn', 'statusHistory', 'lastUpdated'],
];
const BENEFIT = ['holderId', 'recordId', 'source', 'programme', 'type', 'status', 'dueOn', 'data'];
const PAYMENT = [
  ...['holderId', 'recordId', 'source', 'programme', 'status', 'paidOn', 'amountMinor', 'currency', 'data'],
];
const HOUSEHOLD = [
  ...['householdId', 'version', 'source', 'recordKey', 'data', 'unit', 'size', 'povertyScore', 'locationId'],
  ...['districtId', 'registrationDate', 'lastUpdated'],
];
const MEMBER = ['householdId', 'recordId', 'personId', 'role', 'recipient', 'fromDay', 'toDay'];

/** Rows of every table, heads first: they tell whether anything of it was known. `people`: whose each record is. */
export function rowsOf(
  how: Preparing,
  subjects: readonly Subject[],
  { people, households, former }: Folded,
  owners: ReadonlyMap<string, string>,
): { readonly tables: readonly Rows[]; readonly incomplete: readonly string[] } {
  const { core, at } = how;
  const { rows: versions, keys } = firstVersionRows(
    core.platform.vault,
    subjects.flatMap((subject) => subject.versions),
    at,
  );
  const members = memberRowsOf(households, owners);
  const missing = members.filter(({ personId }) => personId === null);
  return {
    incomplete: [...new Set(missing.map(({ householdId }) => householdId))],
    tables: [
      { table: 'registry.record_head', columns: HEAD, rows: headRows(subjects, at) },
      { table: 'platform.subject_key', columns: KEY, rows: keys as unknown as Row[] },
      { table: 'registry.source_record', columns: VERSION, rows: versions },
      ...personRows(how, people),
      {
        table: 'registry.household',
        columns: HOUSEHOLD,
        rows: households.map(({ history, now }) => householdRow(history, now, 1)),
      },
      { table: 'registry.household_member', columns: MEMBER, rows: members },
      { table: 'registry.former_member', columns: ['householdId', 'recordId'], rows: former },
      ...heldRows([
        ...people.map(({ personId, folded }) => holderRows(core, personId, 'person', folded)),
        ...households.map(({ history, holder }) => holderRows(core, history.recordId, 'household', holder)),
      ]),
    ],
  };
}

function headRows(subjects: readonly Subject[], seenAt: Date): Row[] {
  return subjects.flatMap(({ versions, hashes }) => {
    const last = new Map(versions.map((version) => [version.recordId, version]));
    return [...last.values()].map(({ subjectId, recordId, seq, source, record }) => ({
      ...{ subjectId, recordId, seq, source, seenAt, kind: record.kind, deleted: false },
      contentHash: hashes.get(recordId) ?? '',
    }));
  });
}

function personRows({ core, who, at }: Preparing, people: readonly CurrentPerson[]): Rows[] {
  const rows = people.map((one) => personRow(one, 1));
  const links = people.flatMap(({ personId, records }) => records.map((record) => ({ ...record, personId })));
  return [
    {
      table: 'registry.link',
      columns: LINK,
      rows: links.map((link) => ({ ...link, seq: 1, who, recordedAt: at })),
    },
    {
      table: 'registry.person_record',
      columns: PERSON_RECORD,
      rows: links.map((link) => ({ ...link, deleted: false })),
    },
    { table: 'registry.person', columns: Object.keys(PERSON_COLUMNS), rows },
    { table: 'registry.person_name', columns: Object.keys(NAME_COLUMNS), rows: namedOnes(rows) },
    {
      table: 'registry.person_key',
      columns: ['personId', 'kind', 'value'],
      rows: people.flatMap(({ personId, folded }) =>
        keysOf(core.keys, folded.data).map((key) => ({ personId, ...key })),
      ),
    },
  ];
}

const heldRows = (held: readonly ReturnType<typeof holderRows>[]): Rows[] => [
  { table: 'registry.enrolment', columns: ENROLMENT, rows: held.flatMap(({ enrolments }) => enrolments) },
  { table: 'registry.benefit', columns: BENEFIT, rows: held.flatMap(({ benefits }) => benefits) },
  { table: 'registry.payment', columns: PAYMENT, rows: held.flatMap(({ payments }) => payments) },
];
