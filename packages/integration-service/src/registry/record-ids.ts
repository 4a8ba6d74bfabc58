import { hash } from 'node:crypto';
import type { RecordKind, SourceRecord } from '@interlink/contracts/registry/source-record';

/** The two bits of RFC 9562 before the two that are the hash's. */
const VARIANTS = '89ab';

/** The same id for the same record of a source, however often and by whichever process it is read (UUIDv8). */
export function recordIdOf(source: string, kind: RecordKind, key: string): string {
  const hex = hash('sha256', JSON.stringify([source, kind, key]), 'hex');
  const variant = VARIANTS[Number.parseInt(hex[16] ?? '0', 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whose key protects it: a person's or household's own, or that of the one an enrolment, benefit or payment is of. */
export function subjectIdOf(source: string, record: SourceRecord): string {
  if ('subject' in record && record.subject) return recordIdOf(source, record.subject.kind, record.subject.key);
  return recordIdOf(source, record.kind, record.key);
}
