import fc from 'fast-check';
import { pain00100109 } from '../../src/payments/formats/pain-001-001-09.js';
import { aFile, aLine, inText } from './builders.js';

const written = (...lines: ReturnType<typeof aLine>[]) => inText(pain00100109(aFile(), lines));

describe('pain.001.001.09', () => {
  it('is the same file as the golden one', () => {
    const line = aLine({ instrId: 'I1', endToEndId: 'E1-01', uetr: '00000000-0000-4000-8000-000000000001' });
    expect(written(line)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>' +
        '<GrpHdr><MsgId>M0123456789abcdef0123456789abcdef</MsgId><CreDtTm>2026-11-24T08:00:00Z</CreDtTm>' +
        '<NbOfTxs>1</NbOfTxs><CtrlSum>2000.00</CtrlSum>' +
        '<InitgPty><Nm>Ministry of Social Welfare</Nm><Id><OrgId><Othr><Id>MSW</Id></Othr></OrgId></Id></InitgPty></GrpHdr>' +
        '<PmtInf><PmtInfId>P0123456789abcdef0123456789abcdef</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>' +
        '<NbOfTxs>1</NbOfTxs><CtrlSum>2000.00</CtrlSum>' +
        '<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl><CtgyPurp><Cd>SSBE</Cd></CtgyPurp></PmtTpInf>' +
        '<ReqdExctnDt><Dt>2026-11-26</Dt></ReqdExctnDt><Dbtr><Nm>Ministry of Social Welfare</Nm></Dbtr>' +
        '<DbtrAcct><Id><Othr><Id>0001112223334</Id></Othr></Id><Ccy>KES</Ccy></DbtrAcct>' +
        '<DbtrAgt><FinInstnId><Othr><Id>DEMOKENA</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>' +
        '<CdtTrfTxInf><PmtId><InstrId>I1</InstrId><EndToEndId>E1-01</EndToEndId>' +
        '<UETR>00000000-0000-4000-8000-000000000001</UETR></PmtId><Amt><InstdAmt Ccy="KES">2000.00</InstdAmt></Amt>' +
        '<CdtrAgt><FinInstnId><Othr><Id>DEMOKENA</Id></Othr></FinInstnId></CdtrAgt><Cdtr><Nm>Mercy Omondi</Nm></Cdtr>' +
        '<CdtrAcct><Id><Othr><Id>01100152872</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct>' +
        '<Purp><Cd>SSBE</Cd></Purp><RmtInf><Ustrd>OAA 2026-11</Ustrd></RmtInf></CdtTrfTxInf>' +
        '</PmtInf></CstmrCdtTrfInitn></Document>\n',
    );
  });

  it('I2: has the exact sum and count of its lines at both levels', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(amounts, (minors) => {
        const xml = written(...minors.map((amountMinor, at) => aLine({ entitlementId: String(at), amountMinor })));
        const sum = minors.reduce((total, minor) => total + BigInt(minor), 0n);
        const text = `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;
        expect(xml.split(`<NbOfTxs>${minors.length}</NbOfTxs><CtrlSum>${text}</CtrlSum>`)).toHaveLength(3);
        expect(xml.split('<CdtTrfTxInf>')).toHaveLength(minors.length + 1);
      }),
    );
  });

  it('is the same bytes whatever the order of the lines', () => {
    const [one, two] = [aLine({ entitlementId: '1' }), aLine({ entitlementId: '2' })];
    expect(written(one, two)).toBe(written(two, one));
  });

  it('I12: refuses a line in another currency, and any text that could change the file', () => {
    expect(() => written(aLine({ currency: 'UGX' }))).toThrow(RangeError);
    expect(() => written(aLine({ payeeName: '</Nm><Nm>x' }))).toThrow(RangeError);
  });
});
