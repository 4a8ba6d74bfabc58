import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import { camt055 } from '@interlink/domain/payments/formats/camt-055';
import { sha256Hex } from '../../src/payments/hashes.js';
import type { PackProblem, ReadPack, RecordOf } from '../../src/payments/pack/read.js';
import { checkRecalls } from '../../src/payments/pack/recalls.js';

const AT = '2026-11-26T09:00:00.000Z';

const camt029 = (status: string, instrId = 'I0') =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn><Assgnmt><Id>C1</Id><CreDtTm>${AT}</CreDtTm></Assgnmt><CxlDtls><TxInfAndSts><OrgnlInstrId>${instrId}</OrgnlInstrId><TxCxlSts>${status}</TxCxlSts></TxInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>`;

const payment = (at: number) => ({
  ...{ cancellationId: `C${at}`, instrId: `I${at}`, endToEndId: `E${at}-01`, uetr: `u${at}`, amountMinor: 200_000 },
});

const message = camt055({
  ...{
    recallId: 'R1',
    createdAt: '2026-11-26T09:00:00Z',
    reason: 'UPAY',
    currency: 'KES',
    executionDate: '2026-11-26',
  },
  ...{ debtorName: 'Ministry', debtorId: 'MSW', debtorAgent: 'DEMOKENA' },
  files: [
    {
      ...{ messageId: 'M1', messageName: 'pain.001.001.09', paymentInfoId: 'P1' },
      payments: [payment(0), payment(1)],
    },
  ],
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

const recall = (over: Partial<RecordOf<'recall'>> = {}): RecordOf<'recall'> => ({
  ...{ type: 'recall', id: 'r', messageId: 'R1', channel: 'https', reason: 'UPAY', instrIds: ['I0', 'I1'] },
  ...{ decisionId: 'd', sha256: sha256Hex(message), bytes: base64(message), signature: 'good', at: AT },
  ...over,
});

const decision = (over: Partial<RecordOf<'decision'>> = {}): RecordOf<'decision'> => ({
  ...{ type: 'decision', id: 'd', kind: 'recall-lines', target: 'b', details: {}, proposedBy: 'pam', proposedAt: AT },
  ...{ confirmedBy: 'ana', confirmedAt: AT },
  ...over,
});

const word = (over: Partial<RecordOf<'recall-word'>> = {}): RecordOf<'recall-word'> => ({
  ...{ type: 'recall-word', recallId: 'r', key: 'k', said: 'ACCR', instrId: 'I0', receivedId: 'm', at: AT },
  ...over,
});

const received = (text = camt029('ACCR'), kind = 'camt.029'): RecordOf<'received'> => ({
  ...{ type: 'received', id: 'm', kind, source: 'bank', sha256: sha256Hex(text), bytes: base64(text), at: AT },
});

const leaf = (at: number, amountMinor = 200_000): RecordOf<'leaf'> => ({
  ...{ type: 'leaf', index: at, instrId: `I${at}`, entitlementId: 'e', attempt: 1, hash: 'x', amountMinor },
  ...{ currency: 'KES', part: 1, state: 'CANCELLED', netMinor: 0 },
});

const whole = (): EvidencePackRecord[] => [leaf(0), leaf(1), leaf(2), received(), decision(), recall(), word()];
const without = (type: EvidencePackRecord['type']) => whole().filter((record) => record.type !== type);

async function codesOf(records: readonly EvidencePackRecord[]): Promise<string[]> {
  const problems: PackProblem[] = [];
  const of = (type: string) => records.filter((record) => record.type === type);
  await checkRecalls({ of } as unknown as ReadPack, (jws) => Promise.resolve(jws === 'good'), problems);
  return problems.map(({ code }) => code);
}

describe('The recalls of an evidence pack', () => {
  it('I7: are proven when they are as they left, decided and answered', async () => {
    expect(await codesOf(whole())).toEqual([]);
    expect(await codesOf([])).toEqual([]);
  });

  const other = message.replace('<OrgnlInstrId>I1<', '<OrgnlInstrId>I2<');
  const dearer = message.replace('2000.00', '2000.01');
  const sent = (text: string) => ({ sha256: sha256Hex(text), bytes: base64(text) });

  it.each<[string, Partial<RecordOf<'recall'>>, string]>([
    ['other bytes than those of its hash', { bytes: base64(other) }, 'recall-altered'],
    ['no signature of ours', { signature: 'a..b' }, 'recall-signature-invalid'],
    ['another payment than it names', sent(other), 'recall-differs'],
    ['another amount than was approved', sent(dearer), 'recall-differs'],
    ['a payment more than it names', { instrIds: ['I0'] }, 'recall-differs'],
    ['a payment less than it names', { instrIds: ['I0', 'I1', 'I2'] }, 'recall-differs'],
    ['one payment named twice', { instrIds: ['I0', 'I0'] }, 'recall-differs'],
    ['another id than it names', { messageId: 'R2' }, 'recall-differs'],
    ['another reason than it names', { reason: 'DUPL' }, 'recall-differs'],
    ['no message at all', sent('<x/>'), 'recall-differs'],
    ['a line that the batch does not have', { instrIds: ['I0', 'I9'] }, 'recall-of-another-line'],
  ])('I7: with %s are named', async (_what, over, code) => {
    expect(await codesOf([...without('recall'), recall(over)])).toContain(code);
  });

  it.each<[string, Partial<RecordOf<'decision'>>]>([
    ['nobody confirmed', { confirmedBy: undefined, confirmedAt: undefined }],
    ['one person decided alone', { confirmedBy: 'pam' }],
    ['somebody confirmed only later', { confirmedAt: '2026-11-27T09:00:00.000Z' }],
    ['were decided as something else', { kind: 'release-hold' }],
    ['belong to another decision', { id: 'other' }],
  ])('R3: that %s are named', async (_what, over) => {
    expect(await codesOf([...without('decision'), decision(over)])).toEqual(['recall-not-decided']);
  });

  it.each<[string, Partial<RecordOf<'recall-word'>>, string]>([
    ['of no recall', { recallId: 'other' }, 'recall-word-of-nothing'],
    ['of a line that was not asked for', { instrId: 'I2' }, 'recall-word-of-nothing'],
    ['of the bank without a message', { receivedId: undefined }, 'recall-answer-without-message'],
    ['of a message that is not there', { receivedId: 'other' }, 'recall-answer-without-message'],
    ['that the message does not say', { said: 'RJCR' }, 'recall-answer-differs'],
    ['with a reason that the message does not give', { reason: 'LEGL' }, 'recall-answer-differs'],
    ['of another payment than the message is about', { instrId: 'I1' }, 'recall-answer-differs'],
    ['of the channel with a message', { said: 'RECEIVED' }, 'recall-answer-differs'],
  ])('A1.4: with a word %s are named', async (_what, over, code) => {
    expect(await codesOf([...without('recall-word'), word(over)])).toEqual([code]);
  });

  it.each([
    ['of another kind', received(camt029('ACCR'), 'pain.002'), 'recall-answer-without-message'],
    ['that cannot be read', received('<x/>'), 'recall-answer-differs'],
    ['that says something else', received(camt029('RJCR')), 'recall-answer-differs'],
  ])('A1.4: with an answer %s are named', async (_what, message029, code) => {
    expect(await codesOf([...without('received'), message029])).toEqual([code]);
  });

  it('A1.4: may have answers whose bytes were left out, and ids that the bank cut', async () => {
    const { bytes: _left, ...bare } = received();
    expect(await codesOf([...without('received'), bare])).toEqual([]);
    const channel = word({ said: 'RECEIVED', instrId: undefined, receivedId: undefined });
    expect(await codesOf([...whole(), channel])).toEqual([]);
  });
});
