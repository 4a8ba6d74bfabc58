import type { Beneficiary, OpenImisPerson, OpenImisSession, Programme } from '../openimis/port.js';

/** What openIMIS says of the people of some payments. */
export interface KnownPeople {
  readonly people: ReadonlyMap<string, OpenImisPerson>;
  /** Newest first; empty for a plan of households, whose beneficiaries are groups. */
  readonly enrolments: ReadonlyMap<string, readonly Beneficiary[]>;
}

/** In few requests, each answered with the row security of the session. */
export async function readPeople(
  { people: directory, programmes }: Pick<OpenImisSession, 'people' | 'programmes'>,
  some: readonly { readonly individualId: string }[],
  plan: Programme | undefined,
): Promise<KnownPeople> {
  const ids = [...new Set(some.map(({ individualId }) => individualId))];
  const people = await directory.findByIds(ids);
  const enrolments =
    plan?.kind === 'INDIVIDUAL'
      ? await programmes.findBeneficiariesOf([...people.keys()], plan.planId)
      : new Map<string, readonly Beneficiary[]>();
  return { people, enrolments };
}
