import { randomUUID } from 'node:crypto';
import { PERSON_RELINKED } from '@interlink/contracts/registry/events';
import { systemActor } from '../../src/platform/actor.js';
import { givenPayments } from './given-payments.js';
import { knowAsOne } from './know-as-one.js';
import { mortalPayments } from './restored-copy.js';
import { kept } from './paying.js';
import { givePayrollOf, type PaymentsKit } from './payments-kit.js';
import { twoPeople } from './two-people.js';

jest.setTimeout(120_000);

/** Tests in this order: what the registry learnt in one it knows in the next. */
describe('A1.5: two people who were both paid for one period, and of whom somebody finds out that they are one', () => {
  let kit: PaymentsKit;
  let personId: string;
  givenPayments(5, (opened) => (kit = opened), 'good');

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const [ONE, OTHER] = ['00000000-0000-4000-8000-00000000a001', '00000000-0000-4000-8000-00000000a002'];
  /** Before anybody knew: each paid by a batch. */
  const makeBoth = async (...[one, other]: readonly [number, number]) => {
    const make = (payrollId: string, place: number) =>
      kit.payments.make(kit.maker, { payrollId: givePayrollOf(kit, payrollId, place) });
    return [await make(ONE, one), await make(OTHER, other)] as const;
  };
  type Made = Awaited<ReturnType<PaymentsKit['payments']['make']>>;
  const approve = ({ id, statementHash }: Made) =>
    kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
  const send = async (batch: Made) => {
    await approve(batch);
    await kit.payments.advance(batch.id, kit.maker.actor);
  };
  const tell = (change: 'merged' | 'split') =>
    kit.payments.merged.handle({
      ...{ id: randomUUID(), kind: PERSON_RELINKED, actor: systemActor(randomUUID()) },
      body: { into: personId, from: randomUUID(), change },
    });
  const incidents = () => rows('select batch_id as id, excess_minor::int as excess from payments.incident');

  it('are an incident for two people when both left, once however often it is told', async () => {
    const [first, second] = await makeBoth(0, 1);
    await send(first);
    await send(second);
    personId = await knowAsOne(kit, [0, 1]);
    await tell('split');
    expect(await incidents()).toEqual([]);
    await tell('merged');
    await tell('merged');
    expect(await incidents()).toEqual([{ id: second.id, excess: 200_000 }]);
    const { items } = await kit.payments.reads.incidents(kit.maker, undefined);
    expect(items.map(({ line }) => line.benefitCode)).toEqual(['BEN-A1']);
  });

  it('wait for two people when one has not left: until then the bank is not sent it', async () => {
    const [first, second] = await makeBoth(1, 4);
    await send(first);
    await approve(second);
    await expect(mortalPayments(kit, 'payments.after-seal').advance(second.id, kit.maker.actor)).rejects.toThrow();
    personId = await knowAsOne(kit, [1, 4]);
    await tell('merged');
    await kit.payments.sweep();
    expect((await kit.payments.get(kit.maker, second.id)).state).toBe('EXCEPTION');
    const takenByBank = () =>
      kept(kit, 'bank-payments').filter(({ message }) => message.messageId === second.messageId);
    expect(takenByBank()).toEqual([]);
    const [hold] = await rows('select id, reason, details from payments.hold');
    expect(hold).toMatchObject({ reason: 'paid-twice', details: { lines: [second.lines[0]?.instrId] } });
    await twoPeople(() => kit).decide({ kind: 'release-hold', target: hold.id });
    await tell('merged');
    await kit.payments.advance(second.id, kit.maker.actor);
    expect(takenByBank()).toHaveLength(1);
    expect(await incidents()).toEqual([]);
  });

  it('are left to the seal while one is a draft; once approved it waits, for the seal may have looked before', async () => {
    const [first, second] = await makeBoth(4, 3);
    await send(first);
    personId = await knowAsOne(kit, [4, 3]);
    await tell('merged');
    expect([await incidents(), await rows('select reason from payments.hold')]).toEqual([[], []]);
    await approve(second);
    await tell('merged');
    expect((await kit.payments.get(kit.maker, second.id)).state).toBe('EXCEPTION');
    const holds = await rows('select reason, details from payments.hold');
    expect(holds).toEqual([{ reason: 'paid-twice', details: { lines: [second.lines[0]?.instrId] } }]);
  });
});
