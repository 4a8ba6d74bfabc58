import type { BatchCheck, CheckedLine, RecentPayment } from '../../src/payments/check-batch.js';

export const now = '2026-11-24T08:00:00.000Z';
export const daysAgo = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();

let serial = 0;
export const line = (over: Partial<CheckedLine> = {}): CheckedLine => {
  serial += 1;
  return {
    instrId: `I${serial}`,
    benefitCode: `B${serial}`,
    individualId: `person-${serial}`,
    amountMinor: 100_000 + serial,
    currency: 'KES',
    account: `account-${serial}`,
    accountCheckedAt: now,
    lifeCheckedAt: now,
    findings: [],
    ...over,
  };
};

export const batch = (over: Partial<BatchCheck> = {}): BatchCheck => ({
  programme: 'OAA',
  currency: 'KES',
  executionDate: '2026-11-26',
  now,
  earliest: '2026-11-25',
  isBankDay: true,
  budgetMinor: 10_000_000,
  accountFreshDays: 30,
  lifeFreshDays: 7,
  maxPerAccount: 1,
  lines: [line()],
  recent: [],
  ...over,
});

export const recent = (over: Partial<RecentPayment> = {}): RecentPayment => ({
  instrId: 'earlier',
  individualId: 'somebody',
  account: 'a',
  programme: 'OAA',
  amountMinor: 5000,
  executionDate: '2026-11-10',
  ...over,
});
