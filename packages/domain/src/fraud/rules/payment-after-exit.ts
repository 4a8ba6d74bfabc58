import type { FraudRule } from '../rule.js';

const PAYABLE = ['ACTIVE'];

/** Who left or was suspended is not paid for what came after; what is owed for the time before may still be paid. */
export const paymentAfterExit: FraudRule = {
  id: 'payment-after-exit',
  code: 'F09',
  version: '1',
  severity: 'BLOCK',
  explanation: 'The enrolment is {status} since {endedOn}; the payment covers up to {until}.',
  action: 'check-enrolment',
  inspect({ enrolment, period, payDate }) {
    if (!enrolment || PAYABLE.includes(enrolment.status)) return undefined;
    const until = period?.to ?? payDate;
    if (enrolment.endedOn !== undefined && enrolment.endedOn > until) return undefined;
    return { status: enrolment.status, endedOn: enrolment.endedOn ?? 'unknown', until };
  },
};
