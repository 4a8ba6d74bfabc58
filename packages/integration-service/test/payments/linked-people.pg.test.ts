import { givenPayments } from './given-payments.js';
import { knowAsOne } from './know-as-one.js';
import { givePayrollOf, moveAccount, type PaymentsKit } from './payments-kit.js';
import { paidFor } from './paying.js';
import { refusedLine, reportAbout } from './bank-messages.js';
import { tellingBank } from './telling-bank.js';

jest.setTimeout(120_000);

/** Tests in this order: what the registry learnt in one it knows in the next. */
describe('F08: two individuals of whom the registry learns between making and sealing that they are one person', () => {
  let kit: PaymentsKit;
  givenPayments(5, (opened) => (kit = opened), 'good', { removalLimit: 0.5 });

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const payrollOf = (payrollId: string, ...places: readonly number[]) => givePayrollOf(kit, payrollId, ...places);
  const approved = async (payrollId: string) => {
    const { id, statementHash } = await kit.payments.make(kit.maker, { payrollId });
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    return id;
  };
  const advance = async (id: string) => {
    await kit.payments.advance(id, kit.maker.actor);
    return kit.payments.get(kit.maker, id);
  };
  const [ONE, OTHER] = ['00000000-0000-4000-8000-00000000a001', '00000000-0000-4000-8000-00000000a002'];

  it('pays once of two batches: the one that is sealed later is left without the payment', async () => {
    const first = await advance(await approved(payrollOf(ONE, 0)));
    const second = await approved(payrollOf(OTHER, 1, 4));
    await knowAsOne(kit, [0, 1]);
    const batch = await advance(second);
    expect(batch.lines.map(({ benefitCode, state }) => [benefitCode, state]).sort()).toEqual([
      ['BEN-A1', 'CANCELLED'],
      ['BEN-A4', 'INPROC'],
    ]);
    expect(await rows('select reason, evidence from payments.removal')).toEqual([
      { reason: 'fraud-F08', evidence: { other: first.lines[0]?.instrId } },
    ]);
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    expect([paidFor(kit, first.messageId), paidFor(kit, batch.messageId)]).toEqual([2000, 2000]);
    kit.advanceBankDays(-2);
  });

  it('pays once of one batch, by the payment that stands first in it', async () => {
    moveAccount(kit, 3, '01100000005');
    const id = await approved(payrollOf(ONE, 0, 3, 4));
    await knowAsOne(kit, [3, 4]);
    const batch = await advance(id);
    const twins = batch.lines.filter(({ benefitCode }) => benefitCode !== 'BEN-A0');
    const [first, last] = twins.map(({ instrId }) => instrId).sort();
    expect(await rows('select instr_id, reason, evidence from payments.removal')).toEqual([
      { instr_id: last, reason: 'fraud-F08', evidence: { other: first } },
    ]);
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    expect(paidFor(kit, batch.messageId)).toBe(4000);
    kit.advanceBankDays(-2);
  });

  it('R3: has two people look when the bank books what it refused to one, and the other was paid since', async () => {
    const bank = tellingBank(kit);
    const pay = async (payrollId: string) => {
      const id = await approved(payrollId);
      await bank.payments.advance(id, kit.maker.actor);
      return kit.payments.get(kit.maker, id);
    };
    const first = await pay(payrollOf(ONE, 4));
    const instrId = first.lines[0]?.instrId ?? '';
    bank.answers['payment-status'] = (path) =>
      path.includes(first.messageId) ? reportAbout(first.messageId, refusedLine(instrId, 'AC04')) : undefined;
    await bank.payments.bringUpToDate(first.id, kit.maker.actor);
    await knowAsOne(kit, [1, 4]);
    await pay(payrollOf(OTHER, 1));
    await bank.book({ kind: 'debit', instrId });
    expect(await rows(`select state, exceptions from payments.line where instr_id = '${instrId}'`)).toEqual([
      { state: 'REJECTED', exceptions: ['overpaid'] },
    ]);
    expect(await rows('select instr_id, excess_minor::int as excess from payments.incident')).toEqual([
      { instr_id: instrId, excess: 200_000 },
    ]);
  });
});
