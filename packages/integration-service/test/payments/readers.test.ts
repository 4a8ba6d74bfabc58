import fc from 'fast-check';
import { readCamt053, scanCamt053, type StatementEntry } from '../../src/payments/readers/camt-053.js';
import { readPain002, scanPain002 } from '../../src/payments/readers/pain-002.js';
import { MAX_DEPTH, MAX_TEXT, readXml, UnreadableMessage } from '../../src/payments/readers/xml.js';

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(120_000);

const M = `M${'a'.repeat(32)}`;

const pain002 = (version: string, ids: string, reason = '<Cd>AC04</Cd>') =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-25T12:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${M}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>4000.00</OrgnlCtrlSum><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>E-01</OrgnlEndToEndId>${ids}<TxSts>RJCT</TxSts><StsRsnInf><Rsn>${reason}</Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

const amount = (value: string) => `<Amt Ccy="KES">${value}</Amt>`;
const balance = (code: string, value: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(value)}<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-25</Dt></Dt></Bal>`;
const entry = (status: string, details: string, value = '2000.00') =>
  `<Ntry><NtryRef>N1</NtryRef>${amount(value)}<CdtDbtInd>DBIT</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2026-11-25</Dt></BookgDt><NtryDtls>${details}</NtryDtls></Ntry>`;
const credit = (details: string, value: string) => entry('BOOK', details, value).replace('DBIT', 'CRDT');
const camt053 = (version: string, entries: string, closing = '8000.00') =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>S1</MsgId></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><Acct><Id><Othr><Id>0001</Id></Othr></Id><Ccy>KES</Ccy></Acct>${balance('OPBD', '10000.00')}${balance('CLBD', closing)}${entries}</Stmt></BkToCstmrStmt></Document>`;

describe('a status report', () => {
  it.each([
    ['03', '', undefined],
    ['10', '<OrgnlUETR>u-1</OrgnlUETR>', 'u-1'],
    ['11', '<OrgnlUETR>u-1</OrgnlUETR>', 'u-1'],
  ])('A1.4: of pain.002.001.%s says the same', (version, ids, uetr) => {
    expect(readPain002(pain002(version, ids))).toMatchObject({
      ...{ id: 'R1', createdAt: '2026-11-25T12:00:00.000Z', originalMessageId: M, originalCount: 2 },
      ...{ originalSum: '4000.00', groupStatus: 'PART' },
      lines: [{ endToEndId: 'E-01', uetr, status: 'RJCT', reason: 'AC04' }],
    });
  });

  it('keeps a reason that is the bank’s own', () => {
    expect(readPain002(pain002('03', '', '<Prtry>X7</Prtry>')).lines[0]?.reason).toBe('X7');
  });

  it('is unreadable without a time', () => {
    expect(() => readPain002(pain002('10', '').replace('2026-11-25T12:00:00Z', 'soon'))).toThrow(UnreadableMessage);
  });
});

describe('a statement', () => {
  it('A1.4: of camt.053.001.02 with a sum and no lines names the file', () => {
    const details = `<Btch><MsgId>${M}</MsgId><PmtInfId>P1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>`;
    expect(readCamt053(camt053('02', entry('BOOK', details))).entries).toEqual([
      expect.objectContaining({
        ...{ kind: 'debit', status: 'BOOK', amountMinor: 200_000 },
        batch: { messageId: M, paymentInfoId: 'P1', count: 2 },
      }),
    ]);
  });

  it.each([
    ['02', 'BOOK', (value: string) => `<AmtDtls><TxAmt>${amount(value)}</TxAmt></AmtDtls>`],
    ['08', '<Cd>BOOK</Cd>', (value: string) => amount(value)],
  ])('A1.4: of camt.053.001.%s gives each transaction its own amount', (version, status, money) => {
    const details = ['500.00', '1500.00'].map(
      (value, at) => `<TxDtls><Refs><InstrId>I${at}</InstrId></Refs>${money(value)}</TxDtls>`,
    );
    const { entries } = readCamt053(camt053(version, entry(status, details.join(''))));
    expect(entries.map(({ instrId, amountMinor, index }) => [instrId, amountMinor, index])).toEqual([
      ['I0', 50_000, 0],
      ['I1', 150_000, 1],
    ]);
  });

  it('R8: tells apart two bookings to which the bank gave one reference', () => {
    const twice = entry('<Cd>BOOK</Cd>', '<TxDtls><Refs><InstrId>I0</InstrId></Refs></TxDtls>').repeat(2);
    const { entries } = readCamt053(camt053('08', twice, '6000.00'));
    expect(entries.map(({ reference, index, instrId }) => [reference, index, instrId])).toEqual([
      ['N1', 0, 'I0'],
      ['N1', 1, 'I0'],
    ]);
  });

  const back = (instrId: string) =>
    `<TxDtls><Refs><InstrId>${instrId}</InstrId></Refs>${amount('2000.00')}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>`;
  it.each<[string, string, string, string[]]>([
    ['less than came back', credit(back('I0'), '1990.00'), '11990.00', ['I0']],
    ['all of it, and the charge apart', credit(back('I0'), '2000.00') + entry('BOOK', '', '10.00'), '11990.00', ['I0']],
    ['one sum for two', credit(back('I0') + back('I1'), '3980.00'), '13980.00', ['I0', 'I1']],
  ])('I4: gives a return whole when the bank charges for it and books %s', (_what, entries, closing, ids) => {
    const returns = readCamt053(camt053('08', entries, closing)).entries.filter(({ kind }) => kind === 'return');
    const whole = ids.map((instrId) => ({ instrId, amountMinor: 200_000, reason: 'AC04' }));
    expect(returns).toMatchObject(whole);
  });

  it('I4: is unreadable when its balances do not add up', () => {
    expect(() => readCamt053(camt053('08', entry('<Cd>BOOK</Cd>', ''), '8000.01'))).toThrow(UnreadableMessage);
  });
});

describe('a message that comes in pieces', () => {
  const many = Array.from({ length: 30 }, (_one, at) =>
    entry('BOOK', `<TxDtls><Refs><InstrId>I${at}</InstrId></Refs></TxDtls>`, '10.00'),
  ).join('');
  const statement = camt053('08', many, '9700.00');
  const cut = (text: string, places: readonly number[]) => {
    const at = [0, ...[...places].map((place) => place % text.length).sort((one, other) => one - other), text.length];
    return at.slice(1).map((end, index) => text.slice(at[index], end));
  };

  it('S17: is read the same wherever it is cut', () => {
    const report = pain002('11', '<OrgnlUETR>u-1</OrgnlUETR>');
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 6 }), (places) => {
        expect(readCamt053(cut(statement, places))).toEqual(readCamt053(statement));
        expect(readPain002(cut(report, places))).toEqual(readPain002(report));
      }),
      { numRuns: 50 },
    );
  });

  it('hands each entry over once, in order, with its place, and keeps none', () => {
    const taken: StatementEntry[] = [];
    const head = scanCamt053(statement, (one) => taken.push(one));
    expect(taken.map(({ instrId }) => instrId)).toEqual(Array.from({ length: 30 }, (_one, at) => `I${at}`));
    expect(head).toMatchObject({ id: 'S1', sequence: 1, openingMinor: 1_000_000, closingMinor: 970_000 });
    expect(Object.keys(head)).not.toContain('entries');
    const lines: unknown[] = [];
    scanPain002(pain002('03', ''), (line) => lines.push(line));
    expect(lines).toHaveLength(1);
  });

  it('takes only what stands at the path for a record', () => {
    const taken: string[] = [];
    const rest = readXml('<a><b><c>1</c><d><c>2</c></d><c>3</c></b><c>4</c></a>', {
      path: 'b/c',
      take: ({ text }) => taken.push(text),
    });
    expect(taken).toEqual(['1', '3']);
    expect(rest.children.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(rest.children[0]?.children.map(({ name }) => name)).toEqual(['d']);
  });

  it('is unreadable when it holds several statements: none is left out in silence', () => {
    const [, inner = ''] = /(<Stmt>.*<\/Stmt>)/.exec(camt053('08', '', '10000.00')) ?? [];
    const two = camt053('08', '', '10000.00').replace(inner, inner + inner);
    expect(() => readCamt053(two)).toThrow('several statements');
  });

  it('is unreadable when it ends too early', () => {
    expect(() => readCamt053([statement.slice(0, 900)])).toThrow(UnreadableMessage);
  });
});

describe('a hostile message', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>';
  it.each([
    ['declares entities', bomb],
    ['declares a document type', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['uses an entity that nobody declared', '<a>&xxe;</a>'],
    ['is nested too deeply', '<a>'.repeat(MAX_DEPTH + 1) + '</a>'.repeat(MAX_DEPTH + 1)],
    ['has a text without end', `<a>${'x'.repeat(MAX_TEXT + 1)}</a>`],
    ['is cut off', '<a><b>'],
    ['is empty', ''],
  ])('S17: is not read when it %s', (_why, text) => {
    expect(() => readXml(text)).toThrow(UnreadableMessage);
  });

  const samples = [pain002('10', ''), camt053('08', entry('<Cd>BOOK</Cd>', '')), camt053('02', entry('BOOK', ''))];
  const spoilt = fc
    .record({ sample: fc.constantFrom(...samples), at: fc.nat(), cut: fc.nat(40), put: fc.string({ maxLength: 12 }) })
    .map(
      ({ sample, at, cut, put }) =>
        sample.slice(0, at % sample.length) + put + sample.slice((at % sample.length) + cut),
    );

  it('S17: is read or is unreadable, whatever was changed in it; nothing else ever comes out', () => {
    fc.assert(
      fc.property(spoilt, (text) => {
        for (const read of [readPain002, readCamt053]) {
          try {
            read(text);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(UnreadableMessage);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
