import { RecallReason } from '@interlink/contracts/payments/decision';
import fc from 'fast-check';
import { camt055, type CancellationRequest, type RecalledPayment } from '../../src/payments/formats/camt-055.js';
import { cancellationIdOf, recallIdOf } from '../../src/payments/ids.js';
import { sha256 } from './builders.js';

const aPayment = (over: Partial<RecalledPayment> = {}): RecalledPayment => ({
  ...{ cancellationId: `C${'1'.repeat(32)}`, instrId: 'I1', endToEndId: 'E1-01', amountMinor: 200_000 },
  ...{ uetr: '00000000-0000-4000-8000-000000000001' },
  ...over,
});

const aFileWith = (...payments: readonly RecalledPayment[]) => ({
  ...{ messageId: 'M1', messageName: 'pain.001.001.09', paymentInfoId: 'P1', payments },
});

const aRequest = (over: Partial<CancellationRequest> = {}): CancellationRequest => ({
  ...{ recallId: `R${'1'.repeat(32)}`, createdAt: '2026-11-26T08:00:00Z', reason: 'DUPL' },
  ...{ debtorName: 'Ministry of Social Welfare', debtorId: 'MSW', debtorAgent: 'DEMOKENA' },
  ...{ currency: 'KES', executionDate: '2026-11-26', files: [aFileWith(aPayment())] },
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
        '<TxInf><CxlId>C11111111111111111111111111111111</CxlId><OrgnlInstrId>I1</OrgnlInstrId>' +
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
          const text = camt055(aRequest({ currency, files: [aFileWith(aPayment({ amountMinor }))] }));
          const [, digits = ''] = />([\d.]+)<\/OrgnlInstdAmt>/.exec(text) ?? [];
          expect(digits.replace('.', '').replace(/^0+(?=\d)/, '')).toBe(String(amountMinor));
          expect(digits.split('.')[1]?.length ?? 0).toBe({ KES: 2, UGX: 0, TND: 3 }[currency]);
        },
      ),
    );
  });

  const forged = '</Id><Id>x';
  it.each(['debtorName', 'debtorId', 'debtorAgent', 'executionDate', 'createdAt', 'currency'] as const)(
    'A1.1: refuses a %s that could change the message',
    (name) => expect(() => camt055(aRequest({ [name]: forged }))).toThrow(RangeError),
  );

  it.each(['cancellationId', 'instrId', 'endToEndId', 'uetr'] as const)(
    'A1.1: refuses a %s of a payment that could change the message',
    (name) => {
      expect(() => camt055(aRequest({ files: [aFileWith(aPayment({ [name]: forged }))] }))).toThrow(RangeError);
    },
  );

  it.each(['messageId', 'messageName', 'paymentInfoId'] as const)(
    'A1.1: refuses a %s of a file that could change the message',
    (name) => {
      expect(() => camt055(aRequest({ files: [{ ...aFileWith(aPayment()), [name]: forged }] }))).toThrow(RangeError);
    },
  );

  it.each([[[]], [[aFileWith()]]])('is not a request for nothing', (files) => {
    expect(() => camt055(aRequest({ files }))).toThrow(RangeError);
  });

  it('I2: asks for each payment once, below the file that paid it, and counts them', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(counts, (payments) => {
        const files = payments.map((count, part) => ({
          ...aFileWith(...Array.from({ length: count }, (_one, at) => aPayment({ instrId: `I${part}-${at}` }))),
          messageId: `M${part}`,
        }));
        const text = camt055(aRequest({ files }));
        const total = payments.reduce((sum, count) => sum + count, 0);
        expect(text).toContain(`<NbOfTxs>${total}</NbOfTxs>`);
        const blocks = text.split('<OrgnlPmtInfAndCxl>').slice(1);
        expect(blocks.map((block) => /<OrgnlMsgId>(.*?)</.exec(block)?.[1])).toEqual(files.map((one) => one.messageId));
        const asked = blocks.map((block) => [...block.matchAll(/<OrgnlInstrId>(.*?)</g)].map(([, id]) => id));
        expect(asked).toEqual(files.map((file) => file.payments.map(({ instrId }) => instrId)));
      }),
    );
  });

  it('A1.5: has an id of its own for each recall, of at most 35 characters', () => {
    const hmac = (text: string) => sha256(text);
    expect(recallIdOf(hmac, 'a')).toMatch(/^R[0-9a-f]{32}$/);
    expect(recallIdOf(hmac, 'a')).toBe(recallIdOf(hmac, 'a'));
    expect(recallIdOf(hmac, 'b')).not.toBe(recallIdOf(hmac, 'a'));
  });

  it('A1.5: has an id of its own for each payment of a recall', () => {
    const hmac = (text: string) => sha256(text);
    expect(cancellationIdOf(hmac, 'a', 'I1')).toMatch(/^C[0-9a-f]{32}$/);
    const ids = [
      cancellationIdOf(hmac, 'a', 'I1'),
      cancellationIdOf(hmac, 'a', 'I2'),
      cancellationIdOf(hmac, 'b', 'I1'),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(cancellationIdOf(hmac, 'a', 'I1')).toBe(ids[0]);
  });
});
