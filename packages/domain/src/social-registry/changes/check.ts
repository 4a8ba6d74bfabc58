import type { MaritalStatus } from '@interlink/contracts/registry/codes';
import type { PartialDate } from '@interlink/contracts/registry/values';
import type { BeginChange, LifeEvent } from '@interlink/contracts/social-registry/change-request';

export type ChangeMistake = 'already-dead' | 'before-birth' | 'date-in-future' | 'evidence-missing';

export type JoinMistake =
  'not-married' | 'spouse-dead' | 'spouse-in-household' | 'spouse-self' | 'spouse-without-household';

/** One of a couple, and the household of the social registry that they are in. */
export interface Partner {
  readonly personId: string;
  readonly householdId: string | null;
}

/** SR-027: why a marriage cannot join the household of the spouse; undefined when it can. */
export function joinMistake(
  maritalStatus: MaritalStatus,
  person: Partner,
  spouse: Partner & Pick<KnownLife, 'deathDate'>,
): JoinMistake | undefined {
  if (maritalStatus !== 'M') return 'not-married';
  if (spouse.personId === person.personId) return 'spouse-self';
  if (spouse.deathDate) return 'spouse-dead';
  if (spouse.householdId === null) return 'spouse-without-household';
  return spouse.householdId === person.householdId ? 'spouse-in-household' : undefined;
}

/** What the registry knows of the person that a life event can contradict. */
export interface KnownLife {
  readonly birthDate?: PartialDate | undefined;
  readonly deathDate?: PartialDate | undefined;
}

/**
 * SR-027: why a life event cannot be right; undefined when it can. `today`: YYYY-MM-DD. `needsEvidence`: events that
 * the deployment believes on paper only.
 */
export function changeMistake(
  { change, happenedOn, evidence }: Pick<BeginChange, 'change' | 'evidence' | 'happenedOn'>,
  { birthDate, deathDate }: KnownLife,
  today: string,
  needsEvidence: readonly LifeEvent[],
): ChangeMistake | undefined {
  if (happenedOn > today) return 'date-in-future';
  if (birthDate && happenedOn < earliest(birthDate)) return 'before-birth';
  // A child may be born to somebody who died; nothing else happens to the dead.
  if (deathDate && change.event !== 'birth') return 'already-dead';
  if (needsEvidence.includes(change.event) && evidence.length === 0) return 'evidence-missing';
  return undefined;
}

/** The first day that a partial date can mean; `date` is the last. */
export function earliest({ date, precision }: PartialDate): string {
  if (precision === 'day') return date;
  return precision === 'month' ? `${date.slice(0, 7)}-01` : `${date.slice(0, 4)}-01-01`;
}
