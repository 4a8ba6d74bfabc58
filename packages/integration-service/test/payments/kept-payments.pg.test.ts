import { countPayments } from '../../src/payments/service.js';
import { givenPayments } from './given-payments.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';

describe('S15: payments to somebody whose erasure is asked for', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened));

  it('are counted for the individual alone, and open until their batch is at its end', async () => {
    const batch = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    const { rows } = await kit.superuser.query('select individual_id from payments.line order by 1');
    const [one, other] = rows.map(({ individual_id: id }) => id as string);
    const count = (...individuals: string[]) => countPayments(kit.platform, individuals);
    expect(await count(one ?? '')).toEqual({ kept: 1, open: 1 });
    expect(await count(one ?? '', other ?? '')).toEqual({ kept: 2, open: 2 });
    expect(await count('00000000-0000-4000-8000-0000000000ff')).toEqual({ kept: 0, open: 0 });
    await kit.platform.inTransaction(kit.maker.actor, (tx) => kit.payments.cancel(tx, kit.maker, batch.id));
    expect(await count(one ?? '')).toEqual({ kept: 1, open: 0 });
  });
});
