import { hash } from 'node:crypto';
import type { RecordKind, SourceRecord } from '@interlink/contracts/registry/source-record';
import { asUuid } from '../platform/ids.js';

/** The same id for the same record of a source, however often and by whichever process it is read (UUIDv8). */
export function recordIdOf(source: string, kind: RecordKind, key: string): string {
  return asUuid(hash('sha256', JSON.stringify([source, kind, key]), 'hex'), 8);
}

/** Whose key protects it: a person's or household's own, or that of the one an enrolment, benefit or payment is of. */
export function subjectIdOf(source: string, record: SourceRecord): string {
  if ('subject' in record && record.subject) return recordIdOf(source, record.subject.kind, record.subject.key);
  return recordIdOf(source, record.kind, record.key);
}
