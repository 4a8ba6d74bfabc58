import fc from 'fast-check';
import { readCamt053 } from '../../src/payments/readers/camt-053.js';
import { readCamt054 } from '../../src/payments/readers/camt-054.js';
import { readPain002 } from '../../src/payments/readers/pain-002.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';
import { booked, statementOf, statusLine, statusReport } from './bank-messages.js';

const transaction = (id: string, inside = '') => `<TxDtls><Refs><InstrId>${id}</InstrId></Refs>${inside}</TxDtls>`;
const money = (value: string, currency = 'KES') => `<Amt Ccy="${currency}">${value}</Amt>`;
const kindsOf = (text: string) => readCamt053(text).entries.map(({ kind }) => kind);

describe('an entry of a statement that holds several payments', () => {
  const settles = (...details: string[]) =>
    readCamt053(statementOf(booked({ details: details.join('') }))).entries.map(({ amountMinor }) => amountMinor);

  it('R8: is unreadable when each would be paid by the whole of it: 2,000 that moved once are not 4,000', () => {
    expect(() => settles(transaction('I1'), transaction('I2'))).toThrow(UnreadableMessage);
    expect(settles(transaction('I1'))).toEqual([200_000]);
  });

  it.each([
    ['one of them is more than all', [transaction('I1', money('2000.01'))]],
    ['together they are more', [transaction('I1', money('1500.00')), transaction('I2', money('500.01'))]],
    ['one says nothing of itself', [transaction('I1', money('1500.00')), transaction('I2')]],
    [
      'less than nothing makes room for more',
      [transaction('I1', money('3000.00')), transaction('I2', money('-1000.00'))],
    ],
  ])('I4: is unreadable when %s', (_why, details) => {
    expect(() => settles(...details)).toThrow(UnreadableMessage);
  });

  it('R8: tells what is left beside its payments: a fee of the bank, or a payment that it does not name', () => {
    const details = transaction('I1', money('1500.00')) + transaction('I2', money('490.00'));
    const { entries } = readCamt053(statementOf(booked({ details })));
    expect(entries.map(({ kind, amountMinor, restOf }) => [kind, amountMinor, restOf])).toEqual([
      ['debit', 150_000, undefined],
      ['debit', 49_000, undefined],
      ['debit', 1_000, 2],
    ]);
    expect(entries[2]).not.toHaveProperty('instrId');
  });

  it.each<[string, string, readonly unknown[]]>([
    ['kept some of what came back', '2030.00', ['debit', 3_000, 1]],
    ['brought more back than it names', '1970.00', ['return', 3_000, 1]],
  ])('R8: tells of a return, too, that the bank %s', (_what, value, rest) => {
    const details = transaction('I1', `${money(value)}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>`);
    const { entries } = readCamt053(statementOf(booked({ mark: 'CRDT', details }), { closing: '12000.00' }));
    expect(entries.map(({ kind, amountMinor, restOf }) => [kind, amountMinor, restOf]).at(-1)).toEqual(rest);
  });

  it('I12: adds up nothing in another currency', () => {
    expect(settles(transaction('I1', money('2000.00')), transaction('I2', money('9999.00', 'UGX')))).toEqual([
      200_000, 9_999,
    ]);
  });

  it('I4: never settles more than was booked, however it is divided', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 5 });
    const text = (minor: number) => (minor / 100).toFixed(2);
    fc.assert(
      fc.property(parts, (amounts) => {
        const sum = amounts.reduce((added, one) => added + one, 0);
        const details = amounts.map((minor, at) => transaction(`I${at}`, money(text(minor))));
        const rest = sum < 200_000 ? [200_000 - sum] : [];
        if (sum <= 200_000) expect(settles(...details)).toEqual([...amounts, ...rest]);
        else expect(() => settles(...details)).toThrow('transactions of more than their entry');
      }),
    );
  });
});

describe('a booking that takes another one back', () => {
  const credit = (mark: string) =>
    statementOf(booked({ mark: 'CRDT', details: transaction('I1') }).replace('<Sts>', `${mark}<Sts>`), {
      closing: '12000.00',
    });

  it.each(['<RvslInd>true</RvslInd>', '<RvslInd>1</RvslInd>'])(
    'R8: is a return when the bank marks it by %s: left out, the payment would stand as paid',
    (mark) => expect(kindsOf(credit(mark))).toEqual(['return']),
  );

  it.each(['', '<RvslInd>false</RvslInd>', '<RvslInd>0</RvslInd>'])('is somebody else’s credit with %j', (mark) => {
    expect(kindsOf(credit(mark))).toEqual(['credit']);
  });
});

describe('amounts below zero', () => {
  it('I4: are none: which way money went is said beside them', () => {
    expect(() => readCamt053(statementOf(booked({ value: '-2000.00' }), { closing: '12000.00' }))).toThrow('not exact');
    const opening = statementOf('', { closing: '10000.00' }).replaceAll('10000.00', '-10000.00');
    expect(() => readCamt053(opening)).toThrow(UnreadableMessage);
  });
});

describe('a notification of two returns to which the bank gave one reference', () => {
  it('R8: tells them apart, so that none is taken for a repetition of the other', () => {
    const entry = booked({ mark: 'CRDT', details: '<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>' });
    const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N</MsgId></GrpHdr><Ntfctn><Id>N</Id><Acct><Id><Othr><Id>0001</Id></Othr></Id></Acct>${entry}${entry}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
    const { entries } = readCamt054(text);
    expect(entries.map(({ reference, index }) => [reference, index])).toEqual([
      ['N1', 0],
      ['N1', 1],
    ]);
  });
});

describe('what a report says of all payments of a file', () => {
  const report = (group: string, ...blocks: string[]) => {
    const text = statusReport('', { group });
    const all = blocks.map((inside) => `<OrgnlPmtInfAndSts>${inside}</OrgnlPmtInfAndSts>`).join('');
    const { groupStatus, groupReason } = readPain002(text.replace('<OrgnlPmtInfAndSts></OrgnlPmtInfAndSts>', all));
    return [groupStatus, groupReason];
  };
  const reason = (code: string) => `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;
  const block = (status: string, inside = '') =>
    `<OrgnlPmtInfId>P1</OrgnlPmtInfId><PmtInfSts>${status}</PmtInfSts>${inside}`;

  it.each<[string, (string | undefined)[], string, string[]]>([
    ['its message when nothing is said of the block', ['ACSC', undefined], '<GrpSts>ACSC</GrpSts>', ['']],
    [
      'its block when the message was taken',
      ['RJCT', 'AM04'],
      '<GrpSts>ACCP</GrpSts>',
      [block('RJCT', reason('AM04'))],
    ],
    [
      'its block, by the reason of the message when it gives none',
      ['RJCT', 'FF01'],
      `<GrpSts>RJCT</GrpSts>${reason('FF01')}`,
      [block('RJCT')],
    ],
    ['blocks that say the same', ['ACSP', undefined], '', [block('ACSP'), block('ACSP')]],
    [
      'no word when blocks say two things',
      [undefined, undefined],
      '<GrpSts>ACSC</GrpSts>',
      [block('ACSC'), block('RJCT')],
    ],
    ['nothing when nothing is said', [undefined, undefined], '', ['']],
  ])('A1.4: is that of %s', (_what, expected, group, blocks) => {
    expect(report(group, ...blocks)).toEqual(expected);
  });

  it('is beside what it says of each', () => {
    const text = statusReport(block('RJCT') + statusLine('I1'), { group: '<GrpSts>ACCP</GrpSts>' });
    expect(readPain002(text)).toMatchObject({ groupStatus: 'RJCT', lines: [{ instrId: 'I1', status: 'ACSC' }] });
  });
});
