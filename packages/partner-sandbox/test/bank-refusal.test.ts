import {
  centsOf,
  fromCents,
  readPaymentMessage,
  type Instruction,
  type PaymentMessage,
} from '../src/bank-payments/message';
import { refusalOf } from '../src/bank-payments/refusal';

const transfer = (over: Partial<Instruction> = {}): Instruction => ({
  instrId: 'I1',
  endToEndId: 'E1-01',
  uetr: '00000000-0000-4000-8000-000000000001',
  account: '1000',
  scheme: 'BBAN',
  creditorAgent: 'DEMOKENA',
  creditorName: 'Mercy Omondi',
  purpose: 'SSBE',
  remittance: 'OAA 2026-11',
  amount: '12.30',
  currency: 'KES',
  ...over,
});
const message = (over: Partial<PaymentMessage> = {}): PaymentMessage => ({
  messageId: 'M1',
  count: '2',
  sum: '24.60',
  initiator: 'MSW',
  blocks: [{ count: '2', sum: '24.60' }],
  paymentInfoId: 'P1',
  method: 'TRF',
  batchBooking: 'false',
  serviceLevel: 'NURG',
  categoryPurpose: 'SSBE',
  chargeBearer: 'SLEV',
  debtorName: 'Ministry',
  debtorAccount: '1',
  debtorCurrency: 'KES',
  debtorAgent: 'D',
  executionDate: '2026-11-26',
  instructions: [transfer(), second()],
  ...over,
});
/** Another payment: nothing by which the bank knows one is the first one's. */
const second = (over: Partial<Instruction> = {}) =>
  transfer({ instrId: 'I2', endToEndId: 'E2-01', uetr: '00000000-0000-4000-8000-000000000002', ...over });
const ofTransfer = (over: Partial<Instruction>) => message({ instructions: [transfer(), second(over)] });

describe('The bank looks for itself whether a valid file is in order', () => {
  it('takes one that is', () => {
    expect(refusalOf(message(), 'M1')).toBeUndefined();
  });

  it('wants the message id as key of the request, so that a repeat is known', () => {
    expect(refusalOf(message(), 'M2')).toBe('idempotency_key_is_the_message_id');
  });

  it.each<[string, Partial<PaymentMessage>, string]>([
    ['counts more lines than there are', { count: '3' }, 'AM18'],
    ['counts otherwise in its block', { blocks: [{ count: '1', sum: '24.60' }] }, 'AM18'],
    ['sums to more', { sum: '24.61' }, 'AM10'],
    // What the bank cannot count it would leave out of the sum, and the file would seem to be right.
    ['sums to a tenth of a cent more', { sum: '24.609', blocks: [{ count: '2', sum: '24.609' }] }, 'AM10'],
    ['sums to words', { sum: 'much' }, 'AM10'],
    ['sums to less than nothing', { sum: '-24.60' }, 'AM10'],
    ['has no sum', { sum: '' }, 'AM10'],
    ['sums otherwise in its block', { blocks: [{ count: '2', sum: '24.6' }] }, 'AM10'],
    [
      'has two blocks',
      { blocks: [{ count: '2', sum: '24.60' }, { count: '2', sum: '24.60' }] }, // prettier-ignore
      'one_payment_information_block',
    ],
    ['says not who sends it', { initiator: '' }, 'BE22'],
    ['says not who pays', { debtorName: '' }, 'BE22'],
    ['has no account to debit', { debtorAccount: '' }, 'AC02'],
    ['has no bank of the debtor', { debtorAgent: '' }, 'RC03'],
    ['is a collection', { method: 'DD' }, 'payment_method'],
    ['wants a service that is not offered', { serviceLevel: 'SEPA' }, 'FF01_service_level'],
    ['is for trade', { categoryPurpose: 'TRAD' }, 'FF03_category_purpose'],
    ['lets the poor pay the charges', { chargeBearer: 'CRED' }, 'charge_bearer'],
    ['has no date', { executionDate: '' }, 'CH03'],
    ['has a time for a date', { executionDate: '2026-11-26T08:00:00Z' }, 'CH03'],
    // It would be booked on no day, and stand in the books for ever.
    ['has a date that no calendar has', { executionDate: '2026-02-30' }, 'CH03'],
    ['wants one booking for all', { batchBooking: 'true' }, 'batch_booking'],
    ['is in another currency than the account', { debtorCurrency: 'UGX' }, 'CURR'],
  ])('refuses one that %s', (_what, over, problem) => {
    expect(refusalOf(message(over), 'M1')).toBe(problem);
  });

  it.each<[string, Partial<Instruction>, string]>([
    ['without an id', { instrId: '' }, 'id_missing'],
    ['without an end-to-end id', { endToEndId: '' }, 'id_missing'],
    ['with a UETR of another version', { uetr: '00000000-0000-1000-8000-000000000001' }, 'uetr'],
    ['with a UETR in capitals', { uetr: '00000000-0000-4000-8000-00000000000A' }, 'uetr'],
    ['without the bank of the payee', { creditorAgent: '' }, 'RC04'],
    ['without a name', { creditorName: '' }, 'BE22'],
    ['without an account', { account: '' }, 'AC03'],
    ['with an account of another scheme', { scheme: 'IBAN' }, 'account_scheme'],
    ['without a purpose', { purpose: '' }, 'purpose'],
    ['without words for the payee', { remittance: '' }, 'remittance'],
    ['in another currency', { currency: 'UGX' }, 'CURR'],
    ['under the id of another', { instrId: 'I1' }, 'DU03'],
    ['under the end-to-end id of another', { endToEndId: 'E1-01' }, 'DU04'],
    ['under the UETR of another', { uetr: '00000000-0000-4000-8000-000000000001' }, 'DU03'],
  ])('refuses a whole file for one transfer %s', (_what, over, problem) => {
    expect(refusalOf(ofTransfer(over), 'M1')).toBe(problem);
  });

  it.each(['0.00', '12.3', '12'])('refuses the amount %s', (amount) => {
    const sum = fromCents(centsOf(amount) + 1230n);
    const file = message({ sum, blocks: [{ count: '2', sum }], instructions: [transfer(), second({ amount })] });
    expect(refusalOf(file, 'M1')).toBe('AM01');
  });
});

describe('The bank counts in whole cents', () => {
  it.each([
    ['12.30', 1230n],
    ['12.3', 1230n],
    ['12', 1200n],
    ['0.05', 5n],
    ['9007199254740993.01', 900719925474099301n],
  ])('%s is %s', (text, cents) => {
    expect(centsOf(text)).toBe(cents);
  });

  it('writes what it read', () => {
    for (const text of ['0.00', '0.05', '12.30', '900719925474099.99']) expect(fromCents(centsOf(text))).toBe(text);
  });
});

describe('The bank reads a file by its own parser', () => {
  const xml = (transfers: string, head = '') =>
    `<Document><CstmrCdtTrfInitn><GrpHdr><MsgId> M1 </MsgId><NbOfTxs>1</NbOfTxs><CtrlSum>12.30</CtrlSum></GrpHdr>
     <PmtInf><NbOfTxs>1</NbOfTxs><CtrlSum>12.30</CtrlSum>${head}${transfers}</PmtInf></CstmrCdtTrfInitn></Document>`;
  const one =
    '<CdtTrfTxInf><PmtId><InstrId>I1</InstrId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt Ccy="KES">12.30</InstdAmt></Amt><Cdtr><Nm>A &amp; B</Nm></Cdtr></CdtTrfTxInf>';

  it('finds ids, totals, amounts and currencies by where they stand', () => {
    const read = readPaymentMessage(xml(one));
    expect(read).toMatchObject({ messageId: 'M1', count: '1', sum: '12.30', blocks: [{ count: '1', sum: '12.30' }] });
    expect(read.instructions).toMatchObject([
      { instrId: 'I1', endToEndId: 'E1', amount: '12.30', currency: 'KES', creditorName: 'A & B' },
    ]);
  });

  it('has the empty text for what is not there, and never what stood in the line before', () => {
    const two = `${one}<CdtTrfTxInf><PmtId><InstrId>I2</InstrId></PmtId></CdtTrfTxInf>`;
    const [, second] = readPaymentMessage(xml(two)).instructions;
    expect([second?.instrId, second?.endToEndId, second?.amount, second?.creditorName]).toEqual(['I2', '', '', '']);
  });

  it('does not take the debtor of the block for a payee', () => {
    const read = readPaymentMessage(xml(one, '<Dbtr><Nm>Ministry</Nm></Dbtr>'));
    expect([read.debtorName, read.instructions[0]?.creditorName]).toEqual(['Ministry', 'A & B']);
  });

  it('throws over what is not XML', () => {
    expect(() => readPaymentMessage('<Document><a></Document>')).toThrow();
  });
});
