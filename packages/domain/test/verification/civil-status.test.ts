import type { CivilRecord, CivilSearchFinding } from '@interlink/contracts/exchange/civil-record';
import { judgeCivilStatus } from '../../src/verification/civil-status.js';

const asked = {
  nationalId: 'KE-1',
  givenName: 'Amina',
  surname: 'Hassan',
  birthDate: { date: '1955-04-12', precision: 'day' },
} as const;
const record = (over: Partial<CivilRecord> = {}): CivilRecord => ({
  identifiers: [{ type: 'UIN', value: 'KE-1' }],
  givenName: 'Amina',
  surname: 'Hassan',
  fullName: 'Amina Hassan',
  birthDate: { date: '1955-04-12', precision: 'day' },
  deceased: false,
  ...over,
});
const found = (...records: CivilRecord[]): CivilSearchFinding => ({ kind: 'records', records, total: records.length });

describe('what the civil registry says of a person', () => {
  it('is verified by one record that agrees, and tells what the record says', () => {
    const { identifiers: _hidden, ...attributes } = record();
    expect(judgeCivilStatus(asked, found(record()))).toEqual({ outcome: 'verified', reasons: [], attributes });
  });

  it.each([
    [{ deceased: true }, 'mismatch', ['deceased']],
    [{ deceased: true, fullName: 'Peter Otieno' }, 'mismatch', ['deceased', 'name-differs']],
    [{ fullName: 'Amina Hasan' }, 'verified', ['name-close']],
    [{ fullName: 'Peter Otieno' }, 'mismatch', ['name-differs']],
    [{ birthDate: { date: '1955-12-31', precision: 'year' } }, 'verified', ['birth-date-partial']],
    [{ birthDate: undefined }, 'verified', ['birth-date-partial']],
    [{ birthDate: { date: '1956-12-31', precision: 'year' } }, 'mismatch', ['birth-date-differs']],
    [{ identifiers: [] }, 'verified', []],
    [{ identifiers: [{ type: 'BRN', value: 'B-1' }] }, 'verified', []],
  ] as const)('with %j is %s %j', (over, outcome, reasons) => {
    expect(judgeCivilStatus(asked, found(record(over as Partial<CivilRecord>)))).toMatchObject({ outcome, reasons });
  });

  it('tells nothing about a person with another identifier, not even a death', () => {
    const other = record({ identifiers: [{ type: 'UIN', value: 'KE-2' }], deceased: true });
    expect(judgeCivilStatus(asked, found(other))).toEqual({ outcome: 'mismatch', reasons: ['person-differs'] });
  });

  it.each<[CivilSearchFinding, string, readonly string[]]>([
    [found(), 'not-found', ['identifier-unknown']],
    [found(record(), record()), 'ambiguous', ['several-records']],
    [{ kind: 'records', records: [record()], total: 9 }, 'ambiguous', ['several-records']],
    [{ kind: 'rejected', code: 'rjct.search.too_many_records_found' }, 'ambiguous', ['several-records']],
    [{ kind: 'rejected', code: 'rjct.filter.invalid' }, 'refused', ['request-rejected']],
    [{ kind: 'refused', why: 'signature' }, 'refused', ['signature-invalid']],
    [{ kind: 'refused', why: 'foreign' }, 'mismatch', ['person-differs']],
    [{ kind: 'refused', why: 'malformed' }, 'refused', ['request-rejected']],
    [{ kind: 'unavailable', why: 'timed-out' }, 'unavailable', ['timed-out']],
  ])('after %j is %s %j and tells nothing', (finding, outcome, reasons) => {
    expect(judgeCivilStatus(asked, finding)).toEqual({ outcome, reasons });
  });

  it('blames no identifier when none was given', () => {
    expect(judgeCivilStatus({ ...asked, nationalId: undefined }, found())).toEqual({
      outcome: 'not-found',
      reasons: [],
    });
  });
});
