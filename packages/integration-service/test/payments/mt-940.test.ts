import fc from 'fast-check';
import { MAX_LINE, MAX_LINES } from '../../src/payments/readers/mt-940-fields.js';
import { readNarrative } from '../../src/payments/readers/mt-940-narrative.js';
import { readMt940, scanMt940 } from '../../src/payments/readers/mt-940.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';

const END = '01JD8W0Z3K6Q9V2T5R7X4Y1M8N-01';
const INSTR = `I${'0a'.repeat(16)}`;
const entry = (
  over: { mark?: string; amount?: string; type?: string; own?: string; bank?: string; day?: string } = {},
) =>
  `:61:${over.day ?? '2611251125'}${over.mark ?? 'D'}${over.amount ?? '2000,00'}${over.type ?? 'NTRF'}${over.own ?? 'NONREF'}${over.bank ?? '//B1'}`;
const page = (fields: readonly string[], over: { first?: string; last?: string; number?: string } = {}) => [
  ':20:S1',
  ':25:0001112223334',
  `:28C:${over.number ?? '00229/1'}`,
  over.first ?? ':60F:C261125KES10000,00',
  ...fields,
  over.last ?? ':62F:C261125KES8000,00',
];
const text = (...lines: readonly (readonly string[])[]) => lines.flat().join('\r\n') + '\r\n';
const whole = text(page([entry(), `:86:/EREF/${END}/NAME/Mercy Omondi`]), ['-']);
const onlyEntry = (...fields: readonly string[]) => readMt940(text(page(fields))).entries[0];

describe('a statement of SWIFT (MT940)', () => {
  it('A1.4: says what a camt.053 says', () => {
    expect(readMt940(whole)).toEqual({
      ...{ id: 'S1-202600229', sequence: 202_600_229, account: '0001112223334', currency: 'KES' },
      ...{ openingMinor: 1_000_000, closingMinor: 800_000, closedOn: '2026-11-25' },
      entries: [
        expect.objectContaining({
          ...{ kind: 'debit', status: 'BOOK', amountMinor: 200_000, currency: 'KES', bookedOn: '2026-11-25' },
          ...{ endToEndId: END, reference: 'B1', index: 0 },
        }),
      ],
    });
  });

  it.each([
    ['blocks around it', `{1:F01X}{2:O940}{4:\r\n${whole.replace(/-\r\n$/, '-}{5:}\r\n')}`],
    ['line ends of Unix', whole.replaceAll('\r\n', '\n')],
    ['no end of the message', whole.replace('-\r\n', '')],
    [
      'available balances and a word after it',
      whole.replace('-\r\n', ':64:C261125KES1,\r\n:65:C261126KES1,\r\n:86:bye\r\n-\r\n'),
    ],
    [
      'a related reference and the bank of the account',
      whole.replace(':25:0001112223334', ':21:NONREF\r\n:25P:0001112223334\r\nDEMOKENA'),
    ],
  ])('is the same with %s', (_what, other) => {
    expect(readMt940(other)).toEqual(readMt940(whole));
  });

  it.each([
    ['D', 'NTRF', 'debit', '8000,00'],
    ['RC', 'NTRF', 'debit', '8000,00'],
    ['RD', 'NTRF', 'return', '12000,00'],
    ['C', 'NRTI', 'return', '12000,00'],
    ['C', 'NTRF', 'credit', '12000,00'],
  ])('A1.4: calls %s of the type %s a %s', (mark, type, kind, closing) => {
    const read = readMt940(text(page([entry({ mark, type })], { last: `:62F:C261125KES${closing}` })));
    expect(read.entries).toMatchObject([{ kind, status: 'BOOK' }]);
  });

  it.each(['EC', 'ED'])('A1.4: books nothing that is only expected (%s)', (mark) => {
    const read = readMt940(text(page([entry({ mark })], { last: ':62F:C261125KES10000,' })));
    expect(read.entries).toMatchObject([{ status: 'INFO' }]);
  });

  it('A1.4: a debit balance is below nothing, and an amount may leave its digits out', () => {
    const read = readMt940(
      text(page([entry({ amount: '3,5' })], { first: ':60F:D261125KES0,5', last: ':62F:D261125KES4,' })),
    );
    expect([read.openingMinor, read.closingMinor]).toEqual([-50, -400]);
  });

  it.each([
    ['2612310102', '2027-01-02'],
    ['2701021231', '2026-12-31'],
    ['2802280229', '2028-02-29'],
    ['261125', '2026-11-25'],
  ])('books %s on %s', (day, bookedOn) => {
    expect(onlyEntry(entry({ day }))?.bookedOn).toBe(bookedOn);
  });

  it('R8: keeps two entries apart that the bank gave one reference, or none', () => {
    const half = { amount: '500,00' };
    const fields = [entry(half), entry(half), entry({ ...half, bank: '' }), entry({ ...half, bank: '//NONREF' })];
    const places = readMt940(text(page(fields))).entries.map(({ reference, index }) => `${reference}:${index}`);
    expect(places).toEqual(['B1:0', 'B1:1', '#2:0', '#3:0']);
  });

  it('A1.4: of several pages is one statement', () => {
    const half = entry({ amount: '1000,00' });
    const first = page([half], { last: ':62M:C261125KES9000,00' });
    const second = page([half], { number: '00229/2', first: ':60M:C261125KES9000,00' });
    const read = readMt940(text(first, ['-'], second, ['-']));
    expect(read.entries).toHaveLength(2);
    expect(read).toMatchObject({ openingMinor: 1_000_000, closingMinor: 800_000, sequence: 202_600_229 });
    expect(readMt940(text(first, second))).toEqual(read);
  });

  const first = page([entry({ amount: '1000,00' })], { last: ':62M:C261125KES9000,00' });
  const second = (over: { number?: string; first?: string } = {}) =>
    page([entry({ amount: '1000,00' })], { number: '00229/2', first: ':60M:C261125KES9000,00', ...over });
  it.each([
    ['is cut off before its last page', text(first), 'has no end'],
    ['is cut off in a page', text(first, second().slice(0, -1)), 'has no end'],
    ['leaves a page out', text(first, second({ number: '00229/3' })), 'a page is missing'],
    ['begins with its second page', text(second()), 'a page is missing'],
    ['mixes two numbers', text(first, second({ number: '00230/2' })), 'pages of several statements'],
    ['mixes two accounts', text(first, second().with(1, ':25:0009')), 'pages of several statements'],
    ['has pages that do not follow', text(first, second({ first: ':60M:C261125KES9000,01' })), 'do not add up'],
    ['has two first pages', text(first, second({ first: ':60F:C261125KES9000,00' })), 'a page is missing'],
    ['is followed by another', whole + whole, 'several statements'],
    ['does not add up', whole.replace('8000,00', '8000,01'), 'do not add up'],
    ['changes its currency', whole.replace('KES8000', 'USD8000'), 'balances of two currencies'],
    ['has an entry in another currency', whole.replace('D2000', 'DD2000'), 'another currency'],
    ['has an amount that is not exact', whole.replace('D2000,00', 'D2000,001'), 'an amount is not exact'],
    ['has an amount without a mark', whole.replace('D2000,00', 'D2000.00'), 'of another form'],
    ['has a day that is none', whole.replace('2611251125', '2613251125'), 'no day'],
    ['has a booking day that is none', whole.replace('2611251125', '2611250230'), 'no day'],
    ['bears no number', whole.replace('00229/1', '00000/1'), 'bears no number'],
    ['has a field that nobody knows', whole.replace(':62F:', ':99Z:1\r\n:62F:'), ':99Z: is not expected there'],
    ['has its fields in another order', whole.replace(':25:', ':61:'), ':61: is not expected there'],
    ['says something twice', whole.replace(':28C:', ':25:0001112223334\r\n:28C:'), ':25: is not expected there'],
    ['is a camt.053', '<?xml version="1.0"?><Document/>', 'a line before any field'],
    ['is empty', '', 'has no end'],
    ['has a line without end', whole.replace('NAME/', 'x'.repeat(MAX_LINE)), 'a line is too long'],
    ['has a field without end', whole.replace('-\r\n', `:86:${'x\r\n'.repeat(MAX_LINES + 1)}`), 'of too many lines'],
    ['holds what no text has', whole.replace('Mercy', '\u0000'), 'a character that no text has'],
  ])('S17: is not read when it %s', (_why, spoilt, reason) => {
    expect(() => readMt940(spoilt)).toThrow(UnreadableMessage);
    expect(() => readMt940(spoilt)).toThrow(reason);
  });

  it('S17: refuses a line without end before it has all of it', () => {
    let pieces = 0;
    const endless = (function* () {
      for (;;) {
        pieces += 1;
        yield 'x'.repeat(200);
      }
    })();
    expect(() => readMt940(endless)).toThrow('a line is too long');
    expect(pieces).toBeLessThan(5);
  });

  it('S17: hands each of very many entries over once and keeps none, wherever it is cut', () => {
    const many = Array.from({ length: 2000 }, (_none, at) => [entry({ amount: '1,', bank: `//B${at}` }), ':86:x']);
    const long = text(page(many.flat()));
    let taken = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (size) => {
        const pieces = Array.from({ length: Math.ceil(long.length / size) }, (_none, at) =>
          long.slice(at * size, (at + 1) * size),
        );
        taken = 0;
        expect(scanMt940(pieces, () => (taken += 1))).toMatchObject({ closingMinor: 800_000 });
        expect(taken).toBe(2000);
      }),
      { numRuns: 5 },
    );
  });

  it('S17: is read or is unreadable, whatever was changed in it; nothing else ever comes out', () => {
    const spoilt = fc.record({ at: fc.nat(whole.length), cut: fc.nat(40), put: fc.string({ maxLength: 12 }) });
    fc.assert(
      fc.property(spoilt, ({ at, cut, put }) => {
        try {
          readMt940(whole.slice(0, at) + put + whole.slice(at + cut));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableMessage);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('I4: adds up to the cent, whatever is booked, or is not read', () => {
    const booked = fc.array(
      fc.record({ mark: fc.constantFrom('C', 'D', 'RC', 'RD', 'EC', 'ED'), cents: fc.nat(10_000_000) }),
    );
    fc.assert(
      fc.property(booked, fc.integer({ min: -1, max: 1 }), (moves, off) => {
        const signs: Readonly<Record<string, number>> = { C: 1, RD: 1, D: -1, RC: -1, EC: 0, ED: 0 };
        const left = moves.reduce((sum, { mark, cents }) => sum + (signs[mark] ?? 0) * cents, 0) + off;
        const comma = (cents: number) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
        const last = `:62F:${left < 0 ? 'D' : 'C'}261125KES${comma(Math.abs(left))}`;
        const fields = moves.map(({ mark, cents }) => entry({ mark, amount: comma(cents) }));
        const read = () => readMt940(text(page(fields, { first: ':60F:C261125KES0,00', last })));
        if (off === 0) expect(read().closingMinor).toBe(left);
        else expect(read).toThrow('do not add up');
      }),
    );
  });
});

describe('what an entry says of a payment', () => {
  it('A1.4: names it between slashes, over the ends of lines', () => {
    const lines = [`/EREF/${END.slice(0, 20)}`, `${END.slice(20)}/IREF/${INSTR}/RTRN/AC04/REMI/OAA 2026-11`];
    expect(readNarrative('NONREF', lines)).toEqual({
      ...{ endToEndId: END, instrId: INSTR, reason: 'AC04', isReturn: true, uetr: undefined, batch: undefined },
    });
  });

  it('A1.4: names it in the numbered parts of a German bank', () => {
    const lines = [
      '159?00RETOUREN?109310?20EREF+01JD8W0Z3K6Q9V2T5R7X4Y1',
      '?21M8N-01?22KREF+M1?23SVWZ+OAA 2026-11?32MERCY',
    ];
    expect(readNarrative('NONREF', lines)).toMatchObject({ endToEndId: END, isReturn: true, batch: undefined });
  });

  it('A1.4: names it by a reference that is the beginning of an id, when nothing else does', () => {
    const own = INSTR.slice(0, 16);
    expect(readNarrative(own, [])).toMatchObject({ instrId: own, endToEndId: own });
    expect(readNarrative(own, [`/EREF/${END}`])).toMatchObject({ endToEndId: END, instrId: undefined });
    expect(readNarrative('NONREF', ['OAA 2026-11'])).toMatchObject({ endToEndId: undefined, instrId: undefined });
  });

  it('A1.4: is one sum for a file when it names message and count, and no payment', () => {
    const said = readNarrative('M0123456789abcde', ['/KREF/M0123456789abcdef/PREF/P1/NBTR/300']);
    expect(said.batch).toEqual({ messageId: 'M0123456789abcdef', paymentInfoId: 'P1', count: 300 });
    expect(readNarrative('NONREF', [`/KREF/M1/EREF/${END}`]).batch).toBeUndefined();
  });

  it('S16: a word that comes twice and says two things chooses no payment', () => {
    expect(
      readNarrative('NONREF', [`/EREF/${END}/REMI//EREF/01JD8W0Z3K6Q9V2T5R7X4Y1M8P-01`]).endToEndId,
    ).toBeUndefined();
    expect(readNarrative('NONREF', [`/EREF/${END}/REMI//EREF/${END}`]).endToEndId).toBe(END);
    expect(readNarrative('NONREF', ['/EREF/NOTPROVIDED']).endToEndId).toBeUndefined();
  });
});
