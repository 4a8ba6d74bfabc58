import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Beneficiary } from '@interlink/contracts/exchange/dci/records';
import { fromTold, type ToldRecord } from '../../src/exchange/records/from-dci';
import { isAbout } from '../../src/exchange/records/is-about';

const file = path.resolve(__dirname, '../../../contracts/test/exchange/examples/ibr-enrollment-updates.json');
interface Example {
  readonly message: { readonly enrolled_updates: { readonly beneficiaries: readonly [Beneficiary] } };
}
const [pushed] = (JSON.parse(readFileSync(file, 'utf8')) as Example).message.enrolled_updates.beneficiaries;
const recordsOf = (told: ToldRecord) => {
  const read = fromTold(told);
  return 'records' in read ? read.records : [];
};

describe('what a management system tells of people', () => {
  it('IBR-020: says the same of a person told alone or with a household, as the one who is enrolled', () => {
    const { member = {} } = pushed;
    const [person, ...rest] = recordsOf({ entity: 'Beneficiary', record: pushed });
    expect(fromTold({ entity: 'Member', record: member })).toEqual({ records: [person] });
    const group = {
      group_identifier: [{ identifier_type: 'HOUSEHOLD_ID', identifier_value: 'H-1' }],
      member_list: [member],
    };
    const told = fromTold({ entity: 'Group', record: group });
    expect(told).toMatchObject({ records: [person, { kind: 'household', key: 'HOUSEHOLD_ID:H-1' }] });
    expect(rest.map(({ kind }) => kind)).toEqual(['enrolment', 'benefit']);
  });

  it.each(['Group', 'Member'] as const)('IBR-020: a %s by which nobody can be known is not taken', (entity) => {
    expect(fromTold({ entity, record: {} })).toEqual({ refused: 'rjct.person_id.invalid' });
  });

  it.each([
    ['the number itself', 'UIN', '880012', true],
    ['the national number by its other name', 'NID', '880012', true],
    ['the number as people write it', 'UIN', '88-00 12', true],
    ['another number', 'UIN', '880013', false],
    ['the number of another kind', 'DRN', '880012', false],
  ])('IBR-020: is known to be about whoever was asked for by %s', (_what, type, value, expected) => {
    expect(isAbout(recordsOf({ entity: 'Beneficiary', record: pushed }), { type, value })).toBe(expected);
  });
});
