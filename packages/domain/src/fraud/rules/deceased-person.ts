import type { FraudRule } from '../rule.js';

/**
 * A death without a date, or of a year or month only, counts from its first day: the registry says that it happened.
 */
export const deceasedPerson: FraudRule = {
  id: 'deceased-person',
  code: 'F02',
  version: '1',
  severity: 'BLOCK',
  explanation: 'Civil registry reports death on {death}; payment dated {payDate}.',
  action: 'check-death',
  inspect({ death, payDate, period }) {
    if (!death) return undefined;
    const firstDay = death.date === undefined ? undefined : `${death.date}-01-01`.slice(0, 10);
    if (firstDay !== undefined && firstDay > payDate) return undefined;
    // Alive to the end of what is paid for: arrears, which are the heirs'.
    if (firstDay !== undefined && period && firstDay > period.to) return undefined;
    return { death: death.date ?? 'unknown', payDate, source: death.source };
  },
};
