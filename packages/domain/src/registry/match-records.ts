import { likeness } from './name-keys.js';

/** What linking compares of a record or a person; names folded to Latin words, identifiers as keyed hashes. */
export interface MatchFeatures {
  readonly source: string;
  readonly identifiers: readonly string[];
  readonly names: readonly (readonly string[])[];
  readonly birthDate?: { readonly date: string; readonly precision: 'day' | 'month' | 'year' };
  readonly sex?: string;
  readonly locationId?: string;
}

/** `link`: sure enough to be done. `review`: a person decides. `none`: others. */
export interface Match {
  readonly verdict: 'link' | 'review' | 'none';
  readonly by: 'identifier' | 'rule';
  /** 0 to 1. */
  readonly score: number;
  /** Codes of what agreed and what did not. */
  readonly evidence: readonly string[];
}

const SAME_NAME = 0.85;
const CLOSE_NAME = 0.6;

/**
 * Deterministic linking: an identifier in common with nothing against it, or the same name, full birth date and place.
 * Of one source two records are never linked by themselves: it says they are two, so a person decides.
 */
export function matchRecords(one: MatchFeatures, other: MatchFeatures): Match {
  const seen = compare(one, other);
  const sameSource = one.source === other.source;
  if (seen.identifier) {
    const doubtful = sameSource || seen.birth === 'differs' || seen.name < CLOSE_NAME || seen.sexDiffers;
    return {
      verdict: doubtful ? 'review' : 'link',
      by: 'identifier',
      score: doubtful ? 0.7 : 1,
      evidence: seen.evidence,
    };
  }
  const strong = seen.name >= SAME_NAME && seen.birth === 'same' && !seen.sexDiffers;
  if (!strong) return { verdict: 'none', by: 'rule', score: seen.name / 2, evidence: seen.evidence };
  const sure = seen.place && !sameSource && !seen.otherIdentifiers && seen.name >= 0.99;
  return { verdict: sure ? 'link' : 'review', by: 'rule', score: sure ? 0.95 : 0.8, evidence: seen.evidence };
}

/**
 * For the few of whom a person is told: a number in common says more than a name and a birth date, of which a village
 * has many, whatever the score of a doubt.
 */
export const likelierFirst = (one: Match, other: Match): number =>
  Number(other.by === 'identifier') - Number(one.by === 'identifier') || other.score - one.score;

function compare(one: MatchFeatures, other: MatchFeatures) {
  const identifier = one.identifiers.some((value) => other.identifiers.includes(value));
  const otherIdentifiers = !identifier && one.identifiers.length > 0 && other.identifiers.length > 0;
  const name = Math.max(0, ...one.names.flatMap((a) => other.names.map((b) => likeness(a, b))));
  const nameUnknown = one.names.length === 0 || other.names.length === 0;
  const birth = birthOf(one, other);
  const sexDiffers = one.sex !== undefined && other.sex !== undefined && one.sex !== other.sex;
  const place = one.locationId !== undefined && one.locationId === other.locationId;
  const evidence = [
    ...(identifier ? ['identifier-same'] : otherIdentifiers ? ['identifier-other'] : []),
    nameUnknown ? 'name-unknown' : name >= SAME_NAME ? 'name-same' : name >= CLOSE_NAME ? 'name-close' : 'name-differs',
    `birth-date-${birth}`,
    ...(sexDiffers ? ['sex-differs'] : []),
    ...(place ? ['place-same'] : []),
  ];
  return { identifier, otherIdentifiers, name: nameUnknown ? CLOSE_NAME : name, birth, sexDiffers, place, evidence };
}

function birthOf({ birthDate: one }: MatchFeatures, { birthDate: other }: MatchFeatures) {
  if (!one || !other) return 'unknown';
  if (one.precision === 'day' && other.precision === 'day') return one.date === other.date ? 'same' : 'differs';
  const length = one.precision === 'year' || other.precision === 'year' ? 4 : 7;
  return one.date.slice(0, length) === other.date.slice(0, length) ? 'compatible' : 'differs';
}
