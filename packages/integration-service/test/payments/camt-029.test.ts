import fc from 'fast-check';
import { readCamt029 } from '../../src/payments/readers/camt-029.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';

const transaction = (status = 'ACCR', more = '', instrId = 'I1') =>
  `<TxInfAndSts><CxlStsId>X1</CxlStsId><OrgnlInstrId>${instrId}</OrgnlInstrId><OrgnlEndToEndId>E1-01</OrgnlEndToEndId><OrgnlUETR>u-1</OrgnlUETR><TxCxlSts>${status}</TxCxlSts>${more}</TxInfAndSts>`;
const below = (inside: string) => `<OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>${inside}</OrgnlPmtInfAndSts>`;
const answer = (details: string, { version = '09', at = '2026-11-26T12:00:00Z', id = 'C1' } = {}) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.${version}"><RsltnOfInvstgtn><Assgnmt><Id>${id}</Id><CreDtTm>${at}</CreDtTm></Assgnmt><Sts><Conf>CNCL</Conf></Sts><CxlDtls>${details}</CxlDtls></RsltnOfInvstgtn></Document>`;

describe('An answer to a recall (camt.029)', () => {
  it.each(['03', '09'])('A1.4: of version %s gives what the bank says, of which payment and why', (version) => {
    const why = '<CxlStsRsnInf><Rsn><Cd>LEGL</Cd></Rsn></CxlStsRsnInf>';
    expect(readCamt029(answer(below(transaction('RJCR', why)), { version }))).toEqual({
      ...{ id: 'C1', at: '2026-11-26T12:00:00.000Z' },
      payments: [{ said: 'RJCR', reason: 'LEGL', instrId: 'I1', endToEndId: 'E1-01', uetr: 'u-1' }],
    });
  });

  it('is read where a bank writes the payment at once below the details, with a reason of its own', () => {
    const why = '<CxlStsRsnInf><Rsn><Prtry>too late</Prtry></Rsn></CxlStsRsnInf>';
    expect(readCamt029(answer(transaction('PDCR', why)))).toMatchObject({
      payments: [{ said: 'PDCR', reason: 'too late' }],
    });
  });

  it('A1.4: says of each payment what it says, wherever it stands', () => {
    const details = below(transaction() + transaction('RJCR', '', 'I2')) + below(transaction('PDCR', '', 'I3'));
    expect(readCamt029(answer(details + transaction('ACCR', '', 'I4'))).payments).toMatchObject([
      { instrId: 'I1', said: 'ACCR' },
      { instrId: 'I2', said: 'RJCR' },
      { instrId: 'I3', said: 'PDCR' },
      { instrId: 'I4', said: 'ACCR' },
    ]);
  });

  it.each([
    ['of another version', answer(below(transaction()), { version: '12' })],
    [
      'of another kind',
      answer(below(transaction())).replace('RsltnOfInvstgtn', 'Other').replace('/RsltnOfInvstgtn', '/Other'),
    ],
    ['about nothing', answer('')],
    ['about a payment with and one without a status', answer(below(transaction() + transaction('')))],
    ['with an unknown status', answer(below(transaction('YES')))],
    ['without a status', answer(below(transaction('')))],
    ['without an id', answer(below(transaction()), { id: '' })],
    ['without a time', answer(below(transaction()), { at: 'yesterday' })],
    ['with a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${answer(below(transaction()))}`],
    ['cut off', answer(below(transaction())).slice(0, -20)],
    ['nested too deeply', answer(`${'<a>'.repeat(80)}${'</a>'.repeat(80)}`)],
    ['no XML', 'CNCL'],
    ['nothing', ''],
  ])('S17: is not read when it is %s', (_what, text) => {
    expect(() => readCamt029(text)).toThrow(UnreadableMessage);
  });

  it('S17: fails by no other error, whatever comes', () => {
    const whole = answer(below(transaction()));
    fc.assert(
      fc.property(fc.nat(whole.length), fc.string({ maxLength: 5 }), (at, more) => {
        const text = whole.slice(0, at) + more + whole.slice(at + more.length);
        try {
          for (const { said } of readCamt029(text).payments) expect(['ACCR', 'PDCR', 'RJCR']).toContain(said);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableMessage);
        }
      }),
    );
  });
});
