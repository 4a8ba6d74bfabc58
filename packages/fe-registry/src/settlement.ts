import type { PersonView } from '@interlink/contracts/registry/view';

type Part = Pick<PersonView, 'benefits' | 'payments'>;

/** What was due and what came, of one programme and period in one currency. Whole minor units. */
export interface Settlement {
  readonly programme: string;
  readonly source: string;
  /** The period's name, or the month in which it was due or paid. */
  readonly period: string;
  readonly currency: string;
  readonly due: number;
  readonly paid: number;
  /** `over`: more came than was due, or something that nothing was due for. */
  readonly state: 'settled' | 'open' | 'short' | 'over';
}

const NOT_DUE = ['rejected', 'cancelled'];

/** Entitlements against payments, newest period first: each sum stands beside what answers to it. */
export function settle({ benefits, payments }: Part): Settlement[] {
  const sums = new Map<string, Omit<Settlement, 'state'>>();
  const add = (of: Omit<Settlement, 'due' | 'paid' | 'state'>, due: number, paid: number) => {
    const key = JSON.stringify([of.source, of.programme, of.period, of.currency]);
    const before = sums.get(key) ?? { ...of, due: 0, paid: 0 };
    sums.set(key, { ...before, due: before.due + due, paid: before.paid + paid });
  };
  for (const { source, programme, amount, status, period, dueOn } of benefits) {
    if (!amount || NOT_DUE.includes(status)) continue;
    add({ source, programme, period: period ?? monthOf(dueOn), currency: amount.currency }, amount.minor, 0);
  }
  for (const { source, programme, amount, status, period, paidOn } of payments) {
    if (status !== 'paid') continue;
    add({ source, programme, period: period ?? monthOf(paidOn), currency: amount.currency }, 0, amount.minor);
  }
  return [...sums.values()].map((sum) => ({ ...sum, state: stateOf(sum) })).sort(newestFirst);
}

const monthOf = (day: string | undefined) => day?.slice(0, 7) ?? '';

function stateOf({ due, paid }: Pick<Settlement, 'due' | 'paid'>): Settlement['state'] {
  if (paid === due) return 'settled';
  if (paid > due) return 'over';
  return paid === 0 ? 'open' : 'short';
}

const newestFirst = (one: Settlement, other: Settlement) =>
  other.period.localeCompare(one.period) || one.programme.localeCompare(other.programme);
