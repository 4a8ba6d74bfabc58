import { openBooks, type Accepted } from '../src/bank-payments/books';
import { writeCamt029 } from '../src/bank-payments/camt-029-writer';
import type { LineConduct } from '../src/bank-payments/conduct';
import { TRAITS } from '../src/bank-payments/profiles';
import { isRecall, takeRecall, type TakenRecall } from '../src/bank-payments/recalls';

const ID = `R${'1'.repeat(32)}`;
const payment = (instr: string, id = ID) =>
  `<TxInf><CxlId>${id}</CxlId><OrgnlInstrId>${instr}</OrgnlInstrId><OrgnlEndToEndId>E1-01</OrgnlEndToEndId><OrgnlInstdAmt Ccy="KES">12.30</OrgnlInstdAmt><CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn></CxlRsnInf></TxInf>`;
const request = ({ id = ID, instr = 'I1', more = '', count = 1 } = {}) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.055.001.08"><CstmrPmtCxlReq><Assgnmt><Id>${id}</Id></Assgnmt><CtrlData><NbOfTxs>${count}</NbOfTxs></CtrlData><Undrlyg><OrgnlPmtInfAndCxl><OrgnlGrpInf><OrgnlMsgId>M1</OrgnlMsgId></OrgnlGrpInf>${payment(instr)}${more}</OrgnlPmtInfAndCxl></Undrlyg></CstmrPmtCxlReq></Document>`;

function journal() {
  const entries: TakenRecall[] = [];
  return { entries, append: (one: TakenRecall) => void entries.push(one) };
}

const instruction = {
  ...{ instrId: 'I1', endToEndId: 'E1-01', uetr: 'u', account: '1', scheme: 'BBAN', creditorAgent: 'D' },
  ...{ creditorName: 'Mercy', purpose: 'SSBE', remittance: 'OAA', amount: '12.30', currency: 'KES' },
};

function accepted(kind?: LineConduct): Accepted {
  const message = {
    ...{ messageId: 'M1', count: '1', sum: '12.30', blocks: [], paymentInfoId: 'P1', initiator: 'MSW', method: 'TRF' },
    ...{ batchBooking: 'false', serviceLevel: 'NURG', categoryPurpose: 'SSBE', chargeBearer: 'DEBT' },
    ...{ debtorName: 'Ministry', debtorAccount: '9', debtorCurrency: 'KES', debtorAgent: 'D' },
    ...{ executionDate: '2026-11-26', instructions: [instruction] },
  };
  return { receivedOn: '2026-11-24', sha256: 'x', message, ...(kind && { fates: { 0: { order: 0, kind } } }) };
}

function bankWith(recalledOn: string, kind?: LineConduct) {
  const recalls = journal();
  takeRecall(recalls, request(), ID, recalledOn);
  const files = { entries: [accepted(kind)], append: () => undefined };
  return openBooks(files, recalls, [{ number: '1', holder: 'Mercy', status: 'open' }], TRAITS.good);
}

describe('A request to call a payment back', () => {
  it('is taken once, and is the same request when it comes again', () => {
    const recalls = journal();
    const taken = { status: 202, body: { messageId: ID } };
    expect(takeRecall(recalls, request(), ID, '2026-11-25')).toEqual(taken);
    expect(takeRecall(recalls, request(), ID, '2026-11-26')).toEqual(taken);
    expect(recalls.entries).toHaveLength(1);
    expect(takeRecall(recalls, request({ instr: 'I2' }), ID, '2026-11-26')).toMatchObject({ status: 422 });
  });

  it('A6: is none when somebody says beside it that it is more, or that it moves money', () => {
    const said = (count: number, sum: string) => takeRecall(journal(), request(), ID, '2026-11-25', { count, sum });
    expect(said(1, '0').status).toBe(202);
    for (const other of [said(2, '0'), said(1, '12.30')]) {
      expect(other).toEqual({ status: 400, body: { error: 'totals_differ' } });
    }
  });

  it.each([
    ['another id than its key', request({ id: 'R2' }), 'idempotency_key_differs'],
    ['half a second payment', request({ more: '<TxInf><CxlId>x</CxlId></TxInf>' }), 'not_one_instrId'],
    ['one payment twice', request({ more: payment('I1', 'x'), count: 2 }), 'asked_for_twice'],
    ['one cancellation twice', request({ more: payment('I2'), count: 2 }), 'asked_for_twice'],
    ['a payment that it does not count', request({ more: payment('I2', 'x') }), 'count_differs'],
    [
      'two messages of one file',
      request().replace('</OrgnlGrpInf>', '<OrgnlMsgId>M2</OrgnlMsgId></OrgnlGrpInf>'),
      'not_one_messageId',
    ],
    ['no payment', request({ instr: '' }), 'not_one_instrId'],
    ['another count', request().replace('<NbOfTxs>1<', '<NbOfTxs>2<'), 'count_differs'],
    ['a broken end', request().slice(0, -3), 'not_well_formed'],
  ])('is refused with %s', (_what, text, error) => {
    expect(isRecall(text)).toBe(true);
    expect(takeRecall(journal(), text, ID, '2026-11-25')).toEqual({ status: 400, body: { error } });
  });
});

describe('What the bank does about it', () => {
  it('books nothing of a payment that it called back in time, and says so', () => {
    const books = bankWith('2026-11-25');
    expect(books.answersTo(ID, '2026-11-25')).toMatchObject([{ status: 'ACCR' }]);
    expect(books.movementsOf('9')).toEqual([]);
    expect(books.verdictsOf(accepted(), '2026-11-26')[0]?.verdict).toEqual({ status: 'RJCT', reason: 'DS02' });
  });

  it('looks a day into a payment that it booked, and returns it', () => {
    const books = bankWith('2026-11-26');
    expect(['2026-11-26', '2026-11-27'].map((day) => books.answersTo(ID, day)[0]?.status)).toEqual(['PDCR', 'ACCR']);
    expect(books.movementsOf('9').map(({ day, kind, reason }) => [day, kind, reason])).toEqual([
      ['2026-11-26', 'debit', undefined],
      ['2026-11-27', 'return', 'FOCR'],
    ]);
  });

  it.each([
    ['refuse-recall', 'RJCR', 1],
    ['lie-recall', 'ACCR', 1],
    ['reject', 'RJCR', 0],
  ] as const)('under %s says %s and books', (kind, status, debits) => {
    const books = bankWith('2026-11-25', kind);
    expect(books.answersTo(ID, '2026-11-25')[0]?.status).toBe(status);
    expect(books.movementsOf('9').map((one) => one.kind)).toEqual(Array.from({ length: debits }, () => 'debit'));
  });

  it('knows nothing of a recall that it never took', () => {
    expect(bankWith('2026-11-25').answersTo('Rother', '2026-11-25')).toEqual([]);
  });

  it('cuts ids and writes the old version in the worst of its profiles', () => {
    const [recall] = bankWith('2026-11-25').recalls.entries;
    if (!recall) throw new Error('no recall');
    const says = { id: 'C1', at: '2026-11-26T12:00:00Z' };
    const answers = recall.payments.map((one) => ({ payment: one, status: 'RJCR', reason: 'CUST' }) as const);
    const text = writeCamt029(recall, answers, { ...says, traits: TRAITS.worst });
    expect(text).toContain('camt.029.001.03');
    expect(text).toContain(`<CxlStsId>${ID.slice(0, 20)}</CxlStsId>`);
    expect(text).toContain('<Conf>RJCR</Conf>');
  });

  it.each([
    [['ACCR', 'ACCR'], 'CNCL'],
    [['RJCR', 'RJCR'], 'RJCR'],
    [['ACCR', 'RJCR'], 'PECR'],
    [['ACCR', 'PDCR'], 'PDCR'],
  ] as const)('answers each payment of a recall: %j together is %s', (statuses, conf) => {
    const recalls = journal();
    takeRecall(recalls, request({ more: payment('I2', 'x'), count: 2 }), ID, '2026-11-25');
    const [recall] = recalls.entries;
    if (!recall) throw new Error('no recall');
    const answers = recall.payments.map((one, at) => ({ payment: one, status: statuses[at] ?? 'PDCR' }));
    const text = writeCamt029(recall, answers, { id: 'C1', at: '2026-11-26T12:00:00Z', traits: TRAITS.good });
    expect(text).toContain(`<Conf>${conf}</Conf>`);
    expect(
      [...text.matchAll(/<OrgnlInstrId>(\w+)<.*?<TxCxlSts>(\w+)</g)].map(([, id, status]) => [id, status]),
    ).toEqual([
      ['I1', statuses[0]],
      ['I2', statuses[1]],
    ]);
  });
});
