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
  /** By the payments that we know; where there is none, by what the source says of the benefits themselves. */
  readonly paid: number;
  /**
   * `over`: more came than was due, or something that nothing was due for. `said`: paid, and only the source's word for
   * it.
   */
  readonly state: 'settled' | 'said' | 'open' | 'short' | 'over';
}

interface Sum extends Omit<Settlement, 'state'> {
  /** Of benefits that their source calls paid. */
  readonly said: number;
}

const NOT_DUE = ['rejected', 'cancelled'];

/** Entitlements against payments, newest period first: each sum stands beside what answers to it. */
export function settle({ benefits, payments }: Part): Settlement[] {
  const sums = new Map<string, Sum>();
  const add = (of: Of, { due = 0, paid = 0, said = 0 }) => {
    const before = sums.get(keyOf(of)) ?? { ...of, due: 0, paid: 0, said: 0 };
    sums.set(keyOf(of), { ...before, due: before.due + due, paid: before.paid + paid, said: before.said + said });
  };
  // Where there are payments, they are what counts, also when they came back.
  const counted = new Set(payments.map((payment) => keyOf(ofPayment(payment))));
  for (const { source, programme, amount, status, period, dueOn } of benefits) {
    if (!amount || NOT_DUE.includes(status)) continue;
    const of = { source, programme, period: period ?? monthOf(dueOn), currency: amount.currency };
    add(of, { due: amount.minor, said: status === 'paid' && !counted.has(keyOf(of)) ? amount.minor : 0 });
  }
  for (const payment of payments) {
    if (payment.status === 'paid') add(ofPayment(payment), { paid: payment.amount.minor });
  }
  return [...sums.values()].map(settled).sort(newestFirst);
}

type Of = Omit<Sum, 'due' | 'paid' | 'said'>;

const keyOf = ({ source, programme, period, currency }: Of) => JSON.stringify([source, programme, period, currency]);

const ofPayment = ({ source, programme, amount, period, paidOn }: Part['payments'][number]): Of => ({
  source,
  programme,
  period: period ?? monthOf(paidOn),
  currency: amount.currency,
});

function settled({ said, ...sum }: Sum): Settlement {
  if (said === 0) return { ...sum, state: stateOf(sum) };
  return { ...sum, paid: said, state: said === sum.due ? 'said' : 'short' };
}

const monthOf = (day: string | undefined) => day?.slice(0, 7) ?? '';

function stateOf({ due, paid }: Pick<Settlement, 'due' | 'paid'>): Settlement['state'] {
  if (paid === due) return 'settled';
  if (paid > due) return 'over';
  return paid === 0 ? 'open' : 'short';
}

const newestFirst = (one: Settlement, other: Settlement) =>
  other.period.localeCompare(one.period) || one.programme.localeCompare(other.programme);
