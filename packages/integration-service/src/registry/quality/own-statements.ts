import type { PersonData } from '@interlink/contracts/registry/person';
import { statementOrFirst } from '@interlink/domain/registry/bitemporal';
import type { RecordHistory } from '@interlink/domain/registry/fold-person';
import type { QualityFacts, QualityKey } from '@interlink/domain/registry/quality/check';
import type { DbHandle } from '../../platform/database.js';
import type { Core } from '../core.js';
import { keysOf } from '../features.js';
import { loadHistories } from '../versions.js';

/** A record that a person is made of. */
export interface OwnRecord {
  readonly recordId: string;
  readonly source: string;
  readonly on: string;
}

/** What the person as a whole shares with others. */
export interface Sharing {
  /** `<kind>|<value>` of each key that somebody else has, too. */
  readonly values: ReadonlySet<string>;
  readonly isDouble: boolean;
}

/** What each of these records says of its person by itself today, as rules ask it; one that is gone says nothing. */
export async function loadOwnStatements(
  core: Core,
  handle: DbHandle,
  people: readonly { readonly records: readonly OwnRecord[]; readonly sharing: Sharing }[],
): Promise<ReadonlyMap<string, QualityFacts>> {
  const now = core.platform.clock.now().toISOString();
  const moment = { asOf: now.slice(0, 10), knownAt: now };
  const recordIds = people.flatMap(({ records }) => records.map(({ recordId }) => recordId));
  const histories = await loadHistories(handle, core.platform.vault, recordIds, 'person');
  const facts = new Map<string, QualityFacts>();
  for (const { records, sharing } of people) {
    for (const record of records) {
      const own = histories.get(record.recordId)?.find(({ recordId }) => recordId === record.recordId);
      const said = own && statementOrFirst((own as RecordHistory<'person'>).statements, moment)?.data;
      if (said) facts.set(record.recordId, factsOf(core, record, said, sharing));
    }
  }
  return facts;
}

function factsOf(core: Core, { source, on }: OwnRecord, data: PersonData, { values, isDouble }: Sharing): QualityFacts {
  const keys = keysOf(core.keys, data).filter(({ kind }) => isJudged(kind));
  const shared = keys.filter(({ kind, value }) => values.has(`${kind}|${value}`));
  return {
    data,
    chosenFrom: {},
    toldOn: { [source]: on },
    has: new Set<QualityKey>(['person', ...keys.map(({ kind }) => kind as QualityKey)]),
    shares: new Set<QualityKey>([
      ...(isDouble ? (['person'] as const) : []),
      ...shared.map(({ kind }) => kind as QualityKey),
    ]),
  };
}

const JUDGED: readonly string[] = ['account', 'email', 'identifier', 'phone'];
const isJudged = (kind: string) => JUDGED.includes(kind);
