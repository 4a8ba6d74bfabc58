import { createHash } from 'node:crypto';
import type { RecordKind } from '@interlink/contracts/registry/source-record';
import fc from 'fast-check';
import { recordIdOf, subjectIdOf } from '../../src/registry/record-ids.js';
import { isUuid } from '../../src/platform/ids.js';
import { aPerson, anEnrolment } from './registry-kit.js';

/** The first 128 bits of the hash, with version and variant set, byte by byte. */
function plainly(source: string, kind: string, key: string): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([source, kind, key]))
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

describe('the id of a record', () => {
  const kinds = fc.constantFrom<RecordKind>('person', 'household', 'enrolment', 'benefit', 'payment');
  const texts = fc.string({ unit: 'grapheme' });

  it('IBR-009: is the hash of source, kind and key as a UUIDv8, for ever', () => {
    expect(recordIdOf('openimis', 'person', '1')).toBe(plainly('openimis', 'person', '1'));
    fc.assert(
      fc.property(texts, kinds, texts, (source, kind, key) => {
        const id = recordIdOf(source, kind, key);
        expect(id).toBe(plainly(source, kind, key));
        expect(isUuid(id)).toBe(true);
        expect(id).toMatch(/^.{14}8.{4}[89ab]/);
      }),
    );
  });

  it('S15: an enrolment stands under the key of its person, and a person under their own', () => {
    const own = recordIdOf('openimis', 'person', '1');
    expect(subjectIdOf('openimis', aPerson('1'))).toBe(own);
    expect(subjectIdOf('openimis', anEnrolment('1', 'OAA'))).toBe(own);
  });
});
