import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { hasPortion, type Portions } from '@interlink/domain/registry/first-load';
import type { LoadResult } from '@interlink/contracts/registry/source-record';
import { parseJsonObject } from '../platform/json.js';
import type { ApiClient } from './api-client.js';
import { CliError } from './cli-error.js';
import { confirming } from './confirm.js';
import { hashOfFile } from './exchange/transfer.js';

const RECORDS = 4000;
const BYTES = 4 * 2 ** 20;
/** One goes into the database; the others are prepared meanwhile, and wait for their turn there. */
const AT_ONCE = 4;

export interface LoadDone {
  readonly portions: number;
  readonly records: number;
  readonly people: number;
  readonly households: number;
  /** Of these, how many were in from an earlier try. */
  readonly before: number;
}

/**
 * Sends a file of JSON lines as the first source of an empty registry; begun again, it goes on. Lines about one person
 * or household stand together. `say`: told how far it is, about every twentieth of the file.
 */
export async function loadFile(
  api: ApiClient,
  source: string,
  path: string,
  say: (line: string) => void,
): Promise<LoadDone> {
  const { size, sha256: file } = await hashOfFile(path);
  if (size === 0) throw new CliError(`${path} is empty.`, 2);
  const at = `/registry/sources/${encodeURIComponent(source)}/first-load`;
  const begun = await confirming(api, () => api.post<Portions>(at, { body: { file } }));
  const tell = progress(size, say);
  const done = { portions: 0, records: 0, people: 0, households: 0, before: 0 };
  const sending = new Set<Promise<void>>();
  for await (const { lines, bytes } of portionsOf(path)) {
    const number = (done.portions += 1);
    if (hasPortion(begun, number)) {
      done.before += 1;
      tell(bytes, 0);
      continue;
    }
    const send = async () => {
      const result = await api.put<LoadResult>(`${at}/${file}/${number}`, lines.join('\n'));
      done.records += result.received;
      done.people += result.people;
      done.households += result.households;
      tell(bytes, result.received);
    };
    const call = send().then(() => void sending.delete(call));
    // It may be refused while the file is read on, before anybody waits for it: it stays among those and is met there.
    call.catch(() => undefined);
    sending.add(call);
    if (sending.size >= AT_ONCE) await Promise.race(sending);
  }
  await Promise.all(sending);
  await api.post(`${at}/finish`, { body: { file, number: done.portions } });
  return done;
}

/** Cut where another person or household begins, the same each time that the file is read. */
async function* portionsOf(path: string): AsyncGenerator<{ readonly lines: string[]; readonly bytes: number }> {
  let lines: string[] = [];
  let bytes = 0;
  let last: string | undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const subject = subjectOf(line);
    if (subject !== last && (lines.length >= RECORDS || bytes >= BYTES)) {
      yield { lines, bytes };
      [lines, bytes] = [[], 0];
    }
    last = subject;
    lines.push(line);
    bytes += Buffer.byteLength(line) + 1;
  }
  if (lines.length > 0) yield { lines, bytes };
}

/** Of whom a line speaks; what is no record is refused by the service, with its line. */
function subjectOf(line: string): string {
  const { kind, key, subject } = parseJsonObject(line) as {
    kind?: unknown;
    key?: unknown;
    subject?: { kind?: unknown; key?: unknown };
  };
  return JSON.stringify(subject ? [subject.kind, subject.key] : [kind, key]);
}

function progress(size: number, say: (line: string) => void) {
  const since = performance.now();
  let [sent, records, said] = [0, 0, 0];
  return (bytes: number, received: number) => {
    sent += bytes;
    records += received;
    const percent = Math.min(100, Math.floor((sent / size) * 100));
    if (percent < said + 5) return;
    said = percent;
    const took = (performance.now() - since) / 1000;
    const left = Math.round((took / sent) * Math.max(0, size - sent));
    say(`${percent}%, ${Math.round(records / took)} records/s, some ${left} s left`);
  };
}
