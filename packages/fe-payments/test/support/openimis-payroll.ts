import { approvePayroll, idOf, make, makePayrollOf } from '../../../integration-service/test/openimis/payroll';
import { clientOf, sessionOf } from '../../../integration-service/test/openimis/real-openimis';

const FLAT_AMOUNT = '32d96b58-898a-460a-b357-5fd4b95cd87c';

/** What is owed for a year at once: a total that two people must approve. */
async function makePlan(code: string, amount: number): Promise<void> {
  const admin = await clientOf('Admin');
  const plan = {
    code,
    name: code,
    calculation: FLAT_AMOUNT,
    benefitPlanId: await idOf(admin, 'benefitPlan(code: $text, isDeleted: false)', 'OAA'),
    benefitPlanType_Model: 'benefitplan',
    periodicity: 1,
    dateValidFrom: '2025-01-01',
    dateValidTo: '2035-12-31',
    jsonExt: JSON.stringify({
      calculation_rule: { fixed_batch: amount, limit_per_single_transaction: amount },
      advanced_criteria: [],
    }),
  };
  await make(admin, 'CreatePaymentPlan', plan);
  await idOf(admin, 'paymentPlan(code: $text)', code);
}

/** One month a test run: a person is paid once for a period. */
function someMonth(): string {
  const minutes = Math.floor(Date.now() / 60_000);
  return `${2000 + (minutes % 25)}-${String(1 + (Math.floor(minutes / 25) % 12)).padStart(2, '0')}`;
}

/** A payroll of the old-age allowance that openIMIS has approved, made by its maker; gives its id. */
export async function approvedPayroll(code: string, amount: number): Promise<string> {
  await makePlan(code, amount);
  const payrollId = await makePayrollOf({ name: code, plan: code, month: someMonth() });
  await approvePayroll('ana.approver', payrollId);
  return payrollId;
}

/** What openIMIS says now of each benefit of a payroll. */
export const benefitsOf = async (payrollId: string) => (await sessionOf('pam.payments')).payrolls.benefits(payrollId);
