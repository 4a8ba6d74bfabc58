import { createHash } from 'node:crypto';
import type { RecordKind, SourceRecord } from '@interlink/contracts/registry/source-record';

/** The same id for the same record of a source, however often and by whichever process it is read (UUIDv8). */
export function recordIdOf(source: string, kind: RecordKind, key: string): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([source, kind, key]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whose key protects it: a person's or household's own, or that of the one an enrolment, benefit or payment is of. */
export function subjectIdOf(source: string, record: SourceRecord): string {
  if ('subject' in record && record.subject) return recordIdOf(source, record.subject.kind, record.subject.key);
  return recordIdOf(source, record.kind, record.key);
}
