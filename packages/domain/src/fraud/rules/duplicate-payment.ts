import { hasFailed } from '../../payments/line-state.js';
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
    if (!earlierPayment || hasFailed(earlierPayment.state)) return undefined;
    return { instrId: earlierPayment.instrId, state: earlierPayment.state };
  },
};
