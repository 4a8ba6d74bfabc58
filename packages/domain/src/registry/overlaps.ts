import type { EnrolmentStatus } from '@interlink/contracts/registry/codes';

/** As much of an enrolment as overlaps are found by. */
export interface Enrolled {
  readonly recordId: string;
  readonly source: string;
  readonly programme: string;
  readonly status: EnrolmentStatus;
  readonly enrolledOn?: string;
  readonly endsOn?: string;
}

export interface Overlap<E extends Enrolled = Enrolled> {
  /** In an order that never changes. */
  readonly enrolments: readonly [E, E];
  /** `met`: two systems pay one person at the same time, which none of them can know. */
  readonly why: 'incompatible' | 'same-programme' | 'met';
  /** First day on which both hold; undefined when neither says. */
  readonly from?: string;
}

const LIVE: readonly EnrolmentStatus[] = ['active', 'suspended'];

/** Pairs of live enrolments that hold at the same time and that somebody has to look at. */
export function findOverlaps<E extends Enrolled>(
  enrolments: readonly E[],
  incompatible: (one: string, other: string) => boolean,
): readonly Overlap<E>[] {
  const live = enrolments
    .filter(({ status }) => LIVE.includes(status))
    .sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
  return live.flatMap((one, at) =>
    live.slice(at + 1).flatMap((other) => {
      const why = reasonFor(one, other, incompatible);
      if (!why || !holdTogether(one, other)) return [];
      const from = [one.enrolledOn, other.enrolledOn]
        .filter((day) => day !== undefined)
        .sort()
        .at(-1);
      return [{ enrolments: [one, other] as const, why, ...(from !== undefined && { from }) }];
    }),
  );
}

function reasonFor(one: Enrolled, other: Enrolled, incompatible: (a: string, b: string) => boolean) {
  if (one.programme === other.programme) return 'same-programme' as const;
  if (incompatible(one.programme, other.programme)) return 'incompatible' as const;
  return one.source === other.source ? undefined : ('met' as const);
}

function holdTogether(one: Enrolled, other: Enrolled): boolean {
  const ends = (a: Enrolled, b: Enrolled) =>
    a.endsOn !== undefined && b.enrolledOn !== undefined && a.endsOn <= b.enrolledOn;
  return !ends(one, other) && !ends(other, one);
}
