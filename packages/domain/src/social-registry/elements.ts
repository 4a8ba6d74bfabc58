import type { AnswerSet, AnswerValue, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { questionsOf } from './questionnaire.js';

type Answered = Exclude<AnswerValue, null>;
type Of = 'household' | 'member';

const questionOf = new WeakMap<Questionnaire, ReadonlyMap<string, string>>();

/** The code of each question that is an element of the unified model; a questionnaire never changes. */
function indexOf(questionnaire: Questionnaire): ReadonlyMap<string, string> {
  const known = questionOf.get(questionnaire);
  if (known) return known;
  const entries = (['household', 'member'] as const).flatMap((of) =>
    questionsOf(questionnaire, of).flatMap(({ code, element }) =>
      element === undefined ? [] : [[`${of}|${element}`, code] as const],
    ),
  );
  const index = new Map(entries);
  questionOf.set(questionnaire, index);
  return index;
}

/** The question that asks for an element of the unified model, by its code. */
export const codeOf = (questionnaire: Questionnaire, of: Of, element: string): string | undefined =>
  indexOf(questionnaire).get(`${of}|${element}`);

/** The answer that is an element of the unified model; undefined when it is not asked for or not answered. */
export function answerOf(questionnaire: Questionnaire, of: Of, answers: AnswerSet, element: string) {
  const code = codeOf(questionnaire, of, element);
  const value = code === undefined ? undefined : answers[code];
  return value === undefined || value === null || value === '' ? undefined : (value satisfies Answered);
}

/** The same as text. */
export function textOf(...asked: Parameters<typeof answerOf>): string | undefined {
  const value = answerOf(...asked);
  return value === undefined ? undefined : String(value).trim() || undefined;
}
