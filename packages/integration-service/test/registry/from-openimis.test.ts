import fc from 'fast-check';
import type { FeedBenefit, FeedIndividual } from '../../src/openimis/feed-port.js';
import { toSourceRecords } from '../../src/registry/from-openimis.js';
import { checkRecords } from '../../src/registry/ingest.js';

const VILLAGE = '00000000-0000-4000-8000-00000000e001';

const world = {
  placeOf: (id: string) => (id === 'village' ? { locationId: 'village', districtId: 'district' } : undefined),
  currencyOf: (programme: string) => (programme === 'OAA' ? 'KES' : undefined),
};
const individual = (over: Partial<FeedIndividual> = {}): FeedIndividual => ({
  kind: 'individual',
  id: 'i1',
  isDeleted: false,
  person: {
    givenName: 'Amina',
    surname: 'Wanjiru',
    birthDate: { date: '1950-01-01', precision: 'year' },
  },
  elements: {},
  unmapped: {},
  ...over,
});
const benefit = (over: Partial<FeedBenefit> = {}): FeedBenefit => ({
  kind: 'benefit',
  id: 'b1',
  isDeleted: false,
  individualId: 'i1',
  status: 'ACCEPTED',
  amount: '120.50',
  dueOn: '2026-01-31',
  payrollId: 'p1',
  programme: 'OAA',
  cycle: '2026-01',
  ...over,
});

describe('what openIMIS shows, as statements of a source', () => {
  it('IBR-020: keeps what the unified model has no place for under its own key', () => {
    const [record] = toSourceRecords(individual({ unmapped: { roof: 'tin' }, createdOn: '2020-02-02' }), world);
    expect(record).toMatchObject({ key: 'i1', firstFrom: '2020-02-02', data: { additional: { roof: 'tin' } } });
  });

  it('puts a person into the district of the village', () => {
    const person = { ...individual().person, locationId: 'village', locationName: 'Kibera' };
    expect(toSourceRecords(individual({ person }), world)).toMatchObject([
      { data: { place: { districtId: 'district' } } },
    ]);
  });

  it('S2: leaves a person without a place whose village is not one of ours', () => {
    const person = { ...individual().person, locationId: 'elsewhere', locationName: 'Far away' };
    const [record] = toSourceRecords(individual({ person }), world);
    expect(record).toMatchObject({ key: 'i1', data: { name: { givenName: 'Amina' } } });
    expect(record).not.toHaveProperty('data.place');
  });

  it.each([
    ['an individual', individual({ isDeleted: true }), ['person']],
    ['a benefit and its payment', benefit({ isDeleted: true }), ['benefit', 'payment']],
  ])('says that %s is gone', (_what, row, kinds) => {
    const records = toSourceRecords(row, world);
    expect(records.map(({ kind }) => kind)).toEqual(kinds);
    expect(records.every((record) => 'deleted' in record)).toBe(true);
  });

  it('counts money in whole minor units, in the currency that the deployment names', () => {
    expect(toSourceRecords(benefit(), world)).toMatchObject([
      { data: { amount: { minor: 12_050, currency: 'KES' }, status: 'planned' } },
    ]);
    expect(toSourceRecords(benefit({ amount: '7' }), world)).toMatchObject([{ data: { amount: { minor: 700 } } }]);
    const [unknown] = toSourceRecords(benefit({ programme: 'CHG' }), world);
    expect(unknown && 'data' in unknown && 'amount' in unknown.data).toBe(false);
  });

  it.each([
    ['XOF', '5000.00', 5000],
    ['RWF', '7', 7],
    ['KES', '120.50', 12_050],
    ['JOD', '10.50', 10_500],
    ['UGX', '-0.00', 0],
  ])('IBR-031: counts in the smallest unit of %s: %s is %d', (currency, amount, minor) => {
    const records = toSourceRecords(benefit({ amount, status: 'RECONCILED' }), {
      ...world,
      currencyOf: () => currency,
    });
    expect(records).toMatchObject([
      { kind: 'benefit', data: { amount: { minor, currency } } },
      { kind: 'payment', data: { amount: { minor, currency } } },
    ]);
  });

  it('shows no part of a franc, which there is not', () => {
    const [record] = toSourceRecords(benefit({ amount: '5000.50' }), { ...world, currencyOf: () => 'XOF' });
    expect(record).not.toHaveProperty('data.amount');
  });

  it('shows a payment only once openIMIS has reconciled the benefit', () => {
    const paid = toSourceRecords(benefit({ status: 'RECONCILED', receipt: 'R-1', updatedOn: '2026-02-03' }), world);
    expect(paid.map(({ kind }) => kind)).toEqual(['benefit', 'payment']);
    expect(paid[1]).toMatchObject({ validFrom: '2026-02-03', data: { receipt: 'R-1', status: 'paid' } });
  });

  it('leaves out a benefit that no payroll carries: nobody knows of which programme it is', () => {
    const { programme: _none, ...orphan } = benefit();
    expect(toSourceRecords(orphan, world)).toEqual([]);
  });

  it('states members in one order, however openIMIS lists them', () => {
    const group = {
      kind: 'group' as const,
      id: 'g',
      code: 'H1',
      isDeleted: false,
      elements: { householdSize: '4' },
      unmapped: {},
    };
    const members = [
      { individualId: 'b', role: 'SON' },
      { individualId: 'a', role: 'HEAD', recipientType: 'PRIMARY' },
    ];
    const one = toSourceRecords({ ...group, members }, world);
    expect(one).toEqual(toSourceRecords({ ...group, members: [...members].reverse() }, world));
    expect(one).toMatchObject([
      {
        data: {
          size: 4,
          members: [
            { personKey: 'a', role: 'head', recipient: 'primary' },
            { personKey: 'b', role: 'son' },
          ],
        },
      },
    ]);
  });

  it('IBR-016: takes whatever openIMIS lets anybody type, as far as the model has room for it', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc.string({ unit: 'grapheme', maxLength: 250 }),
      fc.constantFrom('', ' ', '\n', '\u0000', '\ud83d', 'é'.repeat(250), '😀'.repeat(150), `${'a'.repeat(199)}😀`),
    );
    const typed = { locationName: anyText, nationalId: anyText, mobile: anyText, givenName: anyText, surname: anyText };
    fc.assert(
      fc.property(fc.record(typed), anyText, anyText, (person, code, number) => {
        const place = { placeOf: () => ({ locationId: VILLAGE }), currencyOf: () => 'KES' };
        const account = { provider: code, number };
        const group = { kind: 'group' as const, id: 'g', isDeleted: false, elements: {}, unmapped: {}, members: [] };
        const records = [
          individual({ person: { ...individual().person, ...person, account, locationId: 'any' } }),
          { ...group, code, locationId: 'any', locationName: number },
          benefit({ status: 'RECONCILED', cycle: code, receipt: number }),
        ].flatMap((row) => toSourceRecords(row, place));
        expect(records).toHaveLength(4);
        expect(() => checkRecords(records)).not.toThrow();
      }),
    );
  });

  it('leaves a number out that is too long, because part of it would be another’s, and shortens a name', () => {
    const long = { nationalId: '7'.repeat(81), mobile: '7'.repeat(41), surname: 'a'.repeat(300) };
    const [record] = toSourceRecords(individual({ person: { ...individual().person, ...long } }), world);
    expect(record).toMatchObject({ data: { name: { givenName: 'Amina', surname: 'a'.repeat(200) } } });
    expect(record).not.toHaveProperty('data.identifiers');
    expect(record).not.toHaveProperty('data.phones');
  });

  it('IBR-020: has one name of whoever bears one, and none of whoever bears none', () => {
    const named = (givenName: string, surname: string) => {
      const [record] = toSourceRecords(individual({ person: { ...individual().person, givenName, surname } }), world);
      return record && 'data' in record && 'name' in record.data ? record.data.name : undefined;
    };
    expect(named('Suharto', '')).toEqual({ givenName: 'Suharto' });
    expect(named(' ', 'Su\tkarno\n')).toEqual({ surname: 'Su karno' });
    expect(named('', '\u0007')).toBeUndefined();
  });

  it.each(['HEAD_OF_ALL', 'constructor', 'toString', '__proto__', ''])(
    'says of a member no role when openIMIS has one that we do not know: %j',
    (role) => {
      const group = { kind: 'group' as const, id: 'g', code: 'H1', isDeleted: false, elements: {}, unmapped: {} };
      const [record] = toSourceRecords({ ...group, members: [{ individualId: 'a', role }] }, world);
      expect(record).toMatchObject({ data: { members: [{ personKey: 'a' }] } });
      expect(record).not.toHaveProperty('data.members.0.role');
    },
  );

  it.each(['0', '-4', '4.5', '4e1', '0x10', 'four', ' ', '٤'])('counts no household of %j people', (householdSize) => {
    const group = { kind: 'group' as const, id: 'g', code: 'H1', isDeleted: false, unmapped: {}, members: [] };
    const [record] = toSourceRecords({ ...group, elements: { householdSize } }, world);
    expect(record).not.toHaveProperty('data.size');
  });

  it.each(['constructor', 'toString', 'SOMETHING_NEW'])('takes a benefit of the state %s for planned', (status) => {
    expect(toSourceRecords(benefit({ status }), world)).toMatchObject([
      { kind: 'benefit', data: { status: 'planned' } },
    ]);
  });

  it.each(['1,200.00', '120.505', '1e3', '', 'NaN', '99999999999999999', '--1'])(
    'shows a benefit of the amount %j without one, rather than a wrong one',
    (amount) => {
      const records = toSourceRecords(benefit({ status: 'RECONCILED', amount }), world);
      expect(records.map(({ kind }) => kind)).toEqual(['benefit']);
      expect(records[0]).not.toHaveProperty('data.amount');
    },
  );
});
