import type { Making } from '@interlink/contracts/payments/making';
import { createPayments, type Payments } from '../../src/payments/service.js';
import { forgetPayments, givePayroll, openPaymentsKit, PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

describe('a batch of more people than one waits for', () => {
  let kit: PaymentsKit;
  /** Nobody waits for its makings at all: openIMIS says nothing before the answer is there. */
  let hurried: Payments;
  beforeAll(async () => {
    kit = await openPaymentsKit('good');
    hurried = hurry(kit.verification);
  }, 120_000);
  afterAll(() => kit.close());
  beforeEach(async () => {
    await forgetPayments(kit);
    givePayroll(kit, 2);
  });

  function hurry(verification: PaymentsKit['verification']): Payments {
    const { openimis, interconnection, platform } = kit;
    const asOperator: typeof openimis.asOperator = (...by) => {
      const session = openimis.asOperator(...by);
      const find: typeof session.payrolls.find = async (id) => {
        await answerIsThere;
        return session.payrolls.find(id);
      };
      return { ...session, payrolls: { ...session.payrolls, find } };
    };
    let answerIsThere = Promise.resolve();
    const payments = createPayments(platform, {
      ...{ openimis: { ...openimis, asOperator }, verification, interconnection, makingWaitMs: 0 },
    });
    const begin: typeof payments.makings.begin = async (operator, body) => {
      let answered: () => void = () => undefined;
      answerIsThere = new Promise((resolve) => (answered = resolve));
      try {
        return await payments.makings.begin(operator, body);
      } finally {
        answered();
      }
    };
    return { ...payments, makings: { ...payments.makings, begin } };
  }

  async function untilOver(id: string, after: string[] = []): Promise<Making> {
    const making = await hurried.makings.find(kit.maker, id);
    after.push(making.state);
    if (making.state !== 'under-way') return making;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return untilOver(id, after);
  }

  it('is there with the answer when it was made soon', async () => {
    const { id, isMade } = await kit.payments.makings.begin(kit.maker, { payrollId: PAYROLL });
    expect(isMade).toBe(true);
    expect(await kit.payments.get(kit.maker, id)).toMatchObject({ id, state: 'VALIDATED', count: 2 });
  });

  it('is made on after the answer, under the id that was given, and says how far it is', async () => {
    const { id, isMade } = await hurried.makings.begin(kit.maker, { payrollId: PAYROLL });
    expect(isMade).toBe(false);
    const states: string[] = [];
    const over = await untilOver(id, states);
    expect(states[0]).toBe('under-way');
    expect(over).toEqual({ id, payrollId: PAYROLL, state: 'made', done: 2, total: 2 });
    expect(await kit.payments.get(kit.maker, id)).toMatchObject({ id, count: 2 });
  });

  it('says why it was refused to who still waits and to who asks later', async () => {
    const payroll = kit.openimis.payrolls.get(PAYROLL);
    kit.openimis.payrolls.set(PAYROLL, { ...payroll, status: 'PENDING_APPROVAL' } as never);
    await expect(kit.payments.makings.begin(kit.maker, { payrollId: PAYROLL })).rejects.toMatchObject({
      code: 'payments.payroll-refused',
      details: { reason: 'payroll-not-approved' },
    });
    const { id } = await hurried.makings.begin(kit.maker, { payrollId: PAYROLL });
    expect(await untilOver(id)).toMatchObject({
      state: 'refused',
      problem: { code: 'payments.payroll-refused', status: 422, details: { reason: 'payroll-not-approved' } },
    });
  });

  it('S13: tells of a failure of our own no more than that there was one', async () => {
    const broken = { ...kit.verification, checkAccount: () => Promise.reject(new Error('Mercy Omondi 01100000001')) };
    const { id } = await hurry(broken).makings.begin(kit.maker, { payrollId: PAYROLL });
    const over = await untilOver(id);
    expect(over).toMatchObject({ state: 'refused', problem: { code: 'platform.internal', details: {} } });
    expect(JSON.stringify(over)).not.toContain('Mercy');
  });

  it('S2: is not there for another institution', async () => {
    const { id } = await kit.payments.makings.begin(kit.maker, { payrollId: PAYROLL });
    await expect(kit.payments.makings.find(kit.stranger, id)).rejects.toMatchObject({
      code: 'payments.batch-not-found',
    });
  });

  it('is lost, with nothing kept of it, when the service that was at it has been silent for two minutes', async () => {
    const { id } = await kit.payments.makings.begin(kit.maker, { payrollId: PAYROLL });
    await kit.superuser.query("update payments.making set state = 'under-way' where id = $1", [id]);
    expect((await kit.payments.makings.find(kit.maker, id)).state).toBe('under-way');
    kit.clock.advance(121_000);
    expect((await kit.payments.makings.find(kit.maker, id)).state).toBe('lost');
  });

  it('S7: asks openIMIS about all its people together, with the token of who makes it', async () => {
    kit.openimis.calls.length = 0;
    await kit.payments.makings.begin(kit.maker, { payrollId: PAYROLL });
    const asked = kit.openimis.calls.filter(({ operation }) => operation.startsWith('findBy'));
    expect(asked.map(({ operation }) => operation)).toEqual(['findByCode', 'findByIds']);
    expect(new Set(asked.map(({ by }) => by)).size).toBe(1);
  });
});
