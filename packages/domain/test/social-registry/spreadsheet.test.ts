import fc from 'fast-check';
import {
  addressOf,
  columnOfAddress,
  dayOfSerial,
  isLikeYear,
  lettersOf,
  showsDay,
  textOfNumber,
} from '@interlink/domain/social-registry/spreadsheet';

describe('the cells of a spreadsheet', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('SR-020: column %i has the letters %s', (at, letters) => {
    expect(lettersOf(at)).toBe(letters);
    expect(columnOfAddress(`${letters}7`)).toBe(at);
  });

  it('SR-020: every column is found again by its letters, and no two share them', () => {
    fc.assert(
      fc.property(fc.nat(16_383), fc.integer({ min: 1, max: 1_048_576 }), (at, row) => {
        expect(columnOfAddress(`${lettersOf(at)}${row}`)).toBe(at);
      }),
    );
  });

  it.each(['', 'A', '1', 'a1', 'AAAA1', 'A12345678', 'A1:B2', '$A$1', ' A1'])(
    'SR-020: %j is the address of no cell',
    (address) => expect(columnOfAddress(address)).toBeUndefined(),
  );

  it('SR-020: a problem is where the header has its column; one under no title is known by its letters', () => {
    const header = ['household', 'roof', 'birth_date'];
    expect(addressOf(header, { row: 4, column: 'birth_date' })).toBe('C4');
    expect(addressOf(header, { row: 1, column: 'household' })).toBe('A1');
    expect(addressOf(header, { row: 9, column: 'AC' })).toBe('AC9');
  });
});

describe('a day that a spreadsheet counts', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [18_324, '1950-03-02'],
    [36_526, '2000-01-01'],
    [45_351, '2024-02-29'],
    [2_958_465, '9999-12-31'],
  ])('SR-020: %i is %s', (serial, day) => expect(dayOfSerial(serial)).toBe(day));

  it.each([0, -1, 60, 60.5, 2_958_466, Number.NaN, Infinity])('SR-020: %d is no day', (serial) => {
    expect(dayOfSerial(serial)).toBeUndefined();
  });

  it('SR-020: with a time of day is no plain day, so that the check refuses the cell', () => {
    expect(dayOfSerial(18_324.5)).toBe('1950-03-02T12:00:00');
  });

  it('SR-020: is the same day in the calendar that begins in 1904, 1,462 earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1463, max: 100_000 }), (serial) => {
        expect(dayOfSerial(serial - 1462, true)).toBe(dayOfSerial(serial));
      }),
    );
    expect(dayOfSerial(0, true)).toBe('1904-01-01');
  });

  it('SR-020: the day after is one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 200_000 }), (serial) => {
        const [one, next] = [dayOfSerial(serial), dayOfSerial(serial + 1)].map((day) => Date.parse(String(day)));
        expect(Number(next) - Number(one)).toBe(86_400_000);
      }),
    );
  });

  it('SR-020: a number from 1900 to 2100 is more likely a year that somebody typed', () => {
    expect([1899, 1900, 1950, 2100, 2101, 1950.5].map(isLikeYear)).toEqual([false, true, true, true, false, false]);
  });
});

describe('the format of a number', () => {
  it.each(['yyyy-mm-dd', 'dd/mm/yyyy', 'd.m.yy', '[$-40C]d mmmm yyyy', 'yyyy"年"m"月"d"日"', 'DD\\-MM\\-YYYY;@'])(
    'SR-020: %s shows a day',
    (code) => expect(showsDay(170, code)).toBe(true),
  );
  it.each(['0.00', 'General', '#,##0', '"day "0', '[Red]0', '[h]:mm', '0\\d', '00000000', '@', '0;"yd"'])(
    'SR-020: %s shows none',
    (code) => expect(showsDay(170, code)).toBe(false),
  );
  it('SR-020: the formats that need no code are known by their number', () => {
    expect([14, 15, 17, 22, 57].map((id) => showsDay(id))).toEqual([true, true, true, true, true]);
    expect([0, 1, 2, 9, 18, 20, 49].map((id) => showsDay(id))).toEqual(Array.from({ length: 7 }, () => false));
  });
});

describe('a number of a cell', () => {
  it('SR-020: is written without an exponent', () => {
    expect(textOfNumber(254_700_000_001)).toBe('254700000001');
    expect(textOfNumber(1e14)).toBe('100000000000000');
    expect(textOfNumber(0.5)).toBe('0.5');
    expect(textOfNumber(1e-7)).not.toContain('e');
    expect(textOfNumber(-3)).toBe('-3');
  });

  it('SR-020: has the zeros in front that its format shows', () => {
    expect(textOfNumber(712_345, '0000000000')).toBe('0000712345');
    expect(textOfNumber(712_345, '#,##0')).toBe('712345');
    expect(textOfNumber(12_345_678, '0000')).toBe('12345678');
  });

  it('SR-020: of more than fifteen digits is none that could be believed', () => {
    expect(textOfNumber(999_999_999_999_999)).toBe('999999999999999');
    expect(textOfNumber(1e15)).toBeUndefined();
    expect(textOfNumber(-1e15)).toBeUndefined();
    expect(textOfNumber(Number.NaN)).toBeUndefined();
    expect(textOfNumber(Infinity)).toBeUndefined();
  });

  it('SR-020: every whole number that a spreadsheet keeps comes back as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }), (value) => {
        expect(Number(textOfNumber(value))).toBe(value);
      }),
    );
  });
});
