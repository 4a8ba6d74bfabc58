import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import { listFiles, type KeptFile } from '../../src/payments/files.js';
import { keepStatus } from '../../src/payments/import-status.js';
import { openContext } from '../../src/payments/policy.js';
import { verifyPack } from '../../src/payments/verify-pack.js';
import { refusedLine, reportAbout, statusLine } from './bank-messages.js';
import { givenPayments } from './given-payments.js';
import { moveAccount, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';
import { tellingBank, type TellingBank } from './telling-bank.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

describe('I9: what the bank books after a batch was closed', () => {
  let kit: PaymentsKit;
  let bank: TellingBank;
  let batchId: string;
  let instrId: string;
  givenPayments(1, (opened) => (kit = opened), 'good');
  beforeEach(() => {
    bank = tellingBank(kit);
  });

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const pay = async (channel?: string) => {
    const batch = await payBatch({ ...kit, payments: bank.payments }, channel);
    [batchId, instrId] = [batch.id, batch.lines[0]?.instrId ?? ''];
    return batch;
  };
  const close = async () => {
    await bank.payments.advance(batchId, kit.maker.actor);
    await kit.passTime(46 * DAY_MS);
    await bank.payments.advance(batchId, kit.maker.actor);
    expect((await bank.payments.get(kit.maker, batchId)).state).toBe('CLOSED');
  };
  const closedPaid = async () => {
    await pay();
    await bank.book({ kind: 'debit', instrId });
    await close();
  };
  const { decide } = twoPeople(() => ({ ...kit, payments: bank.payments }));
  const closedRefused = async () => {
    const { messageId } = await pay();
    bank.answers['payment-status'] = () => reportAbout(messageId, refusedLine(instrId, 'AC04'));
    await bank.payments.bringUpToDate(batchId, kit.maker.actor);
    await decide({ kind: 'sign-off-failed-lines', target: batchId });
    await close();
  };
  /** In cash, and signed for by two people. */
  const closedCash = async () => {
    await pay('pay-point');
    const { payPoints } = bank.payments;
    const mark = { instrId, mark: 'paid', at: '2026-11-25T09:00:00Z', place: 'Shangani market' } as const;
    const day = { day: '2026-11-25', advanceMinor: 200_000, returnedMinor: 0 };
    const count = await kit.platform.inTransaction(kit.maker.actor, async (tx) => {
      await payPoints.issue(tx, batchId, mark.place);
      await payPoints.mark(tx, batchId, [mark]);
      return payPoints.count(tx, batchId, day);
    });
    await kit.platform.inTransaction(kit.approver.actor, (tx) => payPoints.witness(tx, kit.approver, count));
    await close();
  };
  const isLive = async () => (await rows('select live from payments.attempt order by number'))[0].live as boolean;
  const lineNow = async () =>
    (await rows(`select state, net_minor::int as net from payments.line where instr_id = '${instrId}'`))[0];
  const incidents = async () =>
    (await rows('select excess_minor::int as excess from payments.incident order by 1')).map(({ excess }) => excess);

  /** What a further batch of the payroll makes of the benefit, which somebody set free in openIMIS. */
  const makeAgain = async () => {
    const { benefits } = kit.openimis;
    benefits.set(
      PAYROLL,
      (benefits.get(PAYROLL) ?? []).map(({ receipt: _left, ...one }) => ({ ...one, status: 'ACCEPTED' })),
    );
    const payroll = kit.openimis.payrolls.get(PAYROLL);
    if (payroll) kit.openimis.payrolls.set(PAYROLL, { ...payroll, status: 'APPROVE_FOR_PAYMENT' });
    const made = bank.payments.make(kit.maker, { payrollId: PAYROLL });
    return made.then(
      ({ lines }) => `attempt ${lines[0]?.attempt}`,
      ({ details }: { details: { exclusions: { reason: string }[] } }) => details.exclusions[0]?.reason,
    );
  };

  it('R5: frees its benefit by a return, for another attempt after the quiet days and with another account', async () => {
    await closedPaid();
    await bank.book({ kind: 'return', instrId });
    expect([await isLive(), await lineNow()]).toEqual([false, { state: 'SETTLED', net: 200_000 }]);
    expect(await makeAgain()).toBe('quiet-period');
    await kit.passTime(7 * DAY_MS);
    expect(await makeAgain()).toBe('cause-not-resolved');
    moveAccount(kit, 0, '01100000004');
    expect(await makeAgain()).toBe('attempt 2');
  });

  it('I9: shows in the evidence pack what was booked since, with the statement that says so', async () => {
    await closedPaid();
    await bank.book({ kind: 'return', instrId });
    let text = '';
    const pack = await bank.payments.desk.evidencePack(kit.maker, batchId, { withBytes: true });
    for await (const record of pack) text += record;
    const { problems, proven } = await verifyPack(text);
    expect(problems).toEqual([]);
    expect(proven).toContain('1 bookings after the batch was closed');
    const records = text
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one) as EvidencePackRecord);
    const late = records.find(({ type }) => type === 'adjustment');
    expect(late).toMatchObject({ instrId, said: { kind: 'return', amountMinor: 200_000 } });
    expect(records.filter(({ type }) => type === 'statement')).toHaveLength(2);
  });

  it('tells the payee, and who works on failures, that it came back: once, when the last of it did', async () => {
    const events: unknown[] = [];
    const publish = (_tx: unknown, event: unknown) => void events.push(event);
    bank = tellingBank({ ...kit, platform: { ...kit.platform, publish } });
    const texts = "select body->>'template' as template from platform.outbox where stream = 'sms' order by seq";
    const before = (await rows(texts)).length;
    const told = async () => (await rows(texts)).slice(before).map(({ template }) => template);
    await closedPaid();
    await bank.book({ kind: 'return', instrId, value: '500.00' });
    expect([await told(), events]).toEqual([['payments.paid'], []]);
    await bank.book({ kind: 'return', instrId, value: '1500.00' });
    expect(await told()).toEqual(['payments.paid', 'payments.failed-account']);
    const body = { instrId, state: 'RETURNED', reason: 'AC04', action: 'fix-account' };
    expect(events).toMatchObject([{ kind: 'payments.line-failed', body }]);
  });

  it('gives a receipt of what was paid, and none any more once it came back', async () => {
    await closedPaid();
    const receipt = () => bank.payments.documents.receipt(kit.maker, batchId, instrId, 'en');
    await expect(receipt()).resolves.toMatchObject({ name: expect.stringMatching(/^receipt-.*\.pdf$/) });
    await bank.book({ kind: 'return', instrId });
    await expect(receipt()).rejects.toMatchObject({ code: 'payments.no-receipt', details: { reason: 'not-settled' } });
  });

  it('I9: gives no receipt of the whole once a part of it came back', async () => {
    await closedPaid();
    await bank.book({ kind: 'return', instrId, value: '500.00' });
    const receipt = bank.payments.documents.receipt(kit.maker, batchId, instrId, 'en');
    await expect(receipt).rejects.toMatchObject({ details: { reason: 'not-settled' } });
  });

  it('R5: makes no further attempt of what was refused and is booked since, and waits the quiet days once it is back', async () => {
    await closedRefused();
    moveAccount(kit, 0, '01100000004');
    await bank.book({ kind: 'debit', instrId });
    expect([await isLive(), await makeAgain()]).toEqual([true, 'attempt-live']);
    await bank.book({ kind: 'return', instrId });
    expect([await isLive(), await makeAgain()]).toEqual([false, 'quiet-period']);
  });

  it('R8: frees nothing by a part of it, and all of it once the rest is back', async () => {
    await closedPaid();
    await bank.book({ kind: 'return', instrId, value: '500.00' });
    moveAccount(kit, 0, '01100000004');
    await kit.passTime(7 * DAY_MS);
    expect([await isLive(), await makeAgain()]).toEqual([true, 'attempt-live']);
    await bank.book({ kind: 'return', instrId, value: '1500.00' });
    await kit.passTime(7 * DAY_MS);
    expect([await isLive(), await makeAgain()]).toEqual([false, 'attempt 2']);
  });

  it('R8: is an incident when it is paid once more, and the line stands as it stood', async () => {
    await closedPaid();
    await bank.book({ kind: 'debit', instrId });
    expect([await incidents(), await lineNow()]).toEqual([[200_000], { state: 'SETTLED', net: 200_000 }]);
    await bank.book({ kind: 'debit', instrId });
    expect(await incidents()).toEqual([200_000, 400_000]);
    expect((await bank.payments.get(kit.maker, batchId)).state).toBe('CLOSED');
  });

  it('R8: is an incident again when it is paid once more after the first was closed and its money came back', async () => {
    await closedPaid();
    await bank.book({ kind: 'debit', instrId });
    const [{ id: target }] = await rows('select id from payments.incident');
    await decide({ kind: 'close-incident', target });
    await bank.book({ kind: 'return', instrId, value: '1500.00' });
    expect(await incidents()).toEqual([200_000]);
    await bank.book({ kind: 'debit', instrId, value: '1500.00' });
    expect(await incidents()).toEqual([200_000, 200_000]);
    const told = await rows(`select 1 from platform.audit_entry
      where header->>'action' = 'payments.overpayment' and header->>'stream' = 'batch:${batchId}'`);
    expect(told).toHaveLength(2);
  });

  it('R8: weighs cash that two people signed for as paid: a part that comes back frees nothing', async () => {
    await closedCash();
    await bank.book({ kind: 'return', instrId, value: '500.00' });
    expect([await isLive(), await incidents()]).toEqual([true, []]);
  });

  it('R8: is an incident when the bank pays what was paid in cash', async () => {
    await closedCash();
    await bank.book({ kind: 'debit', instrId });
    expect(await incidents()).toEqual([200_000]);
  });

  it('R8: is an incident when it is booked in another currency, and its benefit is not paid again meanwhile', async () => {
    await closedRefused();
    moveAccount(kit, 0, '01100000004');
    await bank.book({ kind: 'debit', instrId, currency: 'USD' });
    expect(await rows('select currency, excess_minor::int as excess from payments.incident')).toEqual([
      { currency: 'USD', excess: 200_000 },
    ]);
    expect(await makeAgain()).toBe('incident-open');
  });

  it('A1.4: waits for a statement that is missing: the batch is not closed, and is reconciled again once it is there', async () => {
    await pay();
    await bank.book({ kind: 'debit', instrId });
    const stateAfter = async (days: number) => {
      await kit.passTime(days * DAY_MS);
      await bank.payments.advance(batchId, kit.maker.actor);
      return (await bank.payments.get(kit.maker, batchId)).state;
    };
    expect(await stateAfter(0)).toBe('RECONCILED');
    await rows(`insert into payments.statement_gap (account, expected_sequence, seen_sequence, at)
      values ('0001112223334', 2, 3, now())`);
    expect(await stateAfter(46)).toBe('SETTLED');
    await bank.book();
    expect([await stateAfter(0), await stateAfter(46)]).toEqual(['RECONCILED', 'CLOSED']);
  });

  it('I9: is no matter of a report: what a partner tells after the close is kept, and the payment stands as it stood', async () => {
    await closedRefused();
    const [file] = await listFiles(kit.platform, batchId);
    const late = { id: 'R9', createdAt: '2027-02-01T12:00:00Z' };
    const text = reportAbout(file?.messageId ?? '', statusLine(instrId), late);
    await keepStatus(openContext(kit.platform, kit), file as KeptFile, text, kit.maker.actor);
    expect([await isLive(), await lineNow()]).toEqual([false, { state: 'REJECTED', net: 0 }]);
    expect(await rows("select count(*)::int as n from payments.received where kind = 'pain.002'")).toEqual([{ n: 2 }]);
  });

  it('I9: is an adjustment also when the batch is closed in the very moment in which it is read', async () => {
    await pay();
    await bank.book({ kind: 'debit', instrId });
    await kit.superuser.query('begin');
    await kit.superuser.query(`update payments.batch set state = 'CLOSED' where id = '${batchId}'`);
    await kit.superuser.query(
      `insert into payments.fact (batch_id, fact, revision, part, at, who) values ('${batchId}', 'closed', 1, 0, now(), 'interlink')`,
    );
    const booking = bank.book({ kind: 'return', instrId });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await kit.superuser.query('commit');
    await booking;
    expect(await lineNow()).toEqual({ state: 'SETTLED', net: 200_000 });
    expect(await rows("select said->>'kind' as kind from payments.adjustment")).toEqual([{ kind: 'return' }]);
  });

  it('R3: binds its benefit again when what was refused is paid after all', async () => {
    await closedRefused();
    moveAccount(kit, 0, '01100000004');
    expect(await isLive()).toBe(false);
    await bank.book({ kind: 'debit', instrId });
    expect([await isLive(), await makeAgain(), await incidents()]).toEqual([true, 'attempt-live', []]);
  });

  it('R3: is an incident when what was refused is paid beside a further attempt', async () => {
    await closedRefused();
    moveAccount(kit, 0, '01100000004');
    expect(await makeAgain()).toBe('attempt 2');
    await bank.book({ kind: 'debit', instrId });
    expect([await isLive(), await incidents()]).toEqual([false, [200_000]]);
  });
});
