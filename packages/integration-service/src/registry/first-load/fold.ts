import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import {
  foldHolder,
  foldPerson,
  heldAt,
  type FoldedHolder,
  type Held,
  type RecordHistory,
} from '@interlink/domain/registry/fold-person';
import type { Statement } from '@interlink/domain/registry/bitemporal';
import type { HouseholdData } from '@interlink/contracts/registry/household';
import type { CurrentPerson } from '../fold-current.js';
import type { NewVersion } from '../versions.js';
import { formerRowsOf } from '../write-households.js';
import type { Preparing, Subject } from './subject.js';

export interface FoldedHousehold {
  readonly history: RecordHistory<'household'>;
  readonly now: Held<HouseholdData>;
  readonly holder: FoldedHolder;
}

export interface Folded {
  readonly people: readonly CurrentPerson[];
  readonly households: readonly FoldedHousehold[];
  /** Of all households, also those that are gone by now. */
  readonly former: readonly ReturnType<typeof formerRowsOf>[number][];
}

/** The current view of these subjects: each record is a person or a household of its own. */
export function foldSubjects({ core, source, at }: Preparing, subjects: readonly Subject[]): Folded {
  const moment = { asOf: at.toISOString().slice(0, 10), knownAt: at.toISOString() };
  const people: CurrentPerson[] = [];
  const households: FoldedHousehold[] = [];
  const former: Folded['former'][number][] = [];
  for (const { subjectId, versions } of subjects) {
    const histories = historiesOf(source, versions, moment.knownAt);
    const own = histories.find(({ recordId }) => recordId === subjectId);
    if (!own) continue;
    if (own.kind === 'household') {
      const history = own as RecordHistory<'household'>;
      const [now] = heldAt(history, moment);
      former.push(...formerRowsOf(history, moment));
      if (now) households.push({ history, now, holder: foldHolder(histories, moment) });
      continue;
    }
    const record = {
      ...{ recordId: own.recordId, source, recordKey: own.key, linkedBy: 'first' as const },
      ...{ linkedAt: at, score: null, evidence: [] },
    };
    const folded = foldPerson(histories, moment, core.fieldPolicies, {});
    people.push({ personId: core.platform.ids.next(), records: [record], folded });
  }
  return { people, households, former };
}

type Said = Statement<unknown>;
/** While it is made; written out rather than spread, because it is made of every record of a country. */
type Making<T> = { -readonly [K in keyof T]: T[K] };

/** What was said of one subject, as it is read back. */
function historiesOf(source: string, versions: readonly NewVersion[], recordedAt: string): RecordHistory[] {
  const histories = new Map<string, RecordHistory & { readonly statements: Said[] }>();
  for (const { recordId, subjectId, seq, record } of versions) {
    const statement = toStatement(seq, record, recordedAt);
    const known = histories.get(recordId);
    if (known) known.statements.push(statement);
    else {
      const { kind, key } = record;
      histories.set(recordId, { recordId, subjectId, kind, source, key, statements: [statement] } as never);
    }
  }
  return [...histories.values()];
}

function toStatement(seq: number, said: SourceRecord, recordedAt: string): Said {
  const validFrom = said.validFrom ?? (seq === 1 && 'firstFrom' in said ? said.firstFrom : undefined);
  const statement: Making<Said> = { seq, recordedAt };
  if (validFrom !== undefined) statement.validFrom = validFrom;
  if ('validTo' in said && said.validTo) statement.validTo = said.validTo;
  if ('data' in said) statement.data = said.data;
  return statement;
}
