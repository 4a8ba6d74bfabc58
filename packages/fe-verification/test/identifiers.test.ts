/** @jest-environment node */
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { VerifyPeople } from '@interlink/contracts/verification/runs';
import { readIdentifiers } from '../src/components/VerifyForm.js';

const identifier = fc.stringMatching(/^[0-9A-Za-z/ -]{4,40}$/).filter((one) => one.trim().length >= 4);

describe('SR-009: a list of identifiers', () => {
  it('is read the same whatever stands between them, a column of a spreadsheet included', () => {
    const between = fc.constantFrom('\n', '\r\n', ',', ';', '\t', ' \n ', ',\t');
    fc.assert(
      fc.property(fc.uniqueArray(identifier, { minLength: 1, maxLength: 20 }), between, (ids, separator) => {
        expect(readIdentifiers(ids.join(separator))).toEqual([...new Set(ids.map((one) => one.trim()))]);
      }),
    );
  });

  it('is one of the contract when each has its length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.array(identifier, { maxLength: 5 }), (noise, ids) => {
        const nationalIds = readIdentifiers([noise, ...ids].join('\n'));
        fc.pre(nationalIds.length > 0 && nationalIds.every(({ length }) => length >= 4 && length <= 40));
        expect([...Value.Errors(VerifyPeople, { nationalIds, kinds: ['account'] })]).toEqual([]);
      }),
    );
  });
});
