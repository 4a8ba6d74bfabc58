import type { Operator } from '../../src/platform/http/api.js';
import { givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { restore, takeBackup, watchedPayments, type Backup, type RestoredCopy } from './restored-copy.js';

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(600_000);

const AT_LEAST = 20;

describe('IBR-032: a backup of the ledger that is restored after money left, with a bank that would pay twice', () => {
  const backups: Backup[] = [];
  let kit: PaymentsKit;
  let sent = 0;
  let batchId: string;

  /** Bytes of payments that reached the bank, by any connection. */
  const countBytes = () =>
    kit.bank.server.on('request', (request) => {
      if (request.method !== 'GET') request.on('data', (chunk: Buffer) => (sent += chunk.length));
    });

  /** From payroll to booked statement, told and written back; a backup at every point that it passes. */
  beforeAll(async () => {
    kit = await openPaymentsKit('worst');
    givePayroll(kit, 2);
    countBytes();
    const payments = watchedPayments(kit, (point) => void backups.push(takeBackup(kit, point, backups.length)));
    const batch = await payments.make(kit.maker, { payrollId: PAYROLL });
    batchId = batch.id;
    backups.push(takeBackup(kit, 'made', backups.length));
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      payments.approve(tx, kit.approver, batchId, { statementHash: batch.statementHash }),
    );
    backups.push(takeBackup(kit, 'approved', backups.length));
    await payments.advance(batchId, kit.maker.actor);
    for (let day = 0; day < 5 && backups.length < 60; day += 1) {
      kit.advanceBankDays(1);
      await payments.sweep();
    }
    backups.push(takeBackup(kit, 'the end', backups.length));
  });
  afterAll(() => kit.close());

  const bankNet = () =>
    (kit.books() as { accounts: { movements: { kind: string; amount: string }[] }[] }).accounts
      .flatMap(({ movements }) => movements)
      .reduce((net, { kind, amount }) => net + (kind === 'debit' ? 100 : -100) * Number(amount), 0);
  const ledgerNet = async (copy: RestoredCopy) =>
    Number((await copy.rows('select coalesce(sum(net_minor), 0)::int as net from payments.line'))[0]?.['net']);

  /** Everything that a service does by itself, and what an impatient person would press. */
  const pressEverything = async ({ payments, rows }: RestoredCopy) => {
    await payments.sweep();
    for (const { id, state, hash } of await rows('select id, state, statement_hash as hash from payments.batch')) {
      if (state === 'VALIDATED') await approve(payments, String(id), String(hash));
      await payments.advance(String(id), kit.maker.actor);
    }
    await payments.sweep();
  };
  const approve = (payments: RestoredCopy['payments'], id: string, statementHash: string) =>
    copyOf(payments).platform.inTransaction(kit.approver.actor, (tx) =>
      payments.approve(tx, kit.approver, id, { statementHash }),
    );
  const open = new Map<RestoredCopy['payments'], RestoredCopy>();
  const copyOf = (payments: RestoredCopy['payments']) => open.get(payments) as RestoredCopy;
  const restored = async (backup: Backup) => {
    const copy = await restore(kit, backup);
    open.set(copy.payments, copy);
    return copy;
  };
  const closeAll = async () => {
    for (const copy of open.values()) await copy.close();
    open.clear();
  };
  afterEach(closeAll);

  it('I2: was taken at twenty points and more, and the first service has paid once', async () => {
    expect(backups.length).toBeGreaterThanOrEqual(AT_LEAST);
    expect(sent).toBeGreaterThan(0);
    expect(bankNet()).toBe(400_000);
    expect((await kit.payments.get(kit.maker, batchId)).lines.map(({ state }) => state)).toEqual([
      'SETTLED',
      'SETTLED',
    ]);
  });

  it('R7: sends no byte at whichever point it was taken, and ready names the fence', async () => {
    const before = sent;
    const found: unknown[] = [];
    for (const backup of backups) {
      const copy = await restored(backup);
      await pressEverything(copy);
      const reason = await copy.payments.readyCheck.check().then(
        () => 'ready',
        (thrown: { details?: { reason?: string } }) => thrown.details?.reason,
      );
      const knowsOfSending = (await copy.rows('select 1 from payments.channel_attempt')).length > 0;
      found.push([backup.at, sent - before, reason, (await ledgerNet(copy)) <= bankNet()]);
      expect(['journal-ahead', 'identity-changed']).toContain(reason);
      expect(knowsOfSending || reason === 'journal-ahead').toBe(true);
      await closeAll();
    }
    expect(found.filter((one) => (one as unknown[])[1] !== 0 || (one as unknown[])[3] !== true)).toEqual([]);
    expect(bankNet()).toBe(400_000);
  });

  it.each(['approved', 'payments.after-seal', 'payments.after-attempt'])(
    'R7: two services over two copies restored at %s: neither sends, and both ledgers stay alike',
    async (point) => {
      const backup = backups.find(({ at }) => at === point);
      if (!backup) throw new Error(`no backup was taken at ${point}`);
      const before = sent;
      const copies = [await restored(backup), await restored(backup)];
      await Promise.all(copies.map(pressEverything));
      expect(sent - before).toBe(0);
      const states = await Promise.all(
        copies.map(({ rows }) => rows('select instr_id, state, net_minor::int from payments.line order by 1')),
      );
      expect(states[0]).toEqual(states[1]);
      for (const { payments } of copies) {
        await expect(payments.readyCheck.check()).rejects.toMatchObject({ code: 'payments.fenced' });
      }
    },
  );

  it('R7: goes on after two people released the fence, and both ledgers agree without another byte', async () => {
    const backup = backups.find(({ at }) => at === 'payments.after-seal');
    if (!backup) throw new Error('no backup was taken after the seal');
    const before = sent;
    const copy = await restored(backup);
    await copy.payments.desk.importGap(kit.maker);
    const { fingerprint = '' } = await copy.payments.desk.fence();
    const decide = <T>(who: Operator, work: Parameters<typeof copy.platform.inTransaction<T>>[1]) =>
      copy.platform.inTransaction(who.actor, work);
    const body = { kind: 'release-fence', target: fingerprint, note: 'restored from last night' } as const;
    const id = await decide(kit.maker, (tx) => copy.payments.desk.propose(tx, kit.maker, body));
    await decide(kit.approver, (tx) => copy.payments.desk.confirm(tx, kit.approver, id));
    await copy.payments.readyCheck.check();
    await pressEverything(copy);
    expect(sent - before).toBe(0);
    expect(await ledgerNet(copy)).toBe(bankNet());
  });
});
