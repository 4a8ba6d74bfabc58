import fc from 'fast-check';
import type { Statistics } from '@interlink/contracts/registry/statistics';
import { toCsv } from '../../../src/registry/statistics/csv.js';
import { protectAmounts, roundPeople, roundRecords } from '../../../src/registry/statistics/protect.js';

const people = fc.integer({ min: 0, max: 2000 });

describe('S12: people in a cell', () => {
  it.each([
    [0, 0],
    [1, null],
    [4, null],
    [5, 5],
    [7, 5],
    [8, 10],
    [1002, 1000],
  ])('%d are shown as %j', (count, shown) => expect(roundPeople(count)).toBe(shown));

  it('are never told apart from their neighbours: only none, “fewer than five” and fives are shown', () => {
    fc.assert(
      fc.property(people, (count) => {
        const shown = roundPeople(count);
        if (count > 0 && count < 5) expect(shown).toBeNull();
        else {
          expect((shown ?? 1) % 5).toBe(0);
          expect(Math.abs((shown ?? 0) - count)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

describe('S12: records of which these people have several', () => {
  it.each([
    [0, 0, 0],
    [40, 1, null],
    [40, 4, null],
    [3, 5, null],
    [42, 5, 40],
  ])('shows of %d records of %d people: %s', (records, people, shown) => {
    expect(roundRecords(records, people)).toBe(shown);
  });
});

describe('S12: amounts whose sum is known', () => {
  const amounts = fc.array(fc.record({ people, minor: fc.integer({ min: 0, max: 1e9 }) }), { maxLength: 12 });

  it('keeps a small one back with the next smallest', () => {
    const cells = [
      { people: 100, minor: 1 },
      { people: 2, minor: 2 },
      { people: 50, minor: 3 },
    ];
    expect(protectAmounts(cells)).toEqual([1, null, null]);
  });

  it('keeps two small ones back and no third', () => {
    const cells = [
      { people: 3, minor: 1 },
      { people: 2, minor: 2 },
      { people: 50, minor: 3 },
    ];
    expect(protectAmounts(cells)).toEqual([null, null, 3]);
  });

  it('keeps a third back with two who are fewer than five together: what is left of the sum is theirs', () => {
    const cells = [
      { people: 1, minor: 1 },
      { people: 50, minor: 2 },
      { people: 3, minor: 3 },
      { people: 20, minor: 4 },
    ];
    expect(protectAmounts(cells)).toEqual([null, 2, null, null]);
  });

  it('tells nobody who knows the sum what fewer than five people had, or what one cell alone is', () => {
    const small = fc.record({ people: fc.integer({ min: 0, max: 9 }), minor: fc.integer({ min: 0, max: 1e9 }) });
    fc.assert(
      fc.property(fc.array(small, { maxLength: 8 }), (cells) => {
        const shown = protectAmounts(cells);
        const hidden = cells.filter(({ people: count }, at) => count > 0 && shown[at] === null);
        const left = cells.filter(({ people: count }, at) => count > 0 && shown[at] !== null);
        if (hidden.length === 0 || left.length === 0) return;
        expect(hidden.reduce((sum, { people: count }) => sum + count, 0)).toBeGreaterThanOrEqual(5);
        expect(hidden.length).toBeGreaterThan(1);
      }),
    );
  });

  it('never shows one of fewer than five people, and never keeps back one alone beside others', () => {
    fc.assert(
      fc.property(amounts, (cells) => {
        const shown = protectAmounts(cells);
        cells.forEach((cell, at) => {
          if (cell.people > 0 && cell.people < 5) expect(shown[at]).toBeNull();
          else if (shown[at] !== null) expect(shown[at]).toBe(cell.minor);
        });
        const inhabited = cells.filter((cell) => cell.people > 0).length;
        const hidden = shown.filter((one) => one === null).length;
        if (hidden === 1) expect(inhabited).toBe(1);
      }),
    );
  });

  it('shows all when none is small', () => {
    expect(
      protectAmounts([
        { people: 5, minor: 1 },
        { people: 0, minor: 0 },
      ]),
    ).toEqual([1, 0]);
  });
});

describe('S17: the statistics as CSV', () => {
  const by = {
    sex: [{ key: 'female', people: 10 }],
    age: [],
    disability: [],
    district: [{ key: 'd', name: '=cmd|A', people: null }],
  };
  const statistics: Statistics = {
    people: 25,
    by,
    programmes: [
      {
        source: 'openimis',
        programme: 'OAA',
        name: 'Old-age, "allowance"',
        people: 10,
        statuses: [{ status: 'active', people: 10 }],
        by,
        households: null,
      },
    ],
    households: {
      households: 15,
      by: { systems: [{ key: '2', households: 5 }], district: [{ key: 'd', name: '=cmd|A', households: null }] },
    },
    overlaps: [{ one: 'CHG', other: 'OAA', people: null }],
    expenditure: [
      {
        source: 'openimis',
        programme: 'OAA',
        period: '2026-10',
        currency: 'KES',
        status: 'paid',
        payments: 10,
        amountMinor: null,
      },
    ],
    paid: [
      {
        ...{ source: 'openimis', programme: 'OAA', currency: 'KES' },
        by: {
          sex: [{ key: 'female', people: 10, payments: 120, amountMinor: 2_400_000 }],
          ...{ age: [], disability: [] },
          district: [{ key: 'd', name: '=cmd|A', people: null, payments: null, amountMinor: null }],
        },
      },
    ],
  };

  it('says that a number is kept back, and makes text of what a spreadsheet would run', () => {
    expect(toCsv(statistics, 'people')).toBe("by,key,people\r\nall,,25\r\nsex,female,10\r\ndistrict,'=cmd|A,<5\r\n");
  });

  it('puts names with commas and quotes into quotes', () => {
    expect(toCsv(statistics, 'coverage').split('\r\n')[1]).toBe('openimis,OAA,"Old-age, ""allowance""",all,,10');
  });

  it('has overlaps and expenditure, an amount that is kept back empty', () => {
    expect(toCsv(statistics, 'overlaps')).toBe('programme,other,people\r\nCHG,OAA,<5\r\n');
    expect(toCsv(statistics, 'expenditure').split('\r\n')[1]).toBe('openimis,OAA,2026-10,paid,KES,10,');
  });

  it('has households by how many systems know them, by district and by programme', () => {
    expect(toCsv(statistics, 'households').split('\r\n').slice(1)).toEqual([
      'all,,15',
      'systems,2,5',
      "district,'=cmd|A,<5",
      'programme,openimis OAA,<5',
      '',
    ]);
  });

  it('IBR-008: has who was paid, by trait, and nothing of what is kept back', () => {
    expect(toCsv(statistics, 'paid').split('\r\n').slice(1)).toEqual([
      'openimis,OAA,KES,sex,female,10,120,2400000',
      "openimis,OAA,KES,district,'=cmd|A,<5,<5,",
      '',
    ]);
  });

  it('is read back by the rules of CSV as what it was, cell by cell', () => {
    const name = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'é', 'ع') });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const text = toCsv({ ...statistics, overlaps: [{ one, other, people: 5 }] }, 'overlaps').slice(24);
        // RFC 4180: a cell in quotes holds anything, a quote twice.
        const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n$)/g)];
        const read = cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
        const asText = (cell: string) => (/^[\r]/.test(cell) ? `'${cell}` : cell);
        expect(read).toEqual([asText(one), asText(other), '5']);
      }),
    );
  });

  it('never begins a cell with what is a command, whatever a programme is called', () => {
    fc.assert(
      fc.property(fc.string(), (one) => {
        const text = toCsv({ ...statistics, overlaps: [{ one, other: 'x', people: 5 }] }, 'overlaps').slice(24);
        expect(/^"?[=+\-@\t\r]/.test(text)).toBe(false);
      }),
    );
  });
});
