import type { QualityRule } from '@interlink/contracts/registry/quality';
import fc from 'fast-check';
import { dimensionOf, qualityCheck, type QualityFacts } from '../../../src/registry/quality/check.js';
import { qualityCsv } from '../../../src/registry/quality/csv.js';

const DAY = '2026-11-24';
const title = { en: 'Rule', fr: 'Règle', ar: 'قاعدة' };
const facts = (data: QualityFacts['data'] = {}, over: Partial<QualityFacts> = {}): QualityFacts => ({
  data,
  chosenFrom: {},
  toldOn: { openimis: '2026-11-01', 'second-mis': '2025-11-23' },
  has: new Set(['person']),
  shares: new Set(),
  ...over,
});
type Bare = QualityRule extends infer R ? (R extends QualityRule ? Omit<R, 'id' | 'title'> : never) : never;
const rule = (bare: Bare) => ({ id: 'rule', title, ...bare }) as QualityRule;
/** True: at fault; false: in order; undefined: it does not apply. */
const checkQuality = (one: QualityRule, of: QualityFacts) => qualityCheck(one, DAY)(of);
const isFault = (bare: Bare, of: QualityFacts) => checkQuality(rule(bare), of)[0]?.isFault;
const day = (date: string, precision: 'day' | 'month' | 'year' = 'day') => ({ date, precision });

describe('IBR-015: completeness', () => {
  it.each([
    ['surname', { name: { surname: 'Otieno' } }],
    ['givenName', { name: { givenName: 'Amina' } }],
    ['phones', { phones: ['+254700000001'] }],
    ['sex', { sex: 'female' }],
    ['accounts', { accounts: [{ masked: '…0001' }] }],
    ['identifiers', { identifiers: [{ type: 'NID', value: '1' }] }],
  ] as const)('misses %s where it is not, and not where it is', (field, data) => {
    expect(isFault({ check: 'present', field }, facts())).toBe(true);
    expect(isFault({ check: 'present', field }, facts(data as never))).toBe(false);
  });

  it('takes an empty list and an empty text for nothing', () => {
    expect(isFault({ check: 'present', field: 'phones' }, facts({ phones: [] }))).toBe(true);
    expect(isFault({ check: 'present', field: 'surname' }, facts({ name: { surname: '' } }))).toBe(true);
  });

  it('wants an identifier of the type that it names', () => {
    const known = facts({ identifiers: [{ type: 'FARMER_ID', value: '1' }] });
    expect(isFault({ check: 'present', field: 'identifiers', identifier: 'NID' }, known)).toBe(true);
    expect(isFault({ check: 'present', field: 'identifiers', identifier: 'FARMER_ID' }, known)).toBe(false);
  });

  it('wants the day of a birth, and asks nothing of a birth that is not known at all', () => {
    const precise = { check: 'precise', field: 'birthDate' } as const;
    expect(isFault(precise, facts({ birthDate: day('1950-12-31', 'year') }))).toBe(true);
    expect(isFault(precise, facts({ birthDate: day('1950-04-03') }))).toBe(false);
    expect(isFault(precise, facts())).toBeUndefined();
  });
});

describe('IBR-015: validity', () => {
  const phone = { check: 'form', field: 'phones', pattern: '\\+\\d{7,15}' } as const;

  it('wants the form of every value, as a whole', () => {
    expect(isFault(phone, facts({ phones: ['+254700000001'] }))).toBe(false);
    expect(isFault(phone, facts({ phones: ['+254700000001', '0700'] }))).toBe(true);
    expect(isFault(phone, facts({ phones: ['call +254700000001'] }))).toBe(true);
    expect(isFault(phone, facts())).toBeUndefined();
  });

  it.each([
    ['2026-11-24', false],
    ['2026-11-25', true],
    ['1911-11-24', false],
    ['1911-11-23', true],
  ])('finds a birth on %s impossible: %s', (date, expected) => {
    const possible = { check: 'possible', field: 'birthDate', mostYearsAgo: 115 } as const;
    expect(isFault(possible, facts({ birthDate: day(date) }))).toBe(expected);
  });

  it('takes this year and this month for no future, though their last day is kept', () => {
    const possible = { check: 'possible', field: 'birthDate', mostYearsAgo: 115 } as const;
    expect(isFault(possible, facts({ birthDate: day('2026-12-31', 'year') }))).toBe(false);
    expect(isFault(possible, facts({ birthDate: day('2026-11-30', 'month') }))).toBe(false);
    expect(isFault(possible, facts({ birthDate: day('2027-12-31', 'year') }))).toBe(true);
  });

  it('finds a death before the birth, and none in the year of the birth when no more is known of it', () => {
    const ordered = { check: 'ordered', first: 'birthDate', then: 'deathDate' } as const;
    const died = (birthDate: ReturnType<typeof day>) => facts({ birthDate, deathDate: day('1950-06-01') });
    expect(isFault(ordered, died(day('1950-06-02')))).toBe(true);
    expect(isFault(ordered, died(day('1950-06-01')))).toBe(false);
    expect(isFault(ordered, died(day('1950-12-31', 'year')))).toBe(false);
    expect(isFault(ordered, died(day('1950-07-31', 'month')))).toBe(true);
    expect(isFault(ordered, facts({ birthDate: day('1950-06-02') }))).toBeUndefined();
  });

  it('is answered for by the source whose value was chosen', () => {
    const known = facts({ birthDate: day('2030-01-01') }, { chosenFrom: { birthDate: 'second-mis' } });
    expect(checkQuality(rule({ check: 'possible', field: 'birthDate', mostYearsAgo: 115 }), known)).toEqual([
      { source: 'second-mis', isFault: true },
    ]);
  });
});

describe('IBR-015: timeliness and uniqueness', () => {
  it('judges each source by when it last said anything', () => {
    expect(checkQuality(rule({ check: 'told', withinDays: 365 }), facts())).toEqual([
      { source: 'openimis', isFault: false },
      { source: 'second-mis', isFault: true },
    ]);
  });

  it('finds what somebody else has as well, and asks nothing of what the person has not', () => {
    const account = { check: 'unique', what: 'account' } as const;
    expect(isFault(account, facts())).toBeUndefined();
    expect(isFault(account, facts({}, { has: new Set(['account']) }))).toBe(false);
    expect(isFault(account, facts({}, { has: new Set(['account']), shares: new Set(['account']) }))).toBe(true);
  });
});

describe('IBR-015: every rule, of everybody', () => {
  const date = fc.record({
    date: fc
      .date({ min: new Date('1850-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((on) => on.toISOString().slice(0, 10)),
    precision: fc.constantFrom('day' as const, 'month' as const, 'year' as const),
  });
  const people = fc
    .record({ birthDate: date, deathDate: date, phones: fc.array(fc.string(), { maxLength: 2 }) }, { requiredKeys: [] })
    .map((data) => facts(data));
  const rules = fc.constantFrom<Bare>(
    { check: 'form', field: 'phones', pattern: '\\d+' },
    { check: 'ordered', first: 'birthDate', then: 'deathDate' },
    { check: 'possible', field: 'birthDate', mostYearsAgo: 115 },
    { check: 'precise', field: 'deathDate' },
    { check: 'present', field: 'phones' },
    { check: 'told', withinDays: 10 },
    { check: 'unique', what: 'person' },
  );

  it('holds nobody to account but sources that know the person, each once, and never both ways', () => {
    fc.assert(
      fc.property(people, rules, (of, bare) => {
        const verdicts = checkQuality(rule(bare), of);
        const sources = verdicts.map(({ source }) => source);
        expect(new Set(sources).size).toBe(sources.length);
        expect(Object.keys(of.toldOn)).toEqual(expect.arrayContaining(sources));
        if (bare.check !== 'told') expect(new Set(verdicts.map(({ isFault: is }) => is)).size).toBeLessThan(2);
      }),
    );
  });

  it('measures one dimension', () => {
    expect(dimensionOf(rule({ check: 'told', withinDays: 1 }))).toBe('timeliness');
    expect(dimensionOf(rule({ check: 'precise', field: 'birthDate' }))).toBe('completeness');
  });
});

describe('data quality as CSV', () => {
  it('S12, S17: writes <5 for what is kept back, and no formula', () => {
    const one = { people: 10, faults: null };
    const measured = {
      rules: [
        {
          ...{ id: 'surname-known', title, dimension: 'completeness' as const, ...one },
          sources: [{ source: 'openimis', ...one }],
          districts: [{ district: 'd-1', name: '=1+1', ...one }],
        },
      ],
    };
    expect(qualityCsv(measured).split('\r\n')).toEqual([
      'rule,dimension,by,key,people,faults',
      'surname-known,completeness,all,,10,<5',
      'surname-known,completeness,source,openimis,10,<5',
      "surname-known,completeness,district,'=1+1,10,<5",
      '',
    ]);
  });
});
