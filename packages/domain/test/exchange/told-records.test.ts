import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
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

describe('benefits, to which the standard gives no number', () => {
  type Benefits = Beneficiary['benefits'];
  const [benefit] = pushed.benefits as unknown as readonly [Benefits[number]];
  const given = fc.record({
    benefit_date: fc.constantFrom('2026-01-05T00:00:00Z', '2026-02-05T00:00:00Z', '2026-02-05T10:00:00Z'),
    benefit_value: fc.record({ amount: fc.constantFrom(5, 50, 500), currency: fc.constantFrom('KES', 'USD') }),
  });
  const listed = fc.array(
    given.map((over) => ({ ...benefit, ...over }) as Benefits[number]),
    { maxLength: 6 },
  );
  const byKey = (benefits: Benefits) => {
    const all = recordsOf({ entity: 'Beneficiary', record: { ...pushed, benefits } });
    return new Map(all.filter(({ kind }) => kind === 'benefit').map((one) => [one.key, one]));
  };

  it('IBR-020: are the same in whatever order they are listed, and each is one', () => {
    fc.assert(
      fc.property(
        listed.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(byKey(all).size).toBe(all.length);
          expect(byKey(shuffled)).toEqual(byKey(all));
        },
      ),
    );
  });

  it('IBR-020: of a month stay what they are when those of another are listed no more', () => {
    fc.assert(
      fc.property(listed, (all) => {
        const february = all.filter(({ benefit_date }) => benefit_date.startsWith('2026-02'));
        const before = [...byKey(all)].filter(([key]) => key.includes('/2026-02-05/'));
        expect(byKey(february)).toEqual(new Map(before));
      }),
    );
  });

  it('IBR-020: of a programme whose name would have to be cut are not taken: it might be another one’s', () => {
    const longest = { identifier_type: 'UIN', identifier_value: '8'.repeat(80) };
    const member = { ...pushed.member, member_identifier: [longest], demographic_info: {} };
    const programme_identifier = [{ programme_identifier: 'P'.repeat(40) }] as Beneficiary['programme_identifier'];
    const record = { ...pushed, member, programme_identifier };
    expect(fromTold({ entity: 'Beneficiary', record })).toEqual({ refused: 'rjct.search_criteria.invalid' });
  });
});
