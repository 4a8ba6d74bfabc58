export interface HeldEnrolment {
  readonly recordId: string;
  readonly programme: string;
  readonly status: string;
}

/** Programmes, each once. */
export interface EnrolmentNews {
  /** In which somebody is now who was not, or was only meant to be. */
  readonly enrolled: readonly string[];
  /** In which they stand otherwise than they did. */
  readonly statusChanged: readonly string[];
}

/**
 * What has become of somebody's enrolments, of which one may bring another amount or text and be no news at all. One
 * that is known only since it is over is history.
 */
export function enrolmentNews(
  before: readonly Pick<HeldEnrolment, 'recordId' | 'status'>[],
  now: readonly HeldEnrolment[],
): EnrolmentNews {
  const stood = new Map(before.map(({ recordId, status }) => [recordId, status]));
  const wasIn = ({ recordId }: HeldEnrolment) => (stood.get(recordId) ?? 'potential') !== 'potential';
  const isIn = ({ status }: HeldEnrolment) => status === 'active' || status === 'suspended';
  const changed = now.filter((one) => wasIn(one) && stood.get(one.recordId) !== one.status);
  return {
    enrolled: programmesOf(now.filter((one) => !wasIn(one) && isIn(one))),
    statusChanged: programmesOf(changed),
  };
}

const programmesOf = (some: readonly HeldEnrolment[]) => [...new Set(some.map(({ programme }) => programme))];
