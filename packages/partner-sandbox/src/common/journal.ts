import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';

/** An append-only list that a killed process does not lose: one JSON value a line. */
export interface Journal<Entry> {
  readonly entries: readonly Entry[];
  append(entry: Entry): void;
}

/** Reads what is there; a last line torn by a kill is cut off. */
export function openJournal<Entry>(folder: string, name: string): Journal<Entry> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.jsonl`);
  const entries = existsSync(file) ? readEntries<Entry>(file) : [];
  return {
    entries,
    append(entry) {
      // Written before it counts: what is answered for is on disk.
      appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      entries.push(entry);
    },
  };
}

function readEntries<Entry>(file: string): Entry[] {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(file, end);
  const lines = bytes.subarray(0, end).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
}
