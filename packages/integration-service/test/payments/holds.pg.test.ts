import { randomUUID } from 'node:crypto';
import { PAYMENT_HOLD_CHANGED, type PaymentHold } from '@interlink/contracts/payments/hold';
import { systemActor } from '../../src/platform/actor.js';
import { givenPayments } from './given-payments.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';

const FIRST = '00000000-0000-4000-8000-000000000010';

describe('S10; D, row 4: whom an enrolment keeps from being paid', () => {
  let kit: PaymentsKit;
  let journeyId: string;
  givenPayments(2, (opened) => (kit = opened), 'worst');
  beforeEach(() => {
    journeyId = randomUUID();
  });

  const tell = async (hold: PaymentHold | undefined, over: { isEnrolled?: boolean; journeyId?: string } = {}) =>
    kit.payments.holds.handle({
      id: randomUUID(),
      kind: PAYMENT_HOLD_CHANGED,
      body: { journeyId, individualId: FIRST, programme: 'OAA', isEnrolled: false, ...(hold && { hold }), ...over },
      actor: systemActor(randomUUID()),
    });
  const make = () => kit.payments.make(kit.maker, { payrollId: PAYROLL });
  const leftOut = async () => (await make()).exclusions.map(({ reason }) => reason);

  it.each(['approval-in-doubt', 'check-missing', 'enrolment-unfinished'] as const)(
    'is left out of a batch, with the reason: %s',
    async (hold) => {
      await tell(hold);
      expect(await leftOut()).toEqual([hold]);
    },
  );

  it('is paid once the missing check came, and the telling may come twice', async () => {
    await tell('check-missing', { isEnrolled: true });
    await tell('check-missing', { isEnrolled: true });
    await tell(undefined, { isEnrolled: true });
    await tell(undefined, { isEnrolled: true });
    expect(await leftOut()).toEqual([]);
  });

  it('is the gravest reason of several journeys, and all are over when a later one ends well', async () => {
    await tell('enrolment-unfinished', { journeyId: randomUUID() });
    await tell('approval-in-doubt', { journeyId: randomUUID() });
    await tell('enrolment-unfinished');
    const { rows } = await kit.superuser.query('select count(*)::int as n from payments.enrolment_hold');
    expect(rows).toEqual([{ n: 3 }]);
    expect(await leftOut()).toEqual(['approval-in-doubt']);
    await forgetBatches();
    await tell(undefined, { isEnrolled: true });
    expect(await leftOut()).toEqual([]);
  });

  it('is another programme’s business there only', async () => {
    await kit.payments.holds.handle({
      id: randomUUID(),
      kind: PAYMENT_HOLD_CHANGED,
      body: { journeyId, individualId: FIRST, programme: 'CG', isEnrolled: false, hold: 'approval-in-doubt' },
      actor: systemActor(randomUUID()),
    });
    expect(await leftOut()).toEqual([]);
  });

  it('is taken out at the seal when the doubt came after the approval', async () => {
    const { id, statementHash } = await make();
    await tell('approval-in-doubt');
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, id, { statementHash }),
    );
    await kit.payments.advance(id, kit.maker.actor);
    const batch = await kit.payments.get(kit.maker, id);
    expect(batch).toMatchObject({ state: 'VALIDATED', count: 1, exclusions: [{ reason: 'approval-in-doubt' }] });
    expect(batch.statementHash).not.toBe(statementHash);
  });

  it('is in the audit, when it begins and when it ends', async () => {
    await tell('check-missing', { isEnrolled: true });
    await tell(undefined, { isEnrolled: true });
    const { rows } = await kit.superuser.query(
      `select header ->> 'action' as action from platform.audit_entry
       where header ->> 'stream' = $1 order by seq`,
      [`journey:${journeyId}`],
    );
    expect(rows).toEqual([{ action: 'payments.place-hold' }, { action: 'payments.lift-hold' }]);
  });

  async function forgetBatches() {
    await kit.superuser.query('truncate payments.batch, payments.attempt, payments.entitlement, payments.line cascade');
  }
});
