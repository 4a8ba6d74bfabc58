import { ServiceError } from '@interlink/contracts/errors';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { checkRecords } from './ingest.js';
import { chunksOf } from './rows.js';

const AT_ONCE = 500;

/**
 * The records of an upload, in portions; every line is read and checked before the first is given, so that a broken
 * file leaves nothing half-loaded. Throws `registry.record-refused` with the line.
 */
export function readJsonLines(body: unknown): readonly (readonly SourceRecord[])[] {
  const lines = textOf(body).split(/\r?\n/);
  const records: unknown[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      records.push(JSON.parse(line));
    } catch {
      throw new ServiceError('registry.record-refused', { line: index + 1, where: 'not-json' });
    }
  });
  return chunksOf(records, AT_ONCE).map((chunk, at) => {
    checkChunk(chunk, at * AT_ONCE);
    return chunk as SourceRecord[];
  });
}

function checkChunk(chunk: readonly unknown[], before: number): void {
  try {
    checkRecords(chunk);
  } catch (thrown) {
    if (!(thrown instanceof ServiceError)) throw thrown;
    const { index, ...details } = thrown.details;
    throw new ServiceError('registry.record-refused', { ...details, record: before + Number(index) + 1 });
  }
}

/** UTF-8 alone, with or without its mark; another encoding would be read wrongly without a word. */
function textOf(body: unknown): string {
  if (!Buffer.isBuffer(body)) throw new ServiceError('registry.record-refused', { where: 'octet-stream-wanted' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ServiceError('registry.record-refused', { where: 'not-utf-8' });
  }
}
