import type { ProposeDecision } from '@interlink/contracts/payments/decision';
import { openContext } from '../../src/payments/policy.js';
import { keepRecall } from '../../src/payments/recalls/keep.js';
import { getBatch } from '../../src/payments/store.js';
import { verifyPack } from '../../src/payments/verify-pack.js';
import { givenPayments } from './given-payments.js';
import { payBatch } from './paying.js';
import type { PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

describe('a payment that two people call back', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'typical');
  beforeEach(() => {
    kit.conduct.clear();
    // The bank's day is the day of our clock again: what is executed on the 25th is not booked yet.
    pass(-passed);
  });

  let passed = 0;
  const pass = (days: number) => {
    passed += days;
    kit.advanceBankDays(days);
  };
  const rows = async (text: string, values: unknown[] = []) => (await kit.superuser.query(text, values)).rows;
  const { propose, confirm, decide } = twoPeople(() => kit);
  const pay = async (channel?: 'sftp') => (await payBatch(kit, channel)).id;
  const exportedPack = async (batchId: string) => {
    let text = '';
    for await (const line of await kit.payments.desk.evidencePack(kit.maker, batchId, { withBytes: true }))
      text += line;
    return text;
  };
  const lineOf = async (batchId: string) => {
    const [first] = await rows(
      "select instr_id, state, rank, exceptions, net_minor::int as net from payments.line where batch_id = $1 and benefit_code = 'BEN-A0'",
      [batchId],
    );
    return first;
  };
  const bodyFor = async (batchId: string): Promise<ProposeDecision> => {
    const { instr_id: instrId } = await lineOf(batchId);
    return {
      kind: 'recall-line',
      target: `${batchId}/${instrId}`,
      note: 'paid for a wrong month',
      recallReason: 'UPAY',
    };
  };
  const recall = async (batchId: string) => decide(await bodyFor(batchId));
  const update = (batchId: string) => kit.payments.bringUpToDate(batchId, kit.maker.actor);
  const recalls = async (batchId: string) => (await kit.payments.reads.head(kit.maker, batchId)).recalls;

  it.each(['https', 'sftp'] as const)(
    'R3: is asked for by %s only when both agree, and cancelled by the bank before it books',
    async (channel) => {
      const batchId = await pay(channel === 'sftp' ? 'sftp' : undefined);
      const decision = await propose(await bodyFor(batchId));
      await update(batchId);
      expect(await rows('select 1 from payments.recall')).toEqual([]);
      await expect(confirm(decision, kit.maker)).rejects.toMatchObject({
        details: { reason: 'proposer-is-confirmer' },
      });
      await confirm(decision);
      await update(batchId);
      expect(await lineOf(batchId)).toMatchObject({ state: 'CANCELLED', rank: 2, net: 0 });
      expect(await recalls(batchId)).toMatchObject([{ reason: 'UPAY', state: 'ACCEPTED' }]);
      pass(3);
      await update(batchId);
      // Nothing of it was booked; the bank's own report says so too.
      expect(await lineOf(batchId)).toMatchObject({ net: 0 });
      expect(await rows('select count(*)::int as n from payments.recall_word')).toEqual([{ n: 2 }]);
    },
  );

  it('R8: that was booked already stays paid until a statement books its return', async () => {
    const batchId = await pay();
    pass(2);
    await update(batchId);
    expect(await lineOf(batchId)).toMatchObject({ state: 'SETTLED', rank: 3, net: 200_000 });
    await recall(batchId);
    await update(batchId);
    expect(await recalls(batchId)).toMatchObject([{ state: 'PENDING' }]);
    pass(1);
    await update(batchId);
    expect(await lineOf(batchId)).toMatchObject({ state: 'SETTLED', exceptions: ['return-announced'], net: 200_000 });
    pass(2);
    await update(batchId);
    expect(await lineOf(batchId)).toMatchObject({ state: 'RETURNED', rank: 3, exceptions: [], net: 0 });
    expect(await recalls(batchId)).toMatchObject([{ state: 'ACCEPTED' }]);
  });

  it('A1.4: that the bank will not call back stays as it is, with its reason, and can be asked for again', async () => {
    kit.conduct.order({ kind: 'refuse-recall', times: 1, reason: 'LEGL', account: '01100000001' });
    const batchId = await pay();
    await recall(batchId);
    await update(batchId);
    expect(await recalls(batchId)).toMatchObject([{ state: 'REFUSED', answer: 'LEGL' }]);
    expect(await lineOf(batchId)).toMatchObject({ state: 'INPROC' });
    await expect(propose(await bodyFor(batchId))).resolves.toEqual(expect.any(String));
  });

  it('R3: a bank that says that it called back and pays all the same is not believed', async () => {
    kit.conduct.order({ kind: 'lie-recall', times: 1, account: '01100000001' });
    const batchId = await pay();
    await recall(batchId);
    await update(batchId);
    expect(await lineOf(batchId)).toMatchObject({ state: 'CANCELLED', rank: 2 });
    pass(3);
    await update(batchId);
    expect(await lineOf(batchId)).toMatchObject({ state: 'SETTLED', rank: 3, exceptions: ['return-announced'] });
  });

  it('R7: the same bytes go again until the bank has them, and are one request to it', async () => {
    const batchId = await pay();
    await recall(batchId);
    kit.faults.add({
      partner: 'bank-payments',
      operation: 'payment-recall',
      kind: 'lost-answer',
      times: 1,
      delayMs: 0,
    });
    await update(batchId);
    const sent = () => rows("select 1 from payments.recall_word where said = 'RECEIVED'");
    expect(await sent()).toEqual([]);
    await update(batchId);
    expect(await lineOf(batchId)).toMatchObject({ state: 'CANCELLED' });
  });

  describe('with others by one message', () => {
    const bodyForAll = async (batchId: string, more: readonly string[] = []): Promise<ProposeDecision> => {
      const lines = await rows('select instr_id from payments.line where batch_id = $1', [batchId]);
      const instrIds = [...lines.map(({ instr_id: instrId }) => String(instrId)), ...more];
      return { kind: 'recall-lines', target: batchId, note: 'the whole month', recallReason: 'TECH', instrIds };
    };

    it('R3: is asked for by one decision and one message, and answered payment by payment', async () => {
      kit.conduct.order({ kind: 'refuse-recall', times: 1, reason: 'LEGL', account: '01100000002' });
      const batchId = await pay();
      await decide(await bodyForAll(batchId));
      await update(batchId);
      const kept = await recalls(batchId);
      expect(new Set(kept?.map(({ messageId }) => messageId)).size).toBe(1);
      expect(kept?.map(({ state, answer }) => [state, answer]).sort()).toEqual([
        ['ACCEPTED', undefined],
        ['REFUSED', 'LEGL'],
      ]);
      const states = await rows('select state from payments.line where batch_id = $1 order by benefit_code', [batchId]);
      expect(states.map(({ state }) => state)).toEqual(['CANCELLED', 'INPROC']);
      expect(await rows('select count(*)::int as n from payments.recall')).toEqual([{ n: 1 }]);
      const pack = await exportedPack(batchId);
      const keys = { keys: [kit.secrets.signing.publicJwk] };
      expect(await verifyPack(pack, { keys })).toMatchObject({
        problems: [],
        proven: expect.arrayContaining(['1 recalls of 2 payments, 2 answers of the bank']),
      });
      const forged = pack.replace(/"reason":"TECH","instrIds"/, '"reason":"DUPL","instrIds"');
      const codes = (await verifyPack(forged, { keys })).problems.map(({ code }) => code);
      expect(codes).toEqual(['pack-altered', 'recall-differs']);
      // The refused one may be asked for again, the other not.
      await expect(propose(await bodyForAll(batchId))).rejects.toMatchObject({ details: { reason: 'already-over' } });
    });

    it('R8: of which one is booked waits for its return, and the answer that it is looked into ends nothing', async () => {
      const batchId = await pay();
      pass(2);
      await update(batchId);
      await decide(await bodyForAll(batchId));
      await update(batchId);
      expect((await recalls(batchId))?.map(({ state }) => state)).toEqual(['PENDING', 'PENDING']);
      pass(3);
      await update(batchId);
      await update(batchId);
      expect((await recalls(batchId))?.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
      const states = await rows('select distinct state from payments.line where batch_id = $1', [batchId]);
      expect(states).toEqual([{ state: 'RETURNED' }]);
    });

    it('S2: is refused whole when one of them may not be, and says which', async () => {
      const batchId = await pay();
      const refused = { details: { reason: 'line-not-found', instrId: 'Inobody' } };
      await expect(propose(await bodyForAll(batchId, ['Inobody']))).rejects.toMatchObject(refused);
      const { instrIds: _left, ...nothing } = await bodyForAll(batchId);
      await expect(propose(nothing)).rejects.toMatchObject({ details: { reason: 'recall-of-nothing' } });
      await expect(propose(await bodyForAll(batchId), kit.stranger)).rejects.toMatchObject({
        code: 'payments.decision-not-found',
      });
      await recall(batchId);
      await expect(propose(await bodyForAll(batchId))).rejects.toMatchObject({ details: { reason: 'recall-open' } });
    });
  });

  it('R3: is never written down for a line that the batch does not have', async () => {
    const batchId = await pay();
    const context = openContext(kit.platform, kit);
    const asked = { instrIds: ['Inobody'], reason: 'UPAY', decisionId: batchId } as const;
    const keep = kit.platform.inTransaction(kit.maker.actor, async (tx) =>
      keepRecall(context, tx, await getBatch(tx, batchId), asked),
    );
    await expect(keep).rejects.toThrow('a recall of lines that batch');
    expect(await rows('select 1 from payments.recall')).toEqual([]);
  });

  it('S2: is nobody else’s, and is not asked for twice', async () => {
    const batchId = await pay();
    const body = await bodyFor(batchId);
    await expect(propose(body, kit.stranger)).rejects.toMatchObject({ code: 'payments.decision-not-found' });
    const refused = (reason: string) => ({ code: 'payments.decision-refused', details: { reason } });
    const { recallReason: _left, ...without } = body;
    await expect(propose(without)).rejects.toMatchObject(refused('recall-without-reason'));
    await expect(propose({ ...body, target: `${batchId}/Inobody` })).rejects.toMatchObject(refused('line-not-found'));
    await recall(batchId);
    await expect(propose(body)).rejects.toMatchObject(refused('recall-open'));
  });
});
