import type { Place } from '@interlink/contracts/registry/values';
import { earliest, type KnownLife } from './check.js';

/**
 * SR-027: whether somebody moves with their household on that day (YYYY-MM-DD): who is dead, was not born yet or lives
 * there already does not.
 */
export function movesAlong(
  { birthDate, deathDate, place }: KnownLife & { readonly place?: Place | undefined },
  happenedOn: string,
  to: Place | undefined,
): boolean {
  if (deathDate || (birthDate && happenedOn < earliest(birthDate))) return false;
  return place?.locationId !== to?.locationId;
}
