import type { FraudRule } from '../rule.js';

/** One person is paid once for one programme and period, whatever the number of benefits that openIMIS made. */
export const duplicatePayment: FraudRule = {
  id: 'duplicate-payment',
  code: 'F08',
  version: '1',
  severity: 'BLOCK',
  explanation: 'This period is already paid, or being paid, by {instrId} ({state}).',
  action: 'leave-out',
  inspect({ earlierPayment }) {
    return earlierPayment && { instrId: earlierPayment.instrId, state: earlierPayment.state };
  },
};
