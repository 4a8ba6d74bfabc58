import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createPayments } from '../../src/payments/service.js';
import { kept, payBatch, statesOf } from './paying.js';
import { ACCOUNTS, forgetPayments, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

const config = resolve(__dirname, '../../../../openimis-config/development/interlink.json');
const { formats } = JSON.parse(readFileSync(config, 'utf8')).policies.payments;

describe('a batch that leaves as the bulk file of a mobile-money operator', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    const channels = { 'https-wallets': { format: 'mobile-money-bulk' } };
    kit = await openPaymentsKit('good', { formats, channels }, { format: 'mobile-money-bulk' });
  }, 120_000);
  afterAll(() => kit.close());
  beforeEach(async () => {
    await forgetPayments(kit);
    givePayroll(kit, 4);
  });

  const make = (channel = 'sftp') => kit.payments.make(kit.maker, { payrollId: PAYROLL, channel });
  async function approve({ id, statementHash }: Awaited<ReturnType<typeof make>>) {
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
  }
  const pay = () => payBatch(kit, 'sftp');
  const journal = () => kept(kit, 'bank-payments');

  it('A6: is read by the operator’s own reader to what was approved, and its columns of status settle each line', async () => {
    const batch = await pay();
    const { message } = journal().at(-1);
    expect(message).toMatchObject({ form: 'bulk', messageId: batch.messageId, count: '4', sum: '8000.00' });
    const sent = message.instructions.map((one: Record<string, string>) => [
      one['instrId'],
      one['account'],
      one['amount'],
    ]);
    expect(sent.map(([instrId]: string[]) => instrId)).toEqual(batch.lines.map(({ instrId }) => instrId).sort());
    expect(sent.map(([, account]: string[]) => account).sort()).toEqual(
      ACCOUNTS.slice(0, 4).map(({ number }) => number),
    );
    const files = readdirSync(join(kit.root, 'store', 'sftp', 'inbox'));
    expect(files).toContain(`${batch.messageId}.csv.pgp`);
    expect(statesOf(batch)).toEqual({
      ...{ 'BEN-A0': 'INPROC', 'BEN-A1': 'INPROC' },
      ...{ 'BEN-A2': 'REJECTED AC04', 'BEN-A3': 'REJECTED AC06' },
    });
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    expect(statesOf(await kit.payments.get(kit.maker, batch.id))).toMatchObject({
      'BEN-A0': 'SETTLED',
      'BEN-A1': 'SETTLED',
    });
    const { rows } = await kit.superuser.query('select distinct kind from payments.received order by 1');
    expect(rows).toEqual([{ kind: 'camt.053' }, { kind: 'csv-status' }]);
    const { rows: kept } = await kit.superuser.query('select format, statement from payments.file, payments.batch');
    expect(kept[0].format).toMatch(/^delimited:mobile-money-bulk:[0-9a-f]{16}$/);
    expect(JSON.parse(kept[0].statement).format).toBe(kept[0].format);
  });

  it('A6: goes by HTTPS too, on a channel with a name of its own, and pain.002 settles it', async () => {
    const made = await make('https-wallets');
    await approve(made);
    await kit.payments.advance(made.id, kit.maker.actor);
    expect(journal().at(-1).message).toMatchObject({ form: 'bulk', messageId: made.messageId, count: '4' });
    const { lines } = await kit.payments.get(kit.maker, made.id);
    expect(lines.map(({ state }) => state).sort()).toEqual(['REJECTED', 'REJECTED', 'SETTLED', 'SETTLED']);
    const paid = lines.find(({ state }) => state === 'SETTLED');
    const recall = { kind: 'recall-line', target: `${made.id}/${paid?.instrId}`, note: 'not owed' } as const;
    await expect(
      kit.platform.inTransaction(kit.maker.actor, (tx) =>
        kit.payments.desk.propose(tx, kit.maker, { ...recall, recallReason: 'UPAY' }),
      ),
    ).rejects.toMatchObject({ details: { reason: 'channel-takes-no-recall' } });
  });

  it('A7: leaves out what is more than a wallet takes, and shows what the operator takes', async () => {
    const [first] = kit.openimis.benefits.get(PAYROLL) ?? [];
    if (first)
      kit.openimis.benefits.set(PAYROLL, [
        { ...first, amount: '150000.01' },
        ...(kit.openimis.benefits.get(PAYROLL) ?? []).slice(1),
      ]);
    const batch = await make();
    expect(batch.exclusions).toMatchObject([{ code: 'BEN-A0', reason: 'over-wallet-limit' }]);
    const { checks } = await kit.payments.reads.head(kit.maker, batch.id);
    const fees = checks?.report.findings.find(({ check }) => check === 'fees-of-payer');
    expect(fees?.values).toEqual({ fees: '27.00 KES', bearer: 'payer' });
  });

  it('A1.5: is not sealed by another definition than was approved; set back, it goes on', async () => {
    const made = await make();
    await approve(made);
    const other = structuredClone(formats);
    other['mobile-money-bulk'].columns[5].maxLength = 59;
    const { openimis, verification, interconnection, platform } = kit;
    const settings = structuredClone(platform.config.settings);
    (settings.policies['payments'] as { formats: unknown }).formats = other;
    const changed = { ...platform, config: { ...platform.config, settings } };
    const elsewhere = createPayments(changed, { openimis, verification, interconnection });
    const before = journal().length;
    await expect(elsewhere.advance(made.id, kit.maker.actor)).rejects.toMatchObject({
      code: 'payments.format-changed',
    });
    expect((await kit.payments.get(kit.maker, made.id)).state).toBe('APPROVED');
    await kit.payments.advance(made.id, kit.maker.actor);
    expect(journal()).toHaveLength(before + 1);
  });
});
