import type { Benefit, OpenImisSession } from '../../src/openimis/port.js';
import type { FakeOpenImis } from './fake-openimis-state.js';

/** Takes back only rows that openIMIS would: known, ACCEPTED, with a receipt. */
export function payrollsOf(fake: FakeOpenImis, did: (operation: string) => string): OpenImisSession['payrolls'] {
  return {
    async find(payrollId) {
      did('findPayroll');
      return fake.payrolls.get(payrollId);
    },
    async benefits(payrollId) {
      did('benefits');
      return fake.benefits.get(payrollId) ?? [];
    },
    async reconcile(payrollId, _fileName, paid) {
      did('reconcile');
      const taken = (benefit: Benefit) =>
        paid.find(({ code, receipt }) => benefit.code === code && benefit.status === 'ACCEPTED' && receipt !== '');
      const after = (fake.benefits.get(payrollId) ?? []).map((benefit) => {
        const row = taken(benefit);
        return row ? { ...benefit, status: 'RECONCILED', receipt: row.receipt } : benefit;
      });
      fake.benefits.set(payrollId, after);
    },
    async close(payrollId) {
      did('closePayroll');
      const payroll = fake.payrolls.get(payrollId);
      if (payroll) fake.payrolls.set(payrollId, { ...payroll, status: 'RECONCILED' });
    },
  };
}
