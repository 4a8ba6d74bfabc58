import { refusedLine, reportAbout, statusLine } from './bank-messages.js';
import { givenPayments } from './given-payments.js';
import { givePayroll, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { payBatch, statesOf } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

type Batch = Awaited<ReturnType<typeof payBatch>>;
type Line = Batch['lines'][number];

describe('what a bank says about two payments of a file', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  let batch: Batch;
  let [ana, ben]: [Line, Line] = [{} as Line, {} as Line];
  // Where it is still the day before when that of UTC begins.
  const place = [{}, undefined, 'America/Port-au-Prince'] as const;
  givenPayments(2, (opened) => (kit = opened), 'good', { notifications: 'camt.054' }, ...place);
  beforeEach(async () => {
    bank = tellingBank(kit);
    batch = await payBatch({ ...kit, payments: bank.payments });
    [ana, ben] = ['BEN-A0', 'BEN-A1'].map((code) => batch.lines.find(({ benefitCode }) => benefitCode === code)) as [
      Line,
      Line,
    ];
  });

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const states = async () => {
    const found = statesOf(await bank.payments.get(kit.maker, batch.id));
    return [found['BEN-A0'], found['BEN-A1']];
  };
  const suspended = async () => (await rows('select why from payments.suspense order by why')).map(({ why }) => why);
  const tell = async (lines: string, over: Parameters<typeof reportAbout>[2] = {}) => {
    bank.answers['payment-status'] = () => reportAbout(batch.messageId, lines, over);
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
  };
  const refusedBlock = '<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>';

  it('A1.4: is said of each that is not named, when it is said of the file', async () => {
    await tell(refusedLine(ben.instrId, 'AC04'), { group: '<GrpSts>ACSC</GrpSts>' });
    expect([await states(), await suspended()]).toEqual([['SETTLED', 'REJECTED AC04'], []]);
  });

  it('A1.4: is read but for a word that nobody knows, which people ask about until the bank or its book says', async () => {
    await tell(statusLine(ana.instrId, 'PAID') + statusLine(ben.instrId));
    expect(await states()).toEqual(['SENT PAID', 'SETTLED']);
    const asked = () => rows("select benefit_code as code, exceptions from payments.line where exceptions <> '{}'");
    expect(await asked()).toEqual([{ code: 'BEN-A0', exceptions: ['word-unknown'] }]);
    await tell(statusLine(ana.instrId, 'ACSP'), { id: 'R2', createdAt: '2026-11-25T13:00:00Z' });
    expect([await states(), await asked()]).toEqual([['INPROC', 'SETTLED'], []]);
    await tell(statusLine(ana.instrId, 'PAID'), { id: 'R3', createdAt: '2026-11-25T14:00:00Z' });
    await bank.book({ kind: 'debit', instrId: ana.instrId });
    expect([await states(), await asked()]).toEqual([['SETTLED', 'SETTLED'], []]);
  });

  it('A1.4: says of the file a word that nobody knows: it is said of each, and neither is paid', async () => {
    await tell('', { group: '<GrpSts>DONE</GrpSts>' });
    expect(await states()).toEqual(['SENT DONE', 'SENT DONE']);
  });

  it('R8: is a receipt for nobody before a statement books it: that a bank calls it settled is its word', async () => {
    const receipt = () => bank.payments.documents.receipt(kit.maker, batch.id, ana.instrId, 'en');
    await tell(statusLine(ana.instrId));
    expect(await states()).toEqual(['SETTLED', 'SENT']);
    await expect(receipt()).rejects.toMatchObject({ code: 'payments.no-receipt', details: { reason: 'not-settled' } });
    await bank.book({ kind: 'debit', instrId: ana.instrId });
    await expect(receipt()).resolves.toBeDefined();
  });

  it('A1.4: is said of neither while one is named that nobody knows: it may be either of them', async () => {
    await tell(refusedLine('I-garbled-by-the-bank', 'AC04'), { group: '<GrpSts>ACSC</GrpSts>' });
    expect([await states(), await suspended()]).toEqual([['SENT', 'SENT'], ['unknown-line']]);
  });

  it('R8: is reconciled as soon as two people closed what it said of a payment that nobody knows', async () => {
    const stateOf = async () => (await bank.payments.get(kit.maker, batch.id)).state;
    await tell(refusedLine('I-garbled-by-the-bank', 'AC04'));
    await bank.book({ kind: 'debit', instrId: ana.instrId }, { kind: 'debit', instrId: ben.instrId });
    expect(await stateOf()).toBe('SETTLED');
    const [open] = (await bank.payments.reads.suspense(kit.maker, undefined)).items;
    const { decide } = twoPeople(() => ({ ...kit, payments: bank.payments }));
    await decide({ kind: 'close-suspense', target: `${open?.receivedId}/${open?.key}` });
    expect(await stateOf()).toBe('RECONCILED');
  });

  it('A1.4: is that of the block, not of the message that held it: neither is paid', async () => {
    await tell(refusedBlock, { group: '<GrpSts>ACSC</GrpSts>' });
    expect(await states()).toEqual(['REJECTED AM04', 'REJECTED AM04']);
  });

  it('I5: is no word about one that it tells twice, and is one about the other', async () => {
    await tell(statusLine(ana.instrId) + refusedLine(ana.instrId, 'AC04') + statusLine(ben.instrId, 'ACSP'), {
      group: '<GrpSts>ACSC</GrpSts>',
    });
    expect([await states(), await suspended()]).toEqual([
      ['SENT', 'INPROC'],
      ['unknown-line', 'unknown-line'],
    ]);
  });

  it.each([
    ['the first', () => [ana, ben]],
    ['the second', () => [ben, ana]],
  ])('A1.4: is about %s when it bears the UETR of that one and the id of the other', async (_which, pick) => {
    const [meant, other] = pick() as [Line, Line];
    const ids = `<OrgnlInstrId>${other.instrId}</OrgnlInstrId><OrgnlUETR>${meant.uetr}</OrgnlUETR>`;
    await tell(`<TxInfAndSts>${ids}<TxSts>ACSC</TxSts></TxInfAndSts>`);
    const found = statesOf(await bank.payments.get(kit.maker, batch.id));
    expect([found[meant.benefitCode], found[other.benefitCode]]).toEqual(['SETTLED', 'SENT']);
  });

  it.each(['AB05', 'DU01', 'AM05'])(
    'R4: is unknown, and is not paid again, when it is refused for %s: that proves no failure',
    async (reason) => {
      await tell(refusedLine(ana.instrId, reason) + refusedLine(ben.instrId, 'MD07'));
      expect(await states()).toEqual([`UNKNOWN ${reason}`, 'REJECTED MD07']);
      await kit.passTime(10 * 86_400_000);
      await expect(bank.payments.make(kit.maker, { payrollId: PAYROLL })).rejects.toMatchObject({
        details: { exclusions: [{ reason: 'attempt-live' }, { reason: 'cause-not-resolved' }] },
      });
      await bank.book({ kind: 'debit', instrId: ana.instrId });
      expect(await states()).toEqual(['SETTLED', 'REJECTED MD07']);
    },
  );

  it('R2: is paid when a notification books it on the day of its rejection: it has no time of its own', async () => {
    const entry = `<Ntry><NtryRef>N1</NtryRef><Amt Ccy="KES">2000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-25</Dt></BookgDt><NtryDtls><TxDtls><Refs><InstrId>${ana.instrId}</InstrId></Refs></TxDtls></NtryDtls></Ntry>`;
    const account = '<Acct><Id><Othr><Id>0001112223334</Id></Othr></Id></Acct>';
    bank.answers['notifications'] = () => '{"notifications":[{"id":"N7"}]}';
    bank.answers['notification'] = () =>
      `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N7</MsgId></GrpHdr><Ntfctn><Id>N7</Id>${account}${entry}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
    const refused = refusedLine(ana.instrId, 'AC04') + statusLine(ben.instrId, 'ACSP');
    await tell(refused, { createdAt: '2026-11-25T21:00:00-05:00' });
    expect(await states()).toEqual(['SETTLED', 'INPROC']);
    await tell(refused, { id: 'R2', createdAt: '2026-11-26T00:00:00-05:00' });
    expect(await states()).toEqual(['REJECTED AC04', 'INPROC']);
  });

  it('S16: is told to who runs the system when another statement comes than was asked for, and is not booked', async () => {
    const told = jest.spyOn(kit.platform.log, 'error');
    const own = bank.answers['statement'];
    bank.answers['statement'] = (path) => own?.(path)?.replace('<ElctrncSeqNb>1<', '<ElctrncSeqNb>2<');
    await bank.book({ kind: 'debit', instrId: ana.instrId });
    expect(told).toHaveBeenCalledWith(
      'A message of the bank cannot be read',
      expect.objectContaining({ kind: 'another statement than was asked for' }),
    );
    expect(await states()).toEqual(['SENT', 'SENT']);
    told.mockRestore();
  });

  it('S16: keeps no other batch from going on when its list of statements cannot be dealt with', async () => {
    givePayroll(kit, 3);
    const made = await bank.payments.make(kit.maker, { payrollId: PAYROLL });
    const who = kit.approver;
    await kit.platform.inTransaction(who.actor, (tx) =>
      bank.payments.approve(tx, who, made.id, { statementHash: made.statementHash }),
    );
    bank.answers['statements'] = () => {
      throw new Error('a fault of ours');
    };
    await bank.payments.sweep();
    expect((await bank.payments.get(kit.maker, made.id)).state).toBe('TRANSMITTED');
  });

  it('R3: cancels nothing when it agrees to a recall and refuses it', async () => {
    const said = (word: string) =>
      `<TxInfAndSts><OrgnlInstrId>${ana.instrId}</OrgnlInstrId><TxCxlSts>${word}</TxCxlSts></TxInfAndSts>`;
    const answer = (words: string) =>
      `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn><Assgnmt><Id>A1</Id><CreDtTm>2026-11-25T12:00:00Z</CreDtTm></Assgnmt><CxlDtls>${words}</CxlDtls></RsltnOfInvstgtn></Document>`;
    const { decide } = twoPeople(() => ({ ...kit, payments: bank.payments }));
    await decide({ kind: 'recall-line', target: `${batch.id}/${ana.instrId}`, recallReason: 'UPAY' });
    bank.answers['recall-answer'] = () => answer(said('ACCR') + said('RJCR'));
    await bank.payments.bringUpToDate(batch.id, kit.maker.actor);
    const { recalls } = await bank.payments.reads.head(kit.maker, batch.id);
    expect(recalls).toMatchObject([{ state: 'DISPUTED' }]);
    expect(await states()).toEqual(['SENT', 'SENT']);
    expect(await rows('select live from payments.attempt')).toEqual([{ live: true }, { live: true }]);
  });
});
