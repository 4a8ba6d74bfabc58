import type { BirthDate } from '@interlink/contracts/enrolment/states';

export const ELIGIBILITY_RULES = '2026-11';

/** Someone in openIMIS who might be the applicant under another number. */
export interface SimilarPerson {
  readonly individualId: string;
  readonly nationalId?: string | undefined;
  readonly name: 'match' | 'close' | 'differs';
  readonly birthDate: 'match' | 'partial' | 'differs';
}

/**
 * What another beneficiary registry says: nobody of that number in a programme, somebody, or nothing that can be used.
 */
export type SaidElsewhere = 'clear' | 'enrolled' | 'unknown';

export interface EligibilityInput {
  readonly birthDate: BirthDate;
  /** YYYY-MM-DD, the day from which the enrolment counts. */
  readonly effectiveDate: string;
  readonly minimumAge?: number | undefined;
  readonly nationalId?: string | undefined;
  /** Enrolments of the applicant's own individual. */
  readonly enrolments: readonly {
    readonly beneficiaryId: string;
    readonly programme: string;
    readonly status: string;
  }[];
  readonly programme: string;
  /** Codes of programmes that this one cannot be held with. */
  readonly incompatibleWith: readonly string[];
  readonly similar: readonly SimilarPerson[];
  readonly isOpen: boolean;
  /** One a registry that was to be asked; left out: the programme asks none. None, although it asks: unknown. */
  readonly elsewhere?: readonly SaidElsewhere[] | undefined;
}

export interface EligibilityFinding {
  readonly reasons: readonly string[];
  readonly eligibleFrom?: string;
  readonly existingBeneficiaryId?: string;
}

/** The programme's rules over what is known; `branches.ts` says what each reason means. No reason: eligible. */
export function findEligibility(input: EligibilityInput): EligibilityFinding {
  const existing = input.enrolments.find((one) => one.programme === input.programme && isLive(one.status));
  const age = findAge(input);
  const reasons = [
    ...(input.isOpen ? [] : ['programme-closed']),
    ...(existing ? ['already-enrolled'] : []),
    ...age.reasons,
    ...(input.birthDate.precision === 'day' ? [] : ['birth-date-partial']),
    ...(hasIncompatible(input) ? ['incompatible-programme'] : []),
    ...reasonsElsewhere(input.elsewhere),
    ...(input.similar.some((person) => isSuspicious(person, input)) ? ['possible-duplicate'] : []),
  ];
  return {
    reasons,
    ...(age.eligibleFrom && { eligibleFrom: age.eligibleFrom }),
    ...(existing && { existingBeneficiaryId: existing.beneficiaryId }),
  };
}

function reasonsElsewhere(said: EligibilityInput['elsewhere']): readonly string[] {
  if (said === undefined) return [];
  const isUnknown = said.length === 0 || said.includes('unknown');
  return [...(said.includes('enrolled') ? ['enrolled-elsewhere'] : []), ...(isUnknown ? ['enrolments-unknown'] : [])];
}

/** What an answer of verification means here; anything but a plain one leaves it unknown. */
export function saidElsewhere({
  outcome,
  reasons,
}: {
  readonly outcome: string;
  readonly reasons: readonly string[];
}): SaidElsewhere {
  if (reasons.includes('enrolled-elsewhere')) return 'enrolled';
  return outcome === 'verified' ? 'clear' : 'unknown';
}

function isLive(status: string): boolean {
  return status !== 'GRADUATED';
}

function hasIncompatible({ enrolments, incompatibleWith }: EligibilityInput): boolean {
  return enrolments.some((one) => isLive(one.status) && incompatibleWith.includes(one.programme));
}

/** The same person under two identifiers, or a twin: alike in name and birth date. A person tells which. */
function isSuspicious(person: SimilarPerson, { nationalId }: EligibilityInput): boolean {
  if (person.nationalId !== undefined && person.nationalId === nationalId) return false;
  return person.name !== 'differs' && person.birthDate !== 'differs';
}

function findAge({ birthDate, minimumAge, effectiveDate }: EligibilityInput) {
  if (minimumAge === undefined) return { reasons: [] };
  // `date` already is the latest possible one (D, row 4'), so that nobody is enrolled too early.
  const eligibleFrom = dateOfAge(birthDate.date, minimumAge);
  return eligibleFrom <= effectiveDate ? { reasons: [] } : { reasons: ['too-young'], eligibleFrom };
}

/**
 * The day on which somebody reaches an age. Born on 29 February: 1 March in a year without one, which is the later of
 * the two customs.
 */
export function dateOfAge(birthDate: string, age: number): string {
  const year = String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0');
  const day = birthDate.slice(5);
  return day === '02-29' && !isLeap(Number(year)) ? `${year}-03-01` : `${year}-${day}`;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
