import { randomUUID } from 'node:crypto';
import { PAYMENT_HOLD_CHANGED } from '@interlink/contracts/payments/hold';
import type { Benefit } from '../../src/openimis/port.js';
import { verifyPack } from '../../src/payments/verify-pack.js';
import { systemActor } from '../../src/platform/actor.js';
import { givenPayments } from './given-payments.js';
import { moveAccount, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { paidFor } from './paying.js';

jest.setTimeout(120_000);

const FIRST = '00000000-0000-4000-8000-000000000010';

describe('A5: a payment that the rules take out between the approval and the seal', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'good', { removalLimit: 0.5 });
  beforeEach(() => {
    kit.openimis.beneficiaries.clear();
  });

  const rows = async (text: string) => (await kit.superuser.query(text)).rows;
  const approved = async () => {
    const { id, statementHash } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    return id;
  };
  const advance = async (id: string) => {
    await kit.payments.advance(id, kit.maker.actor);
    return kit.payments.get(kit.maker, id);
  };
  const changeBenefit = (over: Partial<Benefit>) => {
    const [first, ...others] = kit.openimis.benefits.get(PAYROLL) ?? [];
    if (first) kit.openimis.benefits.set(PAYROLL, [{ ...first, ...over }, ...others]);
  };
  const suspend = () => {
    const beneficiary = { beneficiaryId: 'b-1', programme: 'OAA', individualId: FIRST, status: 'SUSPENDED' };
    const planId = kit.openimis.plans.get('OAA')?.planId;
    kit.openimis.beneficiaries.set('b-1', { ...beneficiary, planId } as never);
  };
  const holdEnrolment = () =>
    kit.payments.holds.handle({
      ...{ id: randomUUID(), kind: PAYMENT_HOLD_CHANGED, actor: systemActor(randomUUID()) },
      body: {
        journeyId: randomUUID(),
        individualId: FIRST,
        programme: 'OAA',
        isEnrolled: false,
        hold: 'check-missing',
      },
    });

  it.each<[string, () => unknown, string, object]>([
    ['has another amount', () => changeBenefit({ amount: '2000.01' }), 'changed-in-openimis', { change: 'amount' }],
    [
      'has a receipt of others',
      () => changeBenefit({ receipt: 'cash-17' }),
      'changed-in-openimis',
      { change: 'receipt' },
    ],
    ['has another code', () => changeBenefit({ code: 'BEN-Z9' }), 'changed-in-openimis', { change: 'code' }],
    ['is no more to be paid', () => changeBenefit({ status: 'REJECTED' }), 'changed-in-openimis', { change: 'status' }],
    ['is another benefit', () => changeBenefit({ benefitId: randomUUID() }), 'changed-in-openimis', { change: 'gone' }],
    ['is of a person whom nobody knows any more', () => kit.openimis.persons.delete(FIRST), 'person-gone', {}],
    ['would go to an account that was left', () => moveAccount(kit, 0, '01100000005'), 'account-changed', {}],
    ['is of somebody who was suspended', suspend, 'fraud-F09', {}],
    ['is held by the enrolment', holdEnrolment, 'check-missing', {}],
  ])('leaves alone, by name and with its evidence, when it %s', async (_what, change, reason, evidence) => {
    const id = await approved();
    await change();
    const batch = await advance(id);
    const removed = batch.lines.find(({ benefitCode }) => benefitCode === 'BEN-A0');
    expect(batch.lines.map(({ state }) => state).sort()).toEqual(['CANCELLED', 'INPROC']);
    expect(await rows('select instr_id, reason, evidence from payments.removal')).toEqual([
      { instr_id: removed?.instrId, reason, evidence: expect.objectContaining(evidence) },
    ]);
    const [file] = await rows('select count, total_minor::int as total, manifest from payments.file');
    expect([file.count, file.total]).toEqual([1, 200_000]);
    expect(JSON.parse(file.manifest).removed).toMatchObject([{ reason }]);
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    expect(paidFor(kit, batch.messageId)).toBe(2000);
    kit.advanceBankDays(-2);
  });

  it('I7: is proven offline: what was sealed is what was approved, less what is named', async () => {
    const id = await approved();
    changeBenefit({ amount: '2000.01' });
    await advance(id);
    let text = '';
    for await (const piece of await kit.payments.desk.evidencePack(kit.maker, id, { withBytes: true })) text += piece;
    expect((await verifyPack(text)).problems).toEqual([]);
    const unnamed = text.replace(/^\{"type":"removal".*\n/m, '');
    expect((await verifyPack(unnamed)).problems.map(({ code }) => code)).toContain('removal-differs');
  });

  it('R5: is free for a further attempt at once, for it never left', async () => {
    const id = await approved();
    const before = kit.openimis.persons.get(FIRST);
    kit.openimis.persons.delete(FIRST);
    await advance(id);
    if (before) kit.openimis.persons.set(FIRST, before);
    const again = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    expect(again.lines.map(({ benefitCode, attempt }) => [benefitCode, attempt])).toEqual([['BEN-A0', 2]]);
    expect(again.exclusions.map(({ reason }) => reason)).toEqual(['attempt-live']);
  });

  it('is told by no report: what a bank says of it is said of nothing that it was sent', async () => {
    const id = await approved();
    changeBenefit({ amount: '2000.01' });
    const batch = await advance(id);
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    const after = await kit.payments.get(kit.maker, id);
    kit.advanceBankDays(-2);
    expect(after.lines.find(({ benefitCode }) => benefitCode === 'BEN-A0')).toMatchObject({ state: 'CANCELLED' });
    expect(await rows('select why from payments.suspense where batch_id is not null')).toEqual([]);
    expect(batch.state).toBe('ACKNOWLEDGED');
    expect(['SETTLED', 'RECONCILED']).toContain(after.state);
  });

  it('stops a batch of which more lines are changed than a statement has parameters', async () => {
    const id = await approved();
    await kit.superuser.query(`
      insert into payments.line select copy.* from payments.line one cross join generate_series(1, 66000) n
        cross join lateral jsonb_populate_record(one, jsonb_build_object('instr_id', 'I' || n, 'end_to_end_id', 'E' || n,
          'uetr', gen_random_uuid(), 'leaf_index', n + 2, 'entitlement_id', gen_random_uuid(),
          'benefit_id', gen_random_uuid())) copy
      where one.leaf_index = 0`);
    kit.openimis.benefits.set(PAYROLL, []);
    expect(await advance(id)).toMatchObject({ state: 'CANCELLED', lines: [] });
    expect(await rows('select 1 from payments.attempt')).toEqual([]);
  });

  it('stops the batch when it is all of it: nothing is sealed', async () => {
    const id = await approved();
    kit.openimis.persons.clear();
    const batch = await advance(id);
    expect(batch).toMatchObject({ state: 'CANCELLED', count: 2 });
    expect(await rows('select 1 from payments.file')).toEqual([]);
    expect(await rows('select 1 from payments.attempt where live')).toEqual([]);
  });
});
