import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEBTOR } from './payments-config.js';
import { givePayroll, moveAccount, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

type Batch = Awaited<ReturnType<PaymentsKit['payments']['get']>>;

/** Made by the maker and approved by one approver. */
async function approvedBatch(kit: PaymentsKit): Promise<Batch> {
  const batch = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
  const { statementHash } = batch;
  const answer = await kit.platform.inTransaction(kit.approver.actor, (tx) =>
    kit.payments.approve(tx, kit.approver, batch.id, { statementHash }),
  );
  // A hundred thousand lines are approved in one action: none of them comes back with it.
  expect(answer).not.toHaveProperty('lines');
  return kit.payments.get(kit.maker, batch.id);
}

const stateOf = async (kit: PaymentsKit, id: string) => (await kit.payments.get(kit.maker, id)).state;

/** What the bank itself took in. */
const bankBooks = (kit: PaymentsKit) =>
  readFileSync(join(kit.root, 'store', 'bank-payments.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe.each([
  { profile: 'typical', daysToStatement: 2 },
  { profile: 'worst', daysToStatement: 3 },
] as const)('a payroll of openIMIS, paid by a $profile bank', ({ profile, daysToStatement }) => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit(profile);
  }, 120_000);
  afterAll(() => kit.close());

  it('goes from payroll to booked statement, to the receipt in openIMIS and the SMS, each thing once', async () => {
    givePayroll(kit, 4);
    const batch = await approvedBatch(kit);
    expect(batch).toMatchObject({ state: 'APPROVED', count: 4, totalMinor: 800_000, currency: 'KES', exclusions: [] });
    await kit.payments.advance(batch.id, kit.maker.actor);

    const [taken, ...more] = bankBooks(kit);
    expect(more).toEqual([]);
    expect(taken.message).toMatchObject({
      messageId: batch.messageId,
      count: '4',
      sum: '8000.00',
      debtorAccount: DEBTOR,
    });
    expect(await stateOf(kit, batch.id)).toBe('ACKNOWLEDGED');

    kit.advanceBankDays(daysToStatement);
    await kit.payments.sweep();
    const paid = await kit.payments.get(kit.maker, batch.id);
    const states = Object.fromEntries(paid.lines.map(({ benefitCode, state }) => [benefitCode, state]));
    expect(states).toEqual({ 'BEN-A0': 'SETTLED', 'BEN-A1': 'SETTLED', 'BEN-A2': 'SETTLED', 'BEN-A3': 'REJECTED' });
    expect(paid.lines.find(({ benefitCode }) => benefitCode === 'BEN-A3')?.reason).toBe('AC06');

    const inOpenImis = kit.openimis.benefits.get(PAYROLL) ?? [];
    const uetrOf = (code: string) => paid.lines.find(({ benefitCode }) => benefitCode === code)?.uetr;
    expect(inOpenImis[0]).toMatchObject({ status: 'RECONCILED', receipt: uetrOf('BEN-A0') });
    expect(inOpenImis[3]).toMatchObject({ status: 'ACCEPTED' });

    await kit.payments.sweep();
    await kit.payments.sweep();
    const sms = await kit.superuser.query("select count(*)::int as n from platform.outbox where stream = 'sms'");
    // Three that they were paid, one what to do about a blocked account.
    expect(sms.rows[0].n).toBe(4);
    expect(bankBooks(kit)).toHaveLength(1);
    expect(kit.openimis.calls.filter(({ operation }) => operation === 'reconcile')).toHaveLength(1);
  });

  it('A5: takes a late return as RETURNED with its reason, and a new attempt gets new ids', async () => {
    kit.advanceBankDays(2);
    // One line of it was rejected: a batch that is partly settled hears of what comes back as any other does.
    const { rows: before } = await kit.superuser.query('select id, state from payments.batch');
    expect(before).toMatchObject([{ state: 'PARTIAL' }]);
    if (profile === 'typical') await kit.payments.sweep();
    else await kit.payments.bringUpToDate(before[0].id, kit.maker.actor);
    const { rows } = await kit.superuser.query('select * from payments.line order by benefit_code');
    expect(rows[2]).toMatchObject({ state: 'RETURNED', reason: 'AC04' });
    const { rows: attempts } = await kit.superuser.query(
      'select live from payments.attempt where entitlement_id = $1',
      [rows[2].entitlement_id],
    );
    expect(attempts).toEqual([{ live: false }]);

    const codes = (made: { readonly code: string; readonly reason: string }[]) =>
      Object.fromEntries(made.map(({ code, reason }) => [code, reason]));
    const early = kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await expect(early).rejects.toMatchObject({ details: { reason: 'nothing-to-pay' } });
    kit.clock.advance(7 * 86_400_000);
    const uncured = await kit.payments.make(kit.maker, { payrollId: PAYROLL }).catch((thrown) => thrown.details);
    expect(codes(uncured.exclusions)).toMatchObject({ 'BEN-A3': 'cause-not-resolved' });

    moveAccount(kit, 3, '01100000005');
    const again = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    const retried = again.lines.find(({ benefitCode }) => benefitCode === 'BEN-A3');
    expect(retried).toMatchObject({ attempt: 2 });
    expect(retried?.endToEndId.slice(0, 26)).toBe(rows[3].end_to_end_id.slice(0, 26));
    expect(retried?.uetr).not.toBe(rows[3].uetr);
    expect(codes(again.exclusions)).toEqual({
      'BEN-A0': 'benefit-not-payable',
      'BEN-A1': 'benefit-not-payable',
      'BEN-A2': 'benefit-not-payable',
    });
  });

  it('S15: keeps account numbers and names nowhere in clear', async () => {
    const { rows: tables } = await kit.superuser.query(
      "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('payments', 'platform')",
    );
    for (const { name } of tables) {
      const { rows } = await kit.superuser.query(`select t::text as text from ${name} t`);
      const clear = rows.filter(({ text }) => /01100000001|Mercy|Omondi/.test(text));
      expect([name, clear]).toEqual([name, []]);
    }
  });
});
