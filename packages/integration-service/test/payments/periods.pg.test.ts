import { randomUUID } from 'node:crypto';
import type { Period } from '@interlink/domain/payments/period';
import { givenPayments } from './given-payments.js';
import { knowAsOne } from './know-as-one.js';
import { givePayroll, PAYROLL, type PaymentsKit } from './payments-kit.js';
import { payBatch } from './paying.js';

jest.setTimeout(120_000);

describe('A1.5: two payment cycles of a programme, the second paid long after the first', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'good');

  const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };
  const giveCycle = (cycle: string, period: Period | undefined, place: number) => {
    givePayroll(kit, 2);
    const { payrolls, benefits } = kit.openimis;
    const [payroll, benefit] = [payrolls.get(PAYROLL), benefits.get(PAYROLL)?.[place]];
    if (!payroll || !benefit) throw new Error('nobody is paid');
    payrolls.set(PAYROLL, { ...payroll, cycle, ...(period && { period }) });
    benefits.set(PAYROLL, [{ ...benefit, benefitId: randomUUID(), code: `BEN-${cycle}` }]);
  };
  /** What the checks before approval find about the second. */
  const checksOfSecond = async (period: Period | undefined, place = 0) => {
    giveCycle('2026-11', NOVEMBER, 0);
    await payBatch(kit);
    await kit.passTime(60 * 86_400_000);
    giveCycle('2026-X', period, place);
    const { id } = await kit.payments.make(kit.maker, { payrollId: PAYROLL });
    const { checks } = await kit.payments.reads.head(kit.maker, id);
    return checks?.report.findings.filter(({ check }) => check === 'periods-overlap');
  };

  it('are held for who is in both when they share a day', async () => {
    expect(await checksOfSecond({ from: '2026-11-30', to: '2026-12-31' })).toMatchObject([
      { severity: 'HOLD', count: 1, values: { from: '2026-11-01', to: '2026-11-30' } },
    ]);
  });

  it.each([
    ['the second begins when the first is over', { from: '2026-12-01', to: '2026-12-31' }],
    ['the second has no days', undefined],
  ])('are not held when %s', async (_why, period) => {
    expect(await checksOfSecond(period)).toEqual([]);
  });

  it('are not held for different people', async () => {
    expect(await checksOfSecond(NOVEMBER, 1)).toEqual([]);
  });

  // The last one: the registry knows them as one from here on.
  it('are held for who is in each of them by another individual', async () => {
    await knowAsOne(kit, [0, 1]);
    expect(await checksOfSecond(NOVEMBER, 1)).toMatchObject([{ severity: 'HOLD', count: 1 }]);
  });
});
