import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPayments, type Payments } from '../../src/payments/service.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { givenPayments } from './given-payments.js';
import { kept } from './paying.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';
import { mortalPayments } from './restored-copy.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('A5: a sealed batch that is taken back', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'worst');

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const voidIt = (id: string) =>
    kit.platform.inTransaction(kit.maker.actor, (tx) =>
      kit.payments.change(tx, kit.maker, id, (inside) => kit.payments.desk.voidBatch(inside, id)),
    );
  /** A batch whose way ended there because its service was killed. */
  const killedAt = async (last: FailpointName) => {
    const { id, statementHash, messageId } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    const mortal = mortalPayments(kit, last);
    await expect(mortal.advance(id, kit.maker.actor)).rejects.toThrow('killed');
    return { id, messageId };
  };
  const taken = (messageId: string) =>
    kept(kit, 'bank-payments').filter((one) => JSON.stringify(one).includes(messageId));
  const payInOpenImis = () =>
    kit.openimis.benefits.set(
      PAYROLL,
      (kit.openimis.benefits.get(PAYROLL) ?? []).map((one) => ({ ...one, status: 'RECONCILED', receipt: 'cash-17' })),
    );
  const journal = () => join(kit.secrets.dir, 'transmit-journal.jsonl');
  const notReady = { code: 'payments.batch-not-ready' };

  it('frees its entitlements for another attempt when no byte left', async () => {
    const { id } = await killedAt('payments.after-seal');
    const { state, lines } = await voidIt(id);
    expect([state, ...lines.map((line) => line.state)]).toEqual(['VOIDED', 'CANCELLED', 'CANCELLED']);
    expect(await rows('select 1 from payments.attempt where live')).toEqual([]);
    const again = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    expect(again.lines.map(({ attempt }) => attempt)).toEqual([2, 2]);
  });

  it('is voided also when its sending was begun, was cut off before the first byte, and openIMIS says otherwise since', async () => {
    const { id, messageId } = await killedAt('payments.after-attempt');
    payInOpenImis();
    await kit.payments.advance(id, kit.maker.actor);
    expect((await kit.payments.get(kit.maker, id)).state).toBe('EXCEPTION');
    const { state, lines } = await voidIt(id);
    expect([state, ...lines.map((line) => line.state)]).toEqual(['VOIDED', 'CANCELLED', 'CANCELLED']);
    expect(await rows('select 1 from payments.attempt where live')).toEqual([]);
    await kit.payments.readyCheck.check();
    await kit.payments.sweep();
    expect(taken(messageId)).toEqual([]);
  });

  it('R1: leaves no more with the service that was about to send it', async () => {
    const { id, messageId } = await killedAt('payments.after-attempt');
    const { openimis, verification, interconnection, platform } = kit;
    let states: string[] = [];
    // It opens the file right before it writes the journal, and is overtaken there.
    const open: typeof platform.vault.open = async (...asked) => {
      if (states.length === 0) states = [(await voidIt(id)).state];
      return platform.vault.open(...asked);
    };
    const slow: Payments = createPayments(
      { ...platform, vault: { ...platform.vault, open } },
      { openimis, verification, interconnection },
    );
    await slow.advance(id, kit.maker.actor);
    expect([...states, (await kit.payments.get(kit.maker, id)).state]).toEqual(['VOIDED', 'VOIDED']);
    expect(taken(messageId)).toEqual([]);
  });

  it.each(['payments.after-journal', 'payments.after-answer'] as const)(
    'is not voided when its sending came as far as %s: it may be with the bank',
    async (point) => {
      const { id } = await killedAt(point);
      await expect(voidIt(id)).rejects.toMatchObject(notReady);
      expect(await rows('select live from payments.attempt')).toEqual([{ live: true }, { live: true }]);
    },
  );

  it('R7: neither is voided nor goes once its journal was lost and people let payments go on: nobody knows', async () => {
    const { id, messageId } = await killedAt('payments.after-attempt');
    rmSync(journal());
    const { fingerprint: target = '' } = await kit.payments.desk.fence();
    await twoPeople(() => kit).decide({ kind: 'release-fence', target });
    await kit.payments.readyCheck.check();
    await expect(voidIt(id)).rejects.toMatchObject(notReady);
    await kit.payments.advance(id, kit.maker.actor);
    const { lines } = await kit.payments.get(kit.maker, id);
    expect([...lines.map(({ state }) => state), taken(messageId).length]).toEqual(['UNKNOWN', 'UNKNOWN', 0]);
  });

  it('is voided by who asks again after the ledger was lost between the journal and the end', async () => {
    const { id, messageId } = await killedAt('payments.after-attempt');
    const cut = kit.platform.inTransaction(kit.maker.actor, async (tx) => {
      await kit.payments.desk.voidBatch(tx, id);
      throw new Error('killed');
    });
    await expect(cut).rejects.toThrow('killed');
    await kit.payments.advance(id, kit.maker.actor);
    expect(taken(messageId)).toEqual([]);
    expect((await voidIt(id)).state).toBe('VOIDED');
  });

  it.each<[string, () => void]>([
    ['journal-damaged', () => appendFileSync(journal(), '{"messageId":"M\n')],
    ['journal-missing', () => rmSync(journal())],
    ['journal-ahead', () => appendFileSync(journal(), '{"messageId":"Mgone","sha256":"x"}\n')],
  ])('R7: is not voided behind the fence %s: it may be the one that left', async (reason, spoil) => {
    const { id } = await killedAt('payments.before-attempt');
    await kit.superuser.query(
      "insert into payments.channel_attempt (batch_id, part, number, channel, message_id, sha256, at) values (gen_random_uuid(), 1, 1, 'https', 'Mbefore', 'x', now())",
    );
    spoil();
    await expect(voidIt(id)).rejects.toMatchObject({ code: 'payments.fenced', details: { reason } });
    expect(await rows('select live from payments.attempt')).toEqual([{ live: true }, { live: true }]);
  });
});
