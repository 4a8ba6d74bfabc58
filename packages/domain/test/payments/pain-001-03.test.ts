import fc from 'fast-check';
import { pain00100103 } from '../../src/payments/formats/pain-001-001-03.js';
import { pain00100109 } from '../../src/payments/formats/pain-001-001-09.js';
import { aFile, aLine, inText } from './builders.js';

const written = (...lines: ReturnType<typeof aLine>[]) => inText(pain00100103(aFile(), lines));

describe('pain.001.001.03', () => {
  it('A1: has its namespace, a bare date and no UETR; the line is otherwise the golden one', () => {
    const line = aLine({ instrId: 'I1', endToEndId: 'E1-01' });
    const xml = written(line);
    expect(xml).toContain('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">');
    expect(xml).toContain('<ReqdExctnDt>2026-11-26</ReqdExctnDt>');
    expect(xml).toContain(
      '<CdtTrfTxInf><PmtId><InstrId>I1</InstrId><EndToEndId>E1-01</EndToEndId></PmtId>' +
        '<Amt><InstdAmt Ccy="KES">2000.00</InstdAmt></Amt>' +
        '<CdtrAgt><FinInstnId><Othr><Id>DEMOKENA</Id></Othr></FinInstnId></CdtrAgt><Cdtr><Nm>Mercy Omondi</Nm></Cdtr>',
    );
    expect(xml).not.toMatch(/UETR|ReqdExctnDt><Dt>/);
  });

  it('differs from .09 in nothing else', () => {
    const lines = [aLine({ entitlementId: '1' }), aLine({ entitlementId: '2' })];
    const as03 = inText(pain00100109(aFile(), lines))
      .replace('pain.001.001.09', 'pain.001.001.03')
      .replace(/<ReqdExctnDt><Dt>([^<]+)<\/Dt>/, '<ReqdExctnDt>$1')
      .replace(/<UETR>[^<]+<\/UETR>/g, '');
    expect(written(...lines)).toBe(as03);
  });

  it('I2: has the exact sum and count of its lines at both levels', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 8 }), { minLength: 1, maxLength: 20 }), (minors) => {
        const xml = written(...minors.map((amountMinor, at) => aLine({ entitlementId: String(at), amountMinor })));
        const sum = minors.reduce((total, minor) => total + minor, 0);
        const totals = `<NbOfTxs>${minors.length}</NbOfTxs><CtrlSum>${(sum / 100).toFixed(2)}</CtrlSum>`;
        expect(xml.split(totals)).toHaveLength(3);
      }),
    );
  });

  it('I12, A1.1: refuses what .09 refuses', () => {
    expect(() => written(aLine({ currency: 'UGX' }))).toThrow(RangeError);
    expect(() => written(aLine({ payeeName: '</Nm><Nm>x' }))).toThrow(RangeError);
    expect(() => written(aLine({ account: '' }))).toThrow(RangeError);
  });
});
