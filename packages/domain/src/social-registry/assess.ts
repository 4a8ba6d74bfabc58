import type { AssessmentResult, CutOff, Formula, Variable } from '@interlink/contracts/social-registry/assessment';
import type { AnswerSet, AnswerValue, HouseholdAnswers } from '@interlink/contracts/social-registry/questionnaire';
import { toPartialDate } from '../exchange/partial-date.js';

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
  const score = contributions.reduce((sum, { points }) => sum + points, formula.intercept);
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
  return Number((product + half) / BigInt(MICRO));
}

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
      const sum = members.reduce((total, member) => total + toMicro(numberOf(member[question])), 0);
      return perHead ? Math.round(sum / Math.max(members.length, 1)) : sum;
    }
  }
}

const isOneOf = (answer: AnswerValue | undefined, wanted: readonly AnswerValue[]) =>
  wanted.some((one) => one === answer);
const numberOf = (answer: AnswerValue | undefined) => (typeof answer === 'number' ? answer : 0);
const toMicro = (value: number) => Math.round(value * MICRO);
const isWithin = (age: number | undefined, from: number, to: number) => age !== undefined && age >= from && age <= to;

/** Whole years on that day; of a partial birth date the latest possible counts, as in eligibility. */
export function ageOf(birthDate: AnswerValue | undefined, day: string): number | undefined {
  const born = typeof birthDate === 'string' ? toPartialDate(birthDate)?.date : undefined;
  if (born === undefined) return undefined;
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}
