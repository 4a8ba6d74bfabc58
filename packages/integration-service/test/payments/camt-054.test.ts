import fc from 'fast-check';
import { readCamt054, scanCamt054 } from '../../src/payments/readers/camt-054.js';
import { MAX_DEPTH, MAX_TEXT, UnreadableMessage } from '../../src/payments/readers/xml.js';

const entry = (over: { status?: string; direction?: string; details?: string; day?: string } = {}) =>
  `<Ntry><NtryRef>N1</NtryRef><Amt Ccy="KES">2000.00</Amt><CdtDbtInd>${over.direction ?? 'CRDT'}</CdtDbtInd>` +
  `<Sts>${over.status ?? '<Cd>BOOK</Cd>'}</Sts><BookgDt><Dt>${over.day ?? '2026-11-27'}</Dt></BookgDt>` +
  `<NtryDtls>${over.details ?? '<TxDtls><Refs><InstrId>I1</InstrId><UETR>u1</UETR></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>'}</NtryDtls></Ntry>`;
const notification = (entries: string) =>
  `<Ntfctn><Id>N-1</Id><Acct><Id><Othr><Id>0001</Id></Othr></Id></Acct>${entries}</Ntfctn>`;
const camt054 = (version: string, inner: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${version}"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N-1</MsgId></GrpHdr>${inner}</BkToCstmrDbtCdtNtfctn></Document>`;
const whole = camt054('camt.054.001.08', notification(entry()));

describe('a notification of bookings', () => {
  it.each([
    ...['02', '03', '04', '05', '06'].map((version) => [version, 'BOOK']),
    ...['07', '08'].map((version) => [version, '<Cd>BOOK</Cd>']),
  ])('A1.4: of camt.054.001.%s names account, payment, amount and reason', (version, status) => {
    expect(readCamt054(camt054(`camt.054.001.${version}`, notification(entry({ status }))))).toEqual({
      id: 'N-1',
      account: '0001',
      entries: [
        expect.objectContaining({
          ...{ kind: 'return', status: 'BOOK', amountMinor: 200_000, currency: 'KES', bookedOn: '2026-11-27' },
          ...{ instrId: 'I1', uetr: 'u1', reason: 'AC04', reference: 'N1', index: 0 },
        }),
      ],
    });
  });

  it('tells debits and credits of others from returns', () => {
    const kinds = [entry({ direction: 'DBIT' }), entry({ details: '' }), entry()].join('');
    const { entries } = readCamt054(camt054('camt.054.001.08', notification(kinds)));
    expect(entries.map(({ kind }) => kind)).toEqual(['debit', 'credit', 'return']);
  });

  it('S17: hands each of very many entries over once and keeps none, wherever it is cut', () => {
    const long = camt054('camt.054.001.08', notification(entry().repeat(2000)));
    let taken = 0;
    const pieces = [long.slice(0, 777), long.slice(777, 90_001), long.slice(90_001)];
    expect(scanCamt054(pieces, () => (taken += 1))).toEqual({ id: 'N-1', account: '0001' });
    expect(taken).toBe(2000);
  });

  it.each([
    ['is of another version', camt054('camt.054.001.01', notification(entry())), 'not camt.054.001.02 to .08'],
    ['is of no version', whole.replace(/ xmlns="[^"]*"/, ''), 'not camt.054.001.02 to .08'],
    ['is a statement', whole.replaceAll('BkToCstmrDbtCdtNtfctn', 'BkToCstmrStmt'), 'Ntfctn'],
    ['holds several', camt054('camt.054.001.08', notification('') + notification('')), 'several notifications'],
    ['holds none', camt054('camt.054.001.08', ''), 'Ntfctn'],
    ['is neither credit nor debit', whole.replace('CRDT', 'BOTH'), 'neither credit nor debit'],
    ['has no day', whole.replace('2026-11-27', 'soon'), 'no day'],
    ['has an amount that is not exact', whole.replace('2000.00', '2000.001'), 'an amount is not exact'],
    ['is cut off', whole.slice(0, -20), 'not well-formed'],
    ['is cut off in an entry', whole.slice(0, 300), 'not well-formed'],
    ['is empty', '', 'not well-formed'],
    ['declares a document type', `<!DOCTYPE Document SYSTEM "file:///etc/passwd">${whole}`, 'no document type'],
    ['declares entities', `<!DOCTYPE a [<!ENTITY b "bb">]>${whole}`, 'no document type'],
    ['is nested too deeply', camt054('camt.054.001.08', '<a>'.repeat(MAX_DEPTH) + '</a>'.repeat(MAX_DEPTH)), 'deeply'],
    ['has a text without end', whole.replace('N-1', 'x'.repeat(MAX_TEXT + 1)), 'a text is too long'],
  ])('S17: is not read when it %s', (_why, text, reason) => {
    expect(() => readCamt054(text)).toThrow(UnreadableMessage);
    expect(() => readCamt054(text)).toThrow(reason);
  });

  it('S17: is read or is unreadable, whatever was changed in it; nothing else ever comes out', () => {
    const spoilt = fc.record({ at: fc.nat(whole.length), cut: fc.nat(40), put: fc.string({ maxLength: 12 }) });
    fc.assert(
      fc.property(spoilt, ({ at, cut, put }) => {
        try {
          readCamt054(whole.slice(0, at) + put + whole.slice(at + cut));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableMessage);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a report of an account within the day (camt.052)', () => {
  const report = (version: string, inner: string) =>
    camt054(`camt.052.001.${version}`, inner)
      .replaceAll('BkToCstmrDbtCdtNtfctn', 'BkToCstmrAcctRpt')
      .replaceAll('Ntfctn>', 'Rpt>');
  const balance =
    '<Bal><Tp><CdOrPrtry><Cd>ITBD</Cd></CdOrPrtry></Tp><Amt Ccy="KES">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>';
  const inside = (more = '') => notification(entry()).replace('</Acct>', `</Acct>${balance}${more}`);

  it.each([
    ...['02', '03', '04', '05', '06'].map((version) => [version, 'BOOK']),
    ...['07', '08'].map((version) => [version, '<Cd>BOOK</Cd>']),
  ])('A1.4: of camt.052.001.%s says what a notification says, whatever its balances are', (version, status) => {
    const text = report(version, inside().replace('<Cd>BOOK</Cd>', status));
    expect(readCamt054(text, 'camt.052')).toEqual(readCamt054(whole));
  });

  it('keeps apart what is booked from what is expected', () => {
    const both = inside(entry({ status: '<Cd>PDNG</Cd>' }));
    expect(readCamt054(report('08', both), 'camt.052').entries.map(({ status }) => status)).toEqual(['PDNG', 'BOOK']);
  });

  it.each([
    ['a notification', whole],
    ['of another version', report('01', inside())],
    ['a statement by name', report('08', inside()).replace('camt.052', 'camt.053')],
    ['several', report('08', inside() + inside())],
    ['none', report('08', '')],
  ])('S17: is not read when it is %s', (_what, text) => {
    expect(() => readCamt054(text, 'camt.052')).toThrow(UnreadableMessage);
  });

  it('is not read where the bank was said to send notifications', () => {
    expect(() => readCamt054(report('08', inside()))).toThrow(UnreadableMessage);
  });
});
