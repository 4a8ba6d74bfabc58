import type { MembershipData } from '@interlink/contracts/registry/household';
import { statementAt, statementOrFirst, type Moment } from './bitemporal.js';
import type { RecordHistory } from './fold-person.js';

type Household = RecordHistory<'household'>;

/** Whether it holds on that day: from its first day on, until the day before its end. */
export const isMemberOn = (
  { from, to }: { readonly from?: string | null | undefined; readonly to?: string | null | undefined },
  day: string,
): boolean => (from ?? day) <= day && (to === undefined || to === null || to > day);

/**
 * Who belongs to a household on a day, as known at a moment, each once. Of days before anything is known of it those
 * belong to it of whom the first statement says since when: nobody is taken to have lived there ever.
 */
export function membersAt({ statements }: Household, moment: Moment): readonly MembershipData[] {
  const { asOf } = moment;
  const isKnown = statementAt(statements, moment) !== undefined;
  const members = statementOrFirst(statements, moment)?.data?.members ?? [];
  const present = members.filter((one) => isMemberOn(one, asOf) && (isKnown || one.from !== undefined));
  return [...new Map(present.map((one) => [one.personKey, one])).values()];
}

/** By the source's keys: whom a statement named a member, and the one that holds now does not. */
export function formerMembers({ statements }: Household, now: Moment): readonly string[] {
  const named = (one: Household['statements'][number] | undefined) =>
    one?.data?.members.map(({ personKey }) => personKey) ?? [];
  const present = new Set(named(statementAt(statements, now)));
  return [...new Set(statements.flatMap(named))].filter((key) => !present.has(key));
}
