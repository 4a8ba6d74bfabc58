import { openJournal } from '../common/journal.js';
import { wholeOf } from '../common/whole.js';

/**
 * What the bank can be told to do to lines that it takes in: `reject` with a code; `return` after it was booked; `part`
 * books half; `pay-after-reject` (R8, the lying bank); `book-twice` (R8); `contradict` says settled, then rejected, and
 * has booked; `never-book` says settled and books nothing; `refuse-recall` calls nothing back; `lie-recall` says that
 * it has called back, and books all the same.
 */
export const LINE_CONDUCTS = [
  'reject',
  'return',
  'part',
  'pay-after-reject',
  'book-twice',
  'contradict',
  'never-book',
  'refuse-recall',
  'lie-recall',
] as const;
export type LineConduct = (typeof LINE_CONDUCTS)[number];

/** The next `times` lines (to this account, if it is given) go that way. */
export interface LineOrder {
  readonly kind: LineConduct;
  readonly times: number;
  readonly account?: string;
  /** ISO code for a rejection or a return. */
  readonly reason?: string;
  /** Bank days from booking to return. */
  readonly days?: number;
}

/** A statement that the bank has lost for as long as the order stands. */
export interface GapOrder {
  readonly kind: 'statement-gap';
  readonly account: string;
  readonly sequence: number;
}

/** The order that decides over a line. */
export interface Fate extends Pick<LineOrder, 'kind' | 'reason' | 'days'> {
  readonly order: number;
}

export interface Conduct {
  readonly open: () => readonly (LineOrder | GapOrder)[];
  order(order: LineOrder | GapOrder): void;
  /** What is ordered for a line to this account now; counts as used. */
  take(account: string): Fate | undefined;
  isHidden(account: string, sequence: number): boolean;
  clear(): void;
}

type Entry = { readonly order: LineOrder | GapOrder } | { readonly used: number } | { readonly clear: true };

/** Kept in the folder, so that a restarted bank still does what it was told. */
export function openConduct(folder: string): Conduct {
  const journal = openJournal<Entry>(folder, 'bank-conduct');
  const standing = () => {
    const orders = new Map<number, LineOrder | GapOrder>();
    for (const [at, entry] of journal.entries.entries()) {
      if ('clear' in entry) orders.clear();
      else if ('order' in entry) orders.set(at, entry.order);
      else useUp(orders, entry.used);
    }
    return orders;
  };
  return {
    open: () => [...standing().values()],
    order: (order) => journal.append({ order }),
    take(account) {
      for (const [at, order] of standing()) {
        if (order.kind === 'statement-gap' || (order.account ?? account) !== account) continue;
        journal.append({ used: at });
        const { kind, reason, days } = order;
        return { order: at, kind, ...(reason && { reason }), ...(days !== undefined && { days }) };
      }
      return undefined;
    },
    isHidden: (account, sequence) =>
      [...standing().values()].some(
        (order) => order.kind === 'statement-gap' && order.account === account && order.sequence === sequence,
      ),
    clear: () => journal.append({ clear: true }),
  };
}

function useUp(orders: Map<number, LineOrder | GapOrder>, at: number): void {
  const order = orders.get(at);
  if (!order || order.kind === 'statement-gap') return;
  if (order.times > 1) orders.set(at, { ...order, times: order.times - 1 });
  else orders.delete(at);
}

/** From a JSON body; a sentence when it is no order. */
export function readOrder(fields: Readonly<Record<string, unknown>>): LineOrder | GapOrder | string {
  const { account, reason } = fields;
  if (fields['kind'] === 'statement-gap') {
    const sequence = wholeOf(fields['sequence']);
    if (typeof account !== 'string' || Number.isNaN(sequence)) return 'A gap needs account and sequence.';
    return { kind: 'statement-gap', account, sequence };
  }
  const kind = LINE_CONDUCTS.find((name) => name === fields['kind']);
  if (!kind) return `The bank can be told: ${LINE_CONDUCTS.join(', ')}, statement-gap.`;
  const [times, days] = [wholeOf(fields['times'] ?? 1), wholeOf(fields['days'] ?? 1)];
  if (!(times >= 1 && days >= 1)) return 'times and days are whole numbers of at least 1.';
  return {
    ...{ kind, times, days },
    ...(typeof account === 'string' && { account }),
    ...(typeof reason === 'string' && { reason }),
  };
}
