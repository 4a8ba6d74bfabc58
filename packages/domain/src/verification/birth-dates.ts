import type { BirthDate } from '@interlink/contracts/enrolment/states';

/** `partial`: they agree as far as the less precise of the two goes. */
export type BirthDateComparison = 'match' | 'partial' | 'differs';

const LENGTH = { year: 4, month: 7, day: 10 } as const;

/** Compares at the coarser precision of the two. */
export function compareBirthDates(a: BirthDate, b: BirthDate): BirthDateComparison {
  const length = Math.min(LENGTH[a.precision], LENGTH[b.precision]);
  if (a.date.slice(0, length) !== b.date.slice(0, length)) return 'differs';
  return length === LENGTH.day ? 'match' : 'partial';
}
