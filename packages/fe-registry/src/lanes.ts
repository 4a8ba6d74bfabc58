import type { EnrolmentView } from '@interlink/contracts/registry/view';

/** An enrolment as a bar between two points of a picture, 0 at its beginning and 1 at its end. */
export interface Lane {
  readonly recordId: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly isActive: boolean;
}
export interface Lanes {
  readonly first: string;
  readonly last: string;
  readonly lanes: readonly Lane[];
}

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/**
 * Enrolments over time until `today` (YYYY-MM-DD), so that one sees which meet; undefined when none has a beginning.
 */
export function toLanes(enrolments: readonly EnrolmentView[], today: string): Lanes | undefined {
  const begun = enrolments.flatMap((one) => (one.enrolledOn === undefined ? [] : [{ ...one, from: one.enrolledOn }]));
  if (begun.length === 0) return undefined;
  const ends = begun.map(({ endsOn, from }) => (endsOn !== undefined && endsOn > from ? endsOn : laterOf(from, today)));
  const first = begun.map(({ from }) => from).reduce((one, other) => (one < other ? one : other));
  const last = ends.reduce(laterOf);
  const width = Math.max(1, at(last) - at(first));
  const place = (day: string) => (at(day) - at(first)) / width;
  const lanes = begun.map(({ recordId, programmeName, status, from }, index) => ({
    recordId,
    title: programmeName,
    from: place(from),
    to: place(ends[index] ?? last),
    isActive: status === 'active',
  }));
  return { first, last, lanes };
}

const laterOf = (one: string, other: string) => (one > other ? one : other);

/** The day, `share` of the way from one day to another: what a slider stands on. */
export function dayBetween(first: string, last: string, share: number): string {
  const day = Math.round(at(first) + (at(last) - at(first)) * share);
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
