import { createHash } from 'node:crypto';
import { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import { Value } from 'typebox/value';

export type RecordOf<T extends EvidencePackRecord['type']> = Extract<EvidencePackRecord, { readonly type: T }>;

/** What a pack says, by kind, before anything of it is believed. */
export interface ReadPack {
  readonly head: RecordOf<'pack'>;
  of<T extends EvidencePackRecord['type']>(type: T): readonly RecordOf<T>[];
}

/** One thing that is not as it should be; `at` names the record. */
export interface PackProblem {
  readonly code: string;
  readonly at?: string;
}

/** Reads the records and holds them against the closing one. Undefined when there is nothing to go on with. */
export function readPack(text: string, problems: PackProblem[]): ReadPack | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const records = lines.flatMap((line, at) => {
    const value = parsed(line);
    if (Value.Check(EvidencePackRecord, value)) return [value as EvidencePackRecord];
    problems.push({ code: 'record-malformed', at: `line ${at + 1}` });
    return [];
  });
  const [head] = records;
  const end = records.at(-1);
  if (end?.type !== 'end') problems.push({ code: 'pack-cut' });
  else checkEnd(lines, end, problems);
  if (head?.type !== 'pack') {
    problems.push({ code: 'head-missing' });
    return undefined;
  }
  return {
    head,
    of: <T extends EvidencePackRecord['type']>(type: T) =>
      records.filter((record): record is RecordOf<T> => record.type === type),
  };
}

function checkEnd(lines: readonly string[], end: RecordOf<'end'>, problems: PackProblem[]): void {
  const before = lines.slice(0, -1);
  if (end.records !== before.length) problems.push({ code: 'pack-cut' });
  const bytes = before.map((line) => `${line}\n`).join('');
  if (createHash('sha256').update(bytes).digest('hex') !== end.sha256) problems.push({ code: 'pack-altered' });
}

/** The object that a text of a record holds; none of its members when somebody made the text unreadable. */
export function objectIn(text: string): Readonly<Record<string, unknown>> {
  const value = parsed(text);
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
