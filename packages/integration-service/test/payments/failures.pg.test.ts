import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { openTestSealing } from '../support/sealing.js';
import { givenPayments } from './given-payments.js';
import { mortalPayments } from './restored-copy.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

describe('IBR-032: a batch when something is wrong', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'worst');

  const journal = () => join(kit.secrets.dir, 'transmit-journal.jsonl');
  const make = () => kit.payments.make(kit.maker, { payrollId: PAYROLL });
  const approve = (id: string, statementHash: string, who = kit.approver) =>
    kit.platform.inTransaction(who.actor, (tx) => kit.payments.approve(tx, who, id, { statementHash }));
  const stored = join('store', 'bank-payments.jsonl');
  const takenByBank = (messageId: string) => {
    const file = join(kit.root, stored);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    return lines.filter((line) => line.includes(messageId)).length;
  };

  it('I6, S11: is not approved by its maker, nor by a statement that was not shown, nor by another institution', async () => {
    const { id, statementHash } = await make();
    await expect(approve(id, statementHash, kit.maker)).rejects.toMatchObject({
      code: 'payments.approval-refused',
      details: { reason: 'approver-is-maker' },
    });
    await expect(approve(id, 'f'.repeat(64))).rejects.toMatchObject({ details: { reason: 'statement-differs' } });
    await expect(approve(id, statementHash, kit.stranger)).rejects.toMatchObject({ code: 'payments.batch-not-found' });
    await kit.payments.advance(id, kit.maker.actor);
    expect((await kit.payments.get(kit.maker, id)).state).toBe('VALIDATED');
  });

  it('I3: makes one live attempt for an entitlement, also when two batches are made at once', async () => {
    const made = await Promise.allSettled([make(), make()]);
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await kit.superuser.query('select count(*)::int as n from payments.attempt where live');
    expect(rows[0].n).toBe(2);
  });

  it('leaves out an account that is not verified, with the reason', async () => {
    kit.accountCheck.script.result = 'NO_MATCH';
    const { persons } = kit.openimis;
    for (const [id, person] of persons)
      persons.set(id, { ...person, account: { provider: 'DEMOKENA', number: '09999' } });
    await expect(make()).rejects.toMatchObject({
      code: 'payments.payroll-refused',
      details: {
        reason: 'nothing-to-pay',
        exclusions: [{ reason: 'account-not-verified' }, { reason: 'account-not-verified' }],
      },
    });
    kit.accountCheck.script.result = 'MATCH';
  });

  it('A5: drops its approvals when more than a small part was changed in openIMIS since', async () => {
    const { id, statementHash, messageId } = await make();
    await approve(id, statementHash);
    const benefits = kit.openimis.benefits.get(PAYROLL) ?? [];
    kit.openimis.benefits.set(
      PAYROLL,
      benefits.map((benefit, at) => (at === 0 ? { ...benefit, amount: '9000.00' } : benefit)),
    );
    await kit.payments.advance(id, kit.maker.actor);
    const batch = await kit.payments.get(kit.maker, id);
    expect(batch).toMatchObject({ state: 'VALIDATED', count: 1, totalMinor: 200_000 });
    expect(batch.exclusions).toMatchObject([{ code: 'BEN-A0', reason: 'changed-in-openimis' }]);
    expect(batch.statementHash).not.toBe(statementHash);
    expect(takenByBank(messageId)).toBe(0);
  });

  it('I7: is not sent when one byte of what is kept is another', async () => {
    const { id, statementHash, messageId } = await make();
    await approve(id, statementHash);
    await kit.superuser.query('update payments.line set amount_minor = amount_minor + 1 where batch_id = $1', [id]);
    const benefits = kit.openimis.benefits.get(PAYROLL) ?? [];
    kit.openimis.benefits.set(
      PAYROLL,
      benefits.map((benefit) => ({ ...benefit, amount: '2000.01' })),
    );
    await expect(kit.payments.advance(id, kit.maker.actor)).rejects.toMatchObject({ code: 'payments.seal-differs' });
    expect(takenByBank(messageId)).toBe(0);
  });

  it('R7: seals and sends nothing when the journal knows of a message that the ledger has forgotten', async () => {
    const { id, statementHash, messageId } = await make();
    writeFileSync(journal(), `${JSON.stringify({ messageId: 'Mforgotten', systemIdentifier: '1', timeline: 1 })}\n`);
    await approve(id, statementHash);
    await kit.payments.advance(id, kit.maker.actor);
    expect((await kit.payments.get(kit.maker, id)).state).toBe('APPROVED');
    expect(takenByBank(messageId)).toBe(0);
  });

  it('R4: after a lost answer asks how it stands and never sends again, though this bank would pay twice', async () => {
    const { id, statementHash, messageId } = await make();
    await approve(id, statementHash);
    kit.bank.server.prependOnceListener('request', (_request, response) => {
      const cut = () => response.destroy();
      response.writeHead = () => {
        cut();
        return response;
      };
    });
    await kit.payments.advance(id, kit.maker.actor);
    expect(takenByBank(messageId)).toBe(1);
    const { rows } = await kit.superuser.query(
      "select fact from payments.fact where batch_id = $1 and fact in ('transmitted', 'unanswered')",
      [id],
    );
    expect(rows).toEqual([{ fact: 'unanswered' }]);
    await kit.payments.sweep();
    kit.advanceBankDays(4);
    await kit.payments.sweep();
    const batch = await kit.payments.get(kit.maker, id);
    expect(takenByBank(messageId)).toBe(1);
    expect(batch.lines.map(({ state }) => state)).toEqual(['SETTLED', 'SETTLED']);
    expect(batch.state).toBe('RECONCILED');
  });

  it('A5: sends nothing after a kill before its first byte when openIMIS paid it meanwhile, and all once people let it go', async () => {
    const { id, statementHash, messageId } = await make();
    await approve(id, statementHash);
    const mortal = mortalPayments(kit, 'payments.after-attempt');
    await expect(mortal.advance(id, kit.maker.actor)).rejects.toThrow('killed');
    const benefits = kit.openimis.benefits.get(PAYROLL) ?? [];
    kit.openimis.benefits.set(
      PAYROLL,
      benefits.map((benefit, at) => (at === 0 ? { ...benefit, status: 'RECONCILED', receipt: 'cash-17' } : benefit)),
    );
    await kit.payments.advance(id, kit.maker.actor);
    const { state, lines } = await kit.payments.get(kit.maker, id);
    expect([state, takenByBank(messageId)]).toEqual(['EXCEPTION', 0]);
    const { rows } = await kit.superuser.query('select id, reason, details from payments.hold');
    const paid = lines.find(({ benefitCode }) => benefitCode === 'BEN-A0')?.instrId;
    expect(rows).toMatchObject([{ reason: 'changed-in-openimis', details: { lines: [paid] } }]);
    await twoPeople(() => kit).decide({ kind: 'release-hold', target: rows[0].id });
    await kit.payments.advance(id, kit.maker.actor);
    expect(takenByBank(messageId)).toBe(1);
  });

  describe('and the log goes without its witness', () => {
    const HOURS = 3_600_000;
    let sealing: Awaited<ReturnType<typeof openTestSealing>>;
    beforeEach(async () => {
      sealing = await openTestSealing(kit);
      await sealing.seal('kept');
    });
    afterEach(() => sealing.close());

    const approved = async () => {
      const { id, statementHash } = await make();
      await approve(id, statementHash);
      return id;
    };
    const stateOf = async (id: string) => (await kit.payments.get(kit.maker, id)).state;
    const stops = async () => (await kit.payments.reads.channels(kit.maker)).stops;

    it('S5: seals until four hours after the oldest entry that nobody confirmed', async () => {
      const id = await approved();
      kit.clock.advance(4 * HOURS);
      expect(await stops()).toEqual([]);
      await kit.payments.advance(id, kit.maker.actor);
      expect(await stateOf(id)).not.toBe('APPROVED');
    });

    it.each(['unreachable', 'refused'] as const)(
      'S5: seals nothing after more than that while the witness is %s, says why, and goes on once it has confirmed',
      async (answer) => {
        const id = await approved();
        kit.clock.advance(4 * HOURS + 1);
        await sealing.seal(answer);
        await expect(kit.payments.advance(id, kit.maker.actor)).rejects.toMatchObject({
          code: 'payments.log-unwitnessed',
          details: { since: expect.any(String) },
        });
        await kit.payments.sweep();
        expect(await stateOf(id)).toBe('APPROVED');
        expect(await stops()).toEqual(['payments.log-unwitnessed']);
        await sealing.seal('kept');
        expect(await stops()).toEqual([]);
        await kit.payments.advance(id, kit.maker.actor);
        expect(await stateOf(id)).not.toBe('APPROVED');
      },
    );
  });

  describe('and the clock of the bank is another', () => {
    let answers: string | undefined;
    const date = (_request: unknown, response: ServerResponse) => {
      if (answers !== undefined) response.setHeader('date', answers);
    };
    beforeAll(() => void kit.bank.server.prependListener('request', date));
    afterAll(() => void kit.bank.server.removeListener('request', date));

    const bankSays = (secondsBehind: number) => {
      answers = new Date(Date.now() - secondsBehind * 1000).toUTCString();
    };
    const askBank = () => kit.payments.readStatements();
    const stateOf = async (id: string) => (await kit.payments.get(kit.maker, id)).state;
    const differs = { code: 'payments.clock-differs', details: { reason: 'bank-clock', seconds: expect.any(Number) } };

    it('S14: is not ready and seals nothing while a Date is five minutes off, asks again, and goes on by itself', async () => {
      const { id, statementHash, messageId } = await make();
      await approve(id, statementHash);
      bankSays(300);
      await askBank();
      await expect(kit.payments.clockCheck.check()).rejects.toMatchObject(differs);
      expect((await kit.payments.reads.channels(kit.maker)).stops).toContain('payments.clock-differs');
      await expect(kit.payments.advance(id, kit.maker.actor)).rejects.toMatchObject(differs);
      expect(await stateOf(id)).toBe('APPROVED');
      expect(takenByBank(messageId)).toBe(0);
      answers = undefined;
      await kit.payments.advance(id, kit.maker.actor);
      expect(takenByBank(messageId)).toBe(1);
      await kit.payments.clockCheck.check();
    });

    it('S14: sends nothing that is sealed while a Date is five minutes ahead', async () => {
      const { id, statementHash, messageId } = await make();
      await approve(id, statementHash);
      const mortal = mortalPayments(kit, 'payments.after-seal');
      await expect(mortal.advance(id, kit.maker.actor)).rejects.toThrow('killed');
      expect(await stateOf(id)).toBe('SEALED');
      bankSays(-300);
      await askBank();
      await expect(kit.payments.advance(id, kit.maker.actor)).rejects.toMatchObject(differs);
      expect([await stateOf(id), takenByBank(messageId)]).toEqual(['SEALED', 0]);
      answers = undefined;
      await kit.payments.advance(id, kit.maker.actor);
      expect(takenByBank(messageId)).toBe(1);
    });

    it('S14: is ready when a Date is 20 seconds off', async () => {
      bankSays(20);
      await askBank();
      await kit.payments.clockCheck.check();
      answers = undefined;
      await askBank();
    });
  });
});
