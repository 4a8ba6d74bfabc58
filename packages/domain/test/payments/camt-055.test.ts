import { RecallReason } from '@interlink/contracts/payments/decision';
import fc from 'fast-check';
import { camt055, type CancellationRequest } from '../../src/payments/formats/camt-055.js';
import { recallIdOf } from '../../src/payments/ids.js';
import { sha256 } from './builders.js';

const aRequest = (over: Partial<CancellationRequest> = {}): CancellationRequest => ({
  ...{ recallId: `R${'1'.repeat(32)}`, createdAt: '2026-11-26T08:00:00Z', reason: 'DUPL' },
  ...{ debtorName: 'Ministry of Social Welfare', debtorId: 'MSW', debtorAgent: 'DEMOKENA' },
  ...{ messageId: 'M1', messageName: 'pain.001.001.09', paymentInfoId: 'P1' },
  ...{ instrId: 'I1', endToEndId: 'E1-01', uetr: '00000000-0000-4000-8000-000000000001' },
  ...{ amountMinor: 200_000, currency: 'KES', executionDate: '2026-11-26' },
  ...over,
});

describe('camt.055.001.08', () => {
  it('is the same message as the golden one', () => {
    expect(camt055(aRequest())).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.055.001.08"><CstmrPmtCxlReq>' +
        '<Assgnmt><Id>R11111111111111111111111111111111</Id>' +
        '<Assgnr><Pty><Nm>Ministry of Social Welfare</Nm><Id><OrgId><Othr><Id>MSW</Id></Othr></OrgId></Id></Pty></Assgnr>' +
        '<Assgne><Agt><FinInstnId><Othr><Id>DEMOKENA</Id></Othr></FinInstnId></Agt></Assgne>' +
        '<CreDtTm>2026-11-26T08:00:00Z</CreDtTm></Assgnmt><CtrlData><NbOfTxs>1</NbOfTxs></CtrlData>' +
        '<Undrlyg><OrgnlPmtInfAndCxl><OrgnlPmtInfId>P1</OrgnlPmtInfId>' +
        '<OrgnlGrpInf><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInf>' +
        '<TxInf><CxlId>R11111111111111111111111111111111</CxlId><OrgnlInstrId>I1</OrgnlInstrId>' +
        '<OrgnlEndToEndId>E1-01</OrgnlEndToEndId><OrgnlUETR>00000000-0000-4000-8000-000000000001</OrgnlUETR>' +
        '<OrgnlInstdAmt Ccy="KES">2000.00</OrgnlInstdAmt><OrgnlReqdExctnDt><Dt>2026-11-26</Dt></OrgnlReqdExctnDt>' +
        '<CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn></CxlRsnInf></TxInf></OrgnlPmtInfAndCxl></Undrlyg></CstmrPmtCxlReq></Document>\n',
    );
  });

  it.each(RecallReason.enum)('A1: gives the reason %s', (reason) => {
    expect(camt055(aRequest({ reason }))).toContain(`<Rsn><Cd>${reason}</Cd></Rsn>`);
  });

  it('I2: has exactly the digits of the currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.constantFrom('KES', 'UGX', 'TND'),
        (amountMinor, currency) => {
          const [, digits = ''] = />([\d.]+)<\/OrgnlInstdAmt>/.exec(camt055(aRequest({ amountMinor, currency }))) ?? [];
          expect(digits.replace('.', '').replace(/^0+(?=\d)/, '')).toBe(String(amountMinor));
          expect(digits.split('.')[1]?.length ?? 0).toBe({ KES: 2, UGX: 0, TND: 3 }[currency]);
        },
      ),
    );
  });

  it.each(['debtorName', 'debtorId', 'messageId', 'instrId', 'endToEndId', 'uetr', 'executionDate'] as const)(
    'A1.1: refuses a %s that could change the message',
    (name) => expect(() => camt055(aRequest({ [name]: '</Id><Id>x' }))).toThrow(RangeError),
  );

  it('A1.5: has an id of its own for each recall, of at most 35 characters', () => {
    const hmac = (text: string) => sha256(text);
    expect(recallIdOf(hmac, 'a')).toMatch(/^R[0-9a-f]{32}$/);
    expect(recallIdOf(hmac, 'a')).toBe(recallIdOf(hmac, 'a'));
    expect(recallIdOf(hmac, 'b')).not.toBe(recallIdOf(hmac, 'a'));
  });
});
