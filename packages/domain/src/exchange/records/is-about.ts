import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import type { Identifier } from '@interlink/contracts/registry/values';
import { squeeze } from '../../registry/telling.js';

/** The national number has two names in the field. */
const NATIONAL = ['NID', 'UIN'];
const isSameType = (one: string, other: string) =>
  one === other || (NATIONAL.includes(one) && NATIONAL.includes(other));

/** Whether somebody in these records bears the identifier that was asked for: whoever does not is somebody else. */
export function isAbout(records: readonly SourceRecord[], { type, value }: Identifier): boolean {
  return records.some(
    (record) =>
      record.kind === 'person' &&
      'data' in record &&
      (record.data.identifiers ?? []).some(
        (one) => isSameType(one.type, type) && squeeze(one.value) === squeeze(value),
      ),
  );
}
