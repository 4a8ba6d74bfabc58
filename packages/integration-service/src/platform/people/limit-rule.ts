/** How many people an operator may look at in a day (S12). */
export interface PeopleLimits {
  /** From this person on a reason is asked. */
  readonly askAt: number;
  /** From this person on there are no more. */
  readonly stopAt: number;
}

export const PEOPLE_LIMITS: PeopleLimits = { askAt: 200, stopAt: 500 };

export type PeopleRefusal = 'platform.reason-needed' | 'platform.too-many-people';

/**
 * Whether an operator may see so many different people today, those who would be shown now among them. `fresh`: how
 * many of them are new; who was seen today already may always be seen again.
 */
export function refusePeople(
  people: number,
  fresh: number,
  hasReason: boolean,
  { askAt, stopAt }: PeopleLimits,
): PeopleRefusal | undefined {
  if (fresh === 0) return undefined;
  if (people >= stopAt) return 'platform.too-many-people';
  return people >= askAt && !hasReason ? 'platform.reason-needed' : undefined;
}
