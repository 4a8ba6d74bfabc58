import type { Interconnection } from '../../src/interconnection/service.js';
import { createPayments } from '../../src/payments/service.js';
import { givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

// The worst bank cuts ids, books a file in one sum, writes .02 and is late with its statements.
describe('a return that the bank announces before its statement books it', () => {
  let kit: PaymentsKit;
  let batchId: string;
  beforeAll(async () => {
    kit = await openPaymentsKit('worst', { notifications: 'camt.054' });
    givePayroll(kit, 3);
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    batchId = made.id;
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, batchId, { statementHash: made.statementHash }),
    );
    await kit.payments.advance(batchId, kit.maker.actor);
  }, 120_000);
  afterAll(() => kit.close());

  const line = async () => {
    const { rows } = await kit.superuser.query(
      "select state, rank, exceptions, net_minor::int as net from payments.line where benefit_code = 'BEN-A2'",
    );
    return rows[0];
  };
  const count = async (text: string) => Number((await kit.superuser.query(text)).rows[0].count);

  it('R8: stops the good news at once, and moves no money', async () => {
    // Executed on the 25th, returned on the 26th; of the 25th there is a statement on the 27th.
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    expect(await line()).toEqual({ state: 'SETTLED', rank: 2, exceptions: ['return-announced'], net: 0 });
    await kit.payments.sweep();
    expect(await count("select count(*) from payments.evidence where key like 'camt.054:%'")).toBe(1);
    expect(await count("select count(*) from payments.received where kind = 'camt.054'")).toBe(1);
    expect(await count('select count(*) from payments.suspense')).toBe(0);
  });

  it('R8: is counted once when the statement books debit and return', async () => {
    kit.advanceBankDays(3);
    await kit.payments.sweep();
    expect(await line()).toEqual({ state: 'RETURNED', rank: 3, exceptions: [], net: 0 });
    const told = (kit.openimis.benefits.get(PAYROLL) ?? []).map(({ status }) => status);
    expect(told).toEqual(['RECONCILED', 'RECONCILED', 'ACCEPTED']);
  });

  it('is asked of the bank once, however often the list names it', async () => {
    const asked = () => count('select count(*) from payments.notification');
    expect(await asked()).toBe(1);
    await kit.payments.sweep();
    expect(await asked()).toBe(1);
  });

  /** The same service with a bank that answers these questions by a page for people. */
  function withPages(...operations: string[]) {
    const { openimis, verification, interconnection, platform } = kit;
    const bank = interconnection.partner('bank-payments');
    const request: typeof bank.outgoing.request = async (asked) =>
      operations.includes(asked.operation)
        ? { status: 200, headers: {}, bytes: Buffer.from('<html>We are being renewed</html>') }
        : bank.outgoing.request(asked);
    const partner: Interconnection['partner'] = () => ({ ...bank, outgoing: { ...bank.outgoing, request } });
    return createPayments(platform, { openimis, verification, interconnection: { ...interconnection, partner } });
  }
  const statements = () => count('select count(*) from payments.statement');

  it('S16: keeps no statement from being read when the bank answers by something else', async () => {
    const before = await statements();
    kit.advanceBankDays(2);
    await withPages('notifications').bringUpToDate(batchId, kit.maker.actor);
    expect(await statements()).toBeGreaterThan(before);
  });

  it.each(['statements', 'statement', 'payment-status'])(
    'S16: is no failure of the batch when the bank answers %s by something else: it is asked again',
    async (operation) => {
      const before = await statements();
      kit.advanceBankDays(1);
      await expect(withPages(operation).bringUpToDate(batchId, kit.maker.actor)).resolves.toBeUndefined();
      expect(await statements()).toBe(operation === 'payment-status' ? before + 1 : before);
      await kit.payments.sweep();
      expect(await statements()).toBe(before + 1);
    },
  );
});
