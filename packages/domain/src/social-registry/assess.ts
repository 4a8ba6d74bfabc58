import type { AssessmentResult, CutOff, Formula, Variable } from '@interlink/contracts/social-registry/assessment';
import type { AnswerSet, AnswerValue, HouseholdAnswers } from '@interlink/contracts/social-registry/questionnaire';
import { knownPart, toPartialDate } from '../exchange/partial-date.js';

const MICRO = 1_000_000;

/**
 * SR-013: the score of a household and what each term gave, in millionths. `day` (YYYY-MM-DD) is when ages count.
 * Whole numbers throughout: the same answers give the same score on every machine.
 */
export function assess(formula: Formula, answers: HouseholdAnswers, day: string): AssessmentResult {
  const contributions = formula.terms.map(({ code, variable, weight }) => {
    const value = valueOf(variable, answers, day);
    return { term: code, value, weight, points: multiply(value, weight) };
  });
  const score = exact(contributions.reduce((sum, { points }) => sum + points, formula.intercept));
  const mayQualifyFor = formula.cutOffs.filter((cutOff) => passes(cutOff, score)).map(({ programme }) => programme);
  const { code, version, intercept } = formula;
  return { formula: code, version, day, score, intercept, contributions, mayQualifyFor };
}

export function passes({ comparison, score: limit }: CutOff, score: number): boolean {
  return comparison === 'at-most' ? score <= limit : score >= limit;
}

/** Both in millionths; rounded half away from zero. BigInt, because the product leaves the safe integers. */
function multiply(value: number, weight: number): number {
  const product = BigInt(value) * BigInt(weight);
  const half = BigInt(MICRO / 2) * (product < 0n ? -1n : 1n);
  return exact(Number((product + half) / BigInt(MICRO)));
}

/**
 * The largest number that is kept exactly stands for any larger one: an answer of a billion billions is at the end of
 * the list, and does not keep a whole country from being assessed.
 */
const exact = (value: number): number => Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));

/** A variable in millionths. */
export function valueOf(variable: Variable, { household, members }: HouseholdAnswers, day: string): number {
  const count = (matches: (member: AnswerSet) => boolean) => members.filter(matches).length * MICRO;
  switch (variable.kind) {
    case 'household-is':
      return isOneOf(household[variable.question], variable.in) ? MICRO : 0;
    case 'household-number':
      return toMicro(Math.min(numberOf(household[variable.question]), variable.atMost ?? Infinity));
    case 'members':
      return Math.min(members.length, variable.atMost ?? Infinity) * MICRO;
    case 'members-with':
      return count((member) => isOneOf(member[variable.question], variable.in));
    case 'members-aged': {
      const { question, from, to } = variable;
      return count((member) => isWithin(ageOf(member[question], day), from, to));
    }
    case 'members-sum': {
      const { question, perHead } = variable;
      const sum = exact(members.reduce((total, member) => total + toMicro(numberOf(member[question])), 0));
      return perHead ? Math.round(sum / Math.max(members.length, 1)) : sum;
    }
  }
}

const isOneOf = (answer: AnswerValue | undefined, wanted: readonly AnswerValue[]) =>
  wanted.some((one) => one === answer);
const numberOf = (answer: AnswerValue | undefined) => (typeof answer === 'number' ? answer : 0);
const toMicro = (value: number) => exact(Math.round(value * MICRO));
const isWithin = (age: number | undefined, from: number, to: number) => age !== undefined && age >= from && age <= to;

/**
 * Whole years on that day; of a partial birth date the latest possible counts, as in eligibility, but nobody whose year
 * or month of birth has begun is still to come.
 */
export function ageOf(birthDate: AnswerValue | undefined, day: string): number | undefined {
  const born = typeof birthDate === 'string' ? toPartialDate(birthDate) : undefined;
  if (!born) return undefined;
  if (day.startsWith(knownPart(born))) return 0;
  const years = Number(day.slice(0, 4)) - Number(born.date.slice(0, 4));
  return day.slice(5) < born.date.slice(5) ? years - 1 : years;
}
