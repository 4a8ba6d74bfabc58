import type { AnswerSet, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { answerOf } from './elements.js';

/** A member of a household's answers before, under the number that is theirs for ever. */
export interface NumberedMember {
  readonly number: number;
  readonly answers: AnswerSet;
}

export interface MemberNumbers {
  /** In the order of the members. */
  readonly numbers: readonly number[];
  /** The highest that was ever given in this household. */
  readonly last: number;
}

type KeyOf = (member: AnswerSet) => string | undefined;

/**
 * Who of a household's new answers is whom of those before, so that a row more, a row less or a spelling mended makes
 * nobody another person. Surest first: the identifier; name and birth date; birth date, sex and one of the names; the
 * whole name. What fits two is left to the next; who fits nobody gets a number that nobody had.
 */
export function numberMembers(
  questionnaire: Questionnaire,
  before: readonly NumberedMember[],
  last: number,
  members: readonly AnswerSet[],
): MemberNumbers {
  const numbers: (number | undefined)[] = members.map(() => undefined);
  const left = new Map(before.map((one) => [one.number, one.answers]));
  for (const keyOf of likenesses(questionnaire)) {
    const known = once([...left].map(([number, answers]) => [keyOf(answers), number] as const));
    const open = members.flatMap((member, at) => (numbers[at] === undefined ? [[keyOf(member), at] as const] : []));
    for (const [key, at] of once(open)) {
      const number = known.get(key);
      if (number === undefined) continue;
      numbers[at] = number;
      left.delete(number);
    }
  }
  let highest = Math.max(last, 0, ...before.map(({ number }) => number));
  return { numbers: numbers.map((number) => number ?? (highest += 1)), last: highest };
}

/** Only what stands for one alone. */
function once<T>(pairs: readonly (readonly [string | undefined, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const [key, value] of pairs) {
    if (key === undefined) continue;
    if (found.has(key)) twice.add(key);
    found.set(key, value);
  }
  for (const key of twice) found.delete(key);
  return found;
}

function likenesses(questionnaire: Questionnaire): readonly KeyOf[] {
  const read = (member: AnswerSet, element: string) => {
    const value = answerOf(questionnaire, 'member', member, element);
    return value === undefined ? undefined : String(value).trim().toLowerCase();
  };
  const all =
    (...elements: string[]): KeyOf =>
    (member) => {
      const values = elements.map((element) => read(member, element));
      return values.includes(undefined) ? undefined : JSON.stringify(values);
    };
  return [
    all('nationalId'),
    all('givenName', 'surname', 'birthDate'),
    all('birthDate', 'sex', 'givenName'),
    all('birthDate', 'sex', 'surname'),
    all('givenName', 'surname'),
  ];
}
