import type { Finding } from '@interlink/contracts/fraud/finding';
import { toDecimal } from './money.js';
import { periodsOverlap, type Period } from './period.js';

/** A line of a batch as the checks before approval look at it. */
export interface CheckedLine {
  readonly instrId: string;
  readonly benefitCode: string;
  readonly individualId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Keyed hash of the account. */
  readonly account: string;
  /** ISO time of the last answer about the account. */
  readonly accountCheckedAt?: string | undefined;
  /** ISO time of the last answer of the civil registry; absent when it did not answer. */
  readonly lifeCheckedAt?: string | undefined;
  readonly findings: readonly Finding[];
}

/** Another payment to the same account or person not long before. */
export interface RecentPayment {
  readonly instrId: string;
  /** The person of the batch to whom it went, whichever of several individuals that is. */
  readonly individualId: string;
  readonly account: string;
  readonly programme: string;
  readonly amountMinor: number;
  readonly executionDate: string;
  /** What it paid for, when its cycle says so. */
  readonly period?: Period | undefined;
}

export interface BatchCheck {
  readonly programme: string;
  /** What it pays for, when its cycle says so. */
  readonly period?: Period | undefined;
  readonly currency: string;
  readonly executionDate: string;
  /** ISO time. */
  readonly now: string;
  /** `YYYY-MM-DD`: first day that the bank can still pay on. */
  readonly earliest: string;
  readonly isBankDay: boolean;
  /** Minor units that the programme may still pay; absent when nobody said. */
  readonly budgetMinor?: number | undefined;
  readonly fundsMinor?: number | undefined;
  /** What the other side takes for the transfers; absent when it takes nothing that is known here. */
  readonly fees?: { readonly bearer: 'payee' | 'payer'; readonly minor: number } | undefined;
  /** Most that an account may be paid on one day, and may hold; minor units. Absent: nobody limits them. */
  readonly walletLimits?:
    { readonly dayMinor?: number | undefined; readonly balanceMinor?: number | undefined } | undefined;
  readonly accountFreshDays: number;
  readonly lifeFreshDays: number;
  readonly maxPerAccount: number;
  readonly lines: readonly CheckedLine[];
  readonly recent: readonly RecentPayment[];
}

export type CheckSeverity = 'BLOCK' | 'HOLD' | 'WARN' | 'INFO';

/** One thing that a payment officer should look at: what, how much of it, and what to do. */
export interface CheckFinding {
  readonly check: string;
  readonly severity: CheckSeverity;
  /** Lines it is about; none when it is about the whole batch. */
  readonly lines: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly action: string;
}

const DAY_MS = 86_400_000;
/** So many days around its day, other payments to the same account or person are looked at. */
export const NEAR_DAYS = 25;

/** The report before approval, worst first. A BLOCK keeps the batch a draft. */
export function checkBatch(batch: BatchCheck): readonly CheckFinding[] {
  const order: readonly CheckSeverity[] = ['BLOCK', 'HOLD', 'WARN', 'INFO'];
  const found = [
    ...checkCalendar(batch),
    ...checkMoney(batch),
    ...checkFees(batch),
    ...checkWalletLimits(batch),
    ...checkAccounts(batch),
    ...checkFreshness(batch),
    ...checkNearDuplicates(batch),
    ...checkPeriods(batch),
    ...checkFraud(batch),
  ];
  return found.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function checkCalendar({ executionDate, earliest, isBankDay }: BatchCheck): readonly CheckFinding[] {
  const values = { executionDate, earliest };
  const block = (check: string) => [{ check, severity: 'BLOCK' as const, lines: [], values, action: 'move-date' }];
  if (!isBankDay) return block('not-a-bank-day');
  return executionDate < earliest ? block('after-cut-off') : [];
}

function checkMoney({ lines, currency, budgetMinor, fundsMinor, fees }: BatchCheck): readonly CheckFinding[] {
  const foreign = lines.filter((line) => line.currency !== currency).map(({ instrId }) => instrId);
  // I12: what is in another currency is blocked, and no part of the sum.
  const payments = lines.reduce((sum, line) => sum + (line.currency === currency ? line.amountMinor : 0), 0);
  const total = payments + (fees?.bearer === 'payer' ? fees.minor : 0);
  const text = (minor: number) => `${toDecimal({ minor, currency })} ${currency}`;
  const found: CheckFinding[] = [];
  if (foreign.length > 0) {
    found.push({ check: 'several-currencies', severity: 'BLOCK', lines: foreign, values: {}, action: 'leave-out' });
  }
  if (budgetMinor !== undefined && total > budgetMinor) {
    const values = { total: text(total), budget: text(budgetMinor) };
    found.push({ check: 'over-budget', severity: 'BLOCK', lines: [], values, action: 'ask-budget-holder' });
  }
  if (fundsMinor !== undefined && total > fundsMinor) {
    const values = { total: text(total), funds: text(fundsMinor) };
    found.push({ check: 'funds-short', severity: 'BLOCK', lines: [], values, action: 'alert-treasury' });
  }
  if (budgetMinor === undefined) {
    const values = { total: text(total) };
    found.push({ check: 'budget-not-known', severity: 'INFO', lines: [], values, action: 'compare-with-budget' });
  }
  return found;
}

/** A fee that the payee bears makes a benefit smaller than what was granted: that is not for a footnote. */
function checkFees({ fees, currency }: BatchCheck): readonly CheckFinding[] {
  if (!fees || fees.minor === 0) return [];
  const values = { fees: `${toDecimal({ minor: fees.minor, currency })} ${currency}`, bearer: fees.bearer };
  return fees.bearer === 'payer'
    ? [{ check: 'fees-of-payer', severity: 'INFO', lines: [], values, action: 'compare-with-budget' }]
    : [{ check: 'fees-of-payee', severity: 'WARN', lines: [], values, action: 'decide' }];
}

/**
 * A7: what an account gets on the day, of this batch and of others; beyond a limit the operator would refuse the rest
 * of it.
 */
function checkWalletLimits({ walletLimits, lines, recent, executionDate, currency }: BatchCheck) {
  const { dayMinor = Infinity, balanceMinor = Infinity } = walletLimits ?? {};
  const least = Math.min(dayMinor, balanceMinor);
  if (least === Infinity) return [];
  const sums = new Map<string, number>();
  const sameDay = recent.filter((one) => one.executionDate === executionDate);
  for (const { account, amountMinor } of [...sameDay, ...lines]) {
    sums.set(account, (sums.get(account) ?? 0) + amountMinor);
  }
  const over = lines.filter(({ account }) => (sums.get(account) ?? 0) > least).map(({ instrId }) => instrId);
  if (over.length === 0) return [];
  const isDay = dayMinor <= balanceMinor;
  const values = { limit: `${toDecimal({ minor: least, currency })} ${currency}` };
  const check = isDay ? 'over-day-limit' : 'over-balance-limit';
  return [{ check, severity: 'BLOCK' as const, lines: over, values, action: isDay ? 'move-date' : 'leave-out' }];
}

/** One account for many people: a village elder, a shop, or a thief. */
function checkAccounts({ lines, maxPerAccount }: BatchCheck): readonly CheckFinding[] {
  return groups(lines, ({ account }) => account)
    .map((group) => ({ group, people: new Set(group.map(({ individualId }) => individualId)).size }))
    .filter(({ people }) => people > maxPerAccount)
    .map(({ group, people }) => ({
      check: 'account-shared',
      severity: 'HOLD' as const,
      lines: group.map(({ instrId }) => instrId),
      values: { people: String(people), limit: String(maxPerAccount) },
      action: 'check-accounts',
    }));
}

function checkFreshness(batch: BatchCheck): readonly CheckFinding[] {
  const olderThan = (days: number, at: string | undefined) =>
    at === undefined || Date.parse(batch.now) - Date.parse(at) > days * DAY_MS;
  const find = (check: string, days: number, at: (line: CheckedLine) => string | undefined, action: string) => {
    const lines = batch.lines.filter((line) => olderThan(days, at(line))).map(({ instrId }) => instrId);
    if (lines.length === 0) return [];
    return [{ check, severity: 'WARN' as const, lines, values: { days: String(days) }, action }];
  };
  return [
    ...find('account-check-old', batch.accountFreshDays, (line) => line.accountCheckedAt, 'check-account-again'),
    ...find('life-not-checked', batch.lifeFreshDays, (line) => line.lifeCheckedAt, 'ask-civil-registry'),
  ];
}

/** Same account, amount and programme, or the same person, not long before: looked at, never silently dropped. */
function checkNearDuplicates({ lines, recent, programme, executionDate }: BatchCheck): readonly CheckFinding[] {
  const near = recent.filter(
    (one) =>
      one.programme === programme &&
      Math.abs(Date.parse(executionDate) - Date.parse(one.executionDate)) <= NEAR_DAYS * DAY_MS,
  );
  const key = (account: string, amount: number) => `${account}\n${amount}`;
  const known = new Map(near.map((one) => [key(one.account, one.amountMinor), one.instrId]));
  const people = new Map(near.map((one) => [one.individualId, one.instrId]));
  const isAlike = ({ account, amountMinor }: (typeof lines)[number]) => known.has(key(account, amountMinor));
  const alike = lines.filter(isAlike);
  const again = lines.filter((line) => people.has(line.individualId) && !isAlike(line));
  const twice = groups(lines, ({ account, amountMinor }) => key(account, amountMinor)).filter(
    ({ length }) => length > 1,
  );
  const found: CheckFinding[] = [];
  if (alike.length > 0) {
    const values = {
      days: String(NEAR_DAYS),
      earlier: known.get(key(alike[0]?.account ?? '', alike[0]?.amountMinor ?? 0)) ?? '',
    };
    const ids = alike.map(({ instrId }) => instrId);
    found.push({ check: 'paid-not-long-ago', severity: 'HOLD', lines: ids, values, action: 'compare-payments' });
  }
  if (again.length > 0) {
    const values = { days: String(NEAR_DAYS), earlier: people.get(again[0]?.individualId ?? '') ?? '' };
    const ids = again.map(({ instrId }) => instrId);
    found.push({ check: 'person-paid-not-long-ago', severity: 'HOLD', lines: ids, values, action: 'compare-payments' });
  }
  for (const group of twice) {
    const ids = group.map(({ instrId }) => instrId);
    const values = { lines: String(group.length) };
    found.push({ check: 'alike-in-batch', severity: 'WARN', lines: ids, values, action: 'compare-payments' });
  }
  return found;
}

/**
 * Two cycles of a programme that share a day pay it twice to whoever is in both, however far apart they are paid; one
 * cycle cannot (F08).
 */
function checkPeriods({ lines, recent, programme, period }: BatchCheck): readonly CheckFinding[] {
  if (!period) return [];
  const overlapping = new Map(
    recent
      .filter((one) => one.programme === programme && one.period && periodsOverlap(one.period, period))
      .map((one) => [one.individualId, one]),
  );
  const twice = lines.filter(({ individualId }) => overlapping.has(individualId));
  const [first] = twice;
  const earlier = first && overlapping.get(first.individualId);
  if (!earlier?.period) return [];
  const values = { earlier: earlier.instrId, from: earlier.period.from, to: earlier.period.to };
  const ids = twice.map(({ instrId }) => instrId);
  return [{ check: 'periods-overlap', severity: 'HOLD', lines: ids, values, action: 'compare-payments' }];
}

function checkFraud({ lines }: BatchCheck): readonly CheckFinding[] {
  return lines.flatMap(({ instrId, findings }) =>
    findings.map(({ code, severity, values, action }) => ({
      check: `fraud-${code}`,
      severity: severity === 'REVIEW' ? ('WARN' as const) : severity,
      lines: [instrId],
      values,
      action,
    })),
  );
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group) group.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}
