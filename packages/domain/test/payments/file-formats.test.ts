import type { DelimitedFormat, FileFormat, FixedWidthFormat } from '@interlink/contracts/payments/file-format';
import fc from 'fast-check';
import { feeOf, feesOf } from '../../src/payments/fees.js';
import { delimited } from '../../src/payments/formats/delimited.js';
import { fitTexts, headFits, refuseForFormat } from '../../src/payments/formats/fit.js';
import { fixedWidth } from '../../src/payments/formats/fixed-width.js';
import { refuseFormat } from '../../src/payments/formats/refuse-format.js';
import { aFile, aLine, terms } from './builders.js';
import { aDelimited, aFixedWidth, aWallet } from './format-builders.js';

const ids = { instrId: 'I1', endToEndId: 'E1-01', uetr: '00000000-0000-4000-8000-000000000001' };
const csv = (over: Partial<DelimitedFormat>, ...lines: ReturnType<typeof aLine>[]) =>
  [...delimited(aDelimited(over), aFile(), lines)].join('');
const fixed = (over: Partial<FixedWidthFormat>, ...lines: ReturnType<typeof aLine>[]) =>
  [...fixedWidth(aFixedWidth(over), aFile(), lines)].join('');

describe('a delimited payment file', () => {
  it('is the same file as the golden one', () => {
    expect(csv({}, aLine(ids))).toBe(
      'H,M0123456789abcdef0123456789abcdef,2026-11-26,1,2000.00\n' +
        'no,id,amount,account,name\n' +
        '1,I1,2000.00,01100152872,Mercy Omondi\n' +
        'T,1,2000.00\n',
    );
  });

  it('quotes what separates cells, and doubles quotation marks', () => {
    const columns = [...aDelimited().columns, { title: 'a "b"', text: 'x"y' }];
    expect(
      csv({ columns }, aLine({ ...ids, payeeName: 'Omondi, Mercy' }))
        .split('\n')
        .slice(1, 3),
    ).toEqual(['no,id,amount,account,name,"a ""b"""', '1,I1,2000.00,01100152872,"Omondi, Mercy","x""y"']);
    expect(csv({ quote: 'always' }, aLine(ids))).toContain('"1","I1","2000.00","01100152872","Mercy Omondi"\n');
  });

  it('A3: puts nothing before a text that a spreadsheet would take for a formula', () => {
    expect(csv({}, aLine({ ...ids, account: '+254700000001', payeeName: '-Mercy' }))).toContain(
      ',+254700000001,-Mercy\n',
    );
  });

  it.each<[Partial<DelimitedFormat>, string]>([
    [{ delimiter: ';', decimals: 'comma' }, '1;I1;2000,00;01100152872;Mercy Omondi\n'],
    [{ decimals: 'comma' }, '1,I1,"2000,00",01100152872,Mercy Omondi\n'],
    [{ delimiter: '|', decimals: 'minor', newline: 'crlf' }, '1|I1|200000|01100152872|Mercy Omondi\r\n'],
    [{ dates: 'DD/MM/YYYY' }, ',26/11/2026,'],
    [{ dates: 'YYYYMMDD' }, ',20261126,'],
  ])('is written as its definition says: %j', (over, part) => {
    expect(csv(over, aLine(ids))).toContain(part);
  });

  it('I12: refuses a line in another currency, and a text that could change the file', () => {
    expect(() => csv({}, aLine({ currency: 'UGX' }))).toThrow(RangeError);
    expect(() => csv({}, aLine({ payeeName: 'x\nT,0,0' }))).toThrow(RangeError);
    expect(() => csv({ quote: 'never' }, aLine({ payeeName: 'a,b' }))).toThrow(RangeError);
  });
});

describe('a payment file of fixed widths', () => {
  it('is the same file as the golden one', () => {
    expect(fixed({}, aLine(ids))).toBe(
      'HDM0123456789abcdef0123456789abcdef 2611202600001\n' +
        `PYI1${' '.repeat(33)}000000200000         01100152872Mercy Omondi${' '.repeat(18)}\n` +
        'TR0000100000000000200000\n',
    );
  });

  it('cuts nothing: a longer text is refused', () => {
    expect(() => fixed({}, aLine({ account: '1'.repeat(21) }))).toThrow(RangeError);
    expect(() => fixed({}, aLine({ amountMinor: 1_000_000_000_000 }))).toThrow(RangeError);
  });
});

describe('both formats', () => {
  it.each([
    ['delimited', (lines: ReturnType<typeof aLine>[]) => csv({}, ...lines)],
    ['fixed-width', (lines: ReturnType<typeof aLine>[]) => fixed({}, ...lines)],
  ])('A1.5: %s are the same bytes whatever the order of the lines', (_kind, write) => {
    const many = fc.shuffledSubarray(['1', '2', '3', '4'], { minLength: 4 });
    const made = (ids: readonly string[]) => write(ids.map((entitlementId) => aLine({ entitlementId })));
    fc.assert(fc.property(many, (ids) => expect(made(ids)).toBe(made(['1', '2', '3', '4']))));
  });
});

describe('a definition', () => {
  it('can be worked with when files can be read again to the same lines', () => {
    expect([aDelimited(), aFixedWidth()].map((format) => refuseFormat(format, 10_000))).toEqual([undefined, undefined]);
  });

  const { columns } = aDelimited();
  const status = {
    delimiter: ',' as const,
    columns: ['messageId', 'instrId', 'status', 'at'] as ('at' | 'instrId' | 'messageId' | 'status')[],
    statuses: { PAID: 'ACSC' as const },
    reasons: {},
    trailer: 'END',
  };
  it.each<[string, FileFormat]>([
    ['cell-is-field-or-text', aDelimited({ columns: [...columns, { title: 'x' }] })],
    ['cell-is-field-or-text', aDelimited({ columns: [...columns, { field: 'place', text: 'x' }] })],
    [
      'line-field-outside-lines',
      aDelimited({ trailer: [{ field: 'amount' }, { field: 'count' }, { field: 'total' }] }),
    ],
    ['column-missing', aDelimited({ columns: columns.filter(({ field }) => field !== 'account') })],
    ['column-missing', aDelimited({ columns: columns.filter(({ field }) => field !== 'instrId') })],
    ['column-missing', aDelimited({ columns: columns.filter(({ field }) => field !== 'amount') })],
    ['count-or-total-missing', aDelimited({ header: undefined, trailer: [{ field: 'count' }] })],
    ['comma-without-quotes', aDelimited({ quote: 'never', decimals: 'comma' })],
    ['comma-without-quotes', aDelimited({ quote: 'never', columns: [...columns, { text: 'a,b' }] })],
    ['name-without-room', aDelimited({ columns: [...columns, { field: 'payeeName', maxLength: 9 }] })],
    ['text-without-room', aFixedWidth({ header: [{ text: 'HDR', width: 2, align: 'left', pad: ' ' }, ...totals()] })],
    ['total-without-room', aFixedWidth({ trailer: totals(15) })],
    ['total-without-room', aFixedWidth({ trailer: totals(22, 4) })],
    [
      'zeros-before-text',
      aFixedWidth({ header: [{ field: 'messageId', width: 40, align: 'right', pad: '0' }, ...totals()] }),
    ],
    ['zeros-before-text', aFixedWidth({ trailer: totals(22, 5, 'left') })],
    ['fee-bands', aDelimited({ wallet: aWallet({ maxTransferMinor: 300_001 }) })],
    ['limit-below-transfer', aDelimited({ wallet: aWallet({ maxDayMinor: 299_999 }) })],
    ['limit-below-transfer', aDelimited({ wallet: aWallet({ maxDayMinor: 300_000, maxBalanceMinor: 1 }) })],
    [
      'fee-bands',
      aDelimited({ wallet: { ...aWallet(), fees: { bearer: 'payer', bands: aWallet().fees.bands.toReversed() } } }),
    ],
    ['status-columns', aDelimited({ status: { ...status, columns: ['instrId', 'status', 'at', 'ignored'] } })],
    ['status-columns', aDelimited({ status: { ...status, columns: ['messageId', 'reason', 'status', 'at'] } })],
    ['status-columns', aDelimited({ status: { ...status, statuses: {} } })],
    ['status-columns', aDelimited({ status: { ...status, columns: [...status.columns, 'status'] } })],
  ])('is refused as %s', (problem, format) => {
    expect(refuseFormat(format, 10_000)).toBe(problem);
  });

  it.each([
    [1, 12],
    [2, 13],
    [10, 13],
    [11, 14],
    [5000, 16],
    [10_000, 16],
    [10_001, 17],
  ])('has room for the total of %d lines of the highest amount in %d characters and no fewer', (lines, width) => {
    const sum = 999_999_999_999n * BigInt(lines);
    const refused = (room: number) => refuseFormat(aFixedWidth({ trailer: totals(room) }), lines);
    expect([refused(width), refused(width - 1)]).toEqual([undefined, 'total-without-room']);
    expect(String(sum).length).toBe(width);
  });

  function totals(width = 22, countWidth = 5, align: 'left' | 'right' = 'right') {
    return [
      { field: 'count' as const, width: countWidth, align, pad: '0' as const },
      { field: 'total' as const, width, align, pad: '0' as const },
    ];
  }
});

describe('what an operator takes', () => {
  it.each([
    [100_000, 500],
    [100_001, 900],
    [300_000, 900],
    [300_001, undefined],
  ])('a transfer of %s costs %s', (amount, fee) => {
    expect(feeOf(amount, aWallet())).toBe(fee);
  });

  it('is summed, with who bears it; an amount without a fee is a defect', () => {
    expect(feesOf([100_000, 200_000], aWallet())).toEqual({ bearer: 'payer', minor: 1400 });
    expect(() => feesOf([300_001], aWallet())).toThrow(RangeError);
  });

  it('A7: a payment above the limit of a wallet is left out, one at the limit is not', () => {
    const format = aDelimited({ wallet: aWallet() });
    expect(refuseForFormat(format, aFile(), aLine({ amountMinor: 300_001 }))).toBe('over-wallet-limit');
    expect(refuseForFormat(format, aFile(), aLine({ amountMinor: 300_000 }))).toBeUndefined();
  });
});

describe('texts of a payment in a format', () => {
  it('A1.5: are cut and put into capitals before they are hashed, names only', () => {
    const format = aFixedWidth({ letters: 'upper' });
    const sent = fitTexts(format, { payeeName: 'Wilhelmina Nabirye Achieng O Odhiambo', remittance: 'OAA 2026-11' });
    expect(sent).toEqual({ payeeName: 'WILHELMINA NABIRYE ACHIENG O O', remittance: 'OAA 2026-11' });
    // What would end with a blank is cut before it.
    expect(fitTexts(format, { payeeName: `${'a'.repeat(29)} b`, remittance: '' }).payeeName).toBe('A'.repeat(29));
  });

  it.each<[Partial<ReturnType<typeof aLine>>, FileFormat]>([
    [{ account: '1'.repeat(21) }, aFixedWidth()],
    [{ payeeName: 'Omondi, Mercy' }, aDelimited({ quote: 'never' })],
  ])('leave the payment out when they do not fit: %j', (over, format) => {
    expect(refuseForFormat(format, aFile(), aLine(over))).toBe('text-not-writable');
  });

  it('must fit for what all lines share', () => {
    const header = [
      { field: 'debtorName' as const, maxLength: 26 },
      { field: 'count' as const },
      { field: 'total' as const },
    ];
    expect(headFits(aDelimited({ header }), aFile())).toBe(true);
    expect(headFits(aDelimited({ header }), aFile({ debtorName: 'Ministry of Social Welfare2' }))).toBe(false);
    expect(headFits(aFixedWidth(), aFile({ terms: { ...terms, executionDate: '2026-11-261' } }))).toBe(false);
  });
});
