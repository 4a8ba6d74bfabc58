import type { FraudRule } from '../rule.js';

/** More than the plan pays at once; several months together need a person's decision. */
export const overCeiling: FraudRule = {
  id: 'over-ceiling',
  code: 'F10',
  version: '1',
  severity: 'BLOCK',
  explanation: 'Amount {amount} {currency} (minor units) exceeds the ceiling {ceiling}.',
  action: 'check-amount',
  inspect({ amountMinor, currency, ceilingMinor, approvedArrears }) {
    if (ceilingMinor === undefined || approvedArrears || amountMinor <= ceilingMinor) return undefined;
    return { amount: String(amountMinor), currency, ceiling: String(ceilingMinor) };
  },
};
