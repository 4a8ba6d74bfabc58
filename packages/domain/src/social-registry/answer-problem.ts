import type {
  AnswerProblemCode,
  AnswerValue,
  Question,
  QuestionType,
} from '@interlink/contracts/social-registry/questionnaire';
import { ROOM } from '@interlink/contracts/registry/room';
import { toPartialDate } from '../exchange/partial-date.js';
import { wholeForm } from '../registry/whole-form.js';

// eslint-disable-next-line no-control-regex -- finding them is the point
const CONTROL = /[\u0000-\u001f\u007f]/;
const DEFAULT_MAX_LENGTH = 200;

type Rule = (question: Question, value: AnswerValue, today: string) => AnswerProblemCode | undefined;

/** What is wrong with one answer that was given; undefined when nothing is. `today`: YYYY-MM-DD. */
export function answerProblem(question: Question, value: AnswerValue, today: string): AnswerProblemCode | undefined {
  return RULES[question.type](question, value, today);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const RULES: Readonly<Record<QuestionType, Rule>> = {
  boolean: (_question, value) => (typeof value === 'boolean' ? undefined : 'no-yes-or-no'),
  choice: ({ choices = [] }, value) => (choices.some(({ code }) => code === value) ? undefined : 'not-a-choice'),
  date: dateProblem,
  decimal: (question, value) =>
    typeof value === 'number' && Number.isFinite(value) ? boundsProblem(question, value) : 'no-number',
  integer: (question, value) =>
    typeof value === 'number' && Number.isSafeInteger(value) ? boundsProblem(question, value) : 'no-whole-number',
  photo: (_question, value) => (typeof value === 'string' && UUID.test(value) ? undefined : 'wrong-form'),
  text: textProblem,
};

/** A day with a time is somebody's appointment, and no birth date that the registry would take. */
const DATE = /^\d{4}(?:-\d{2}){0,2}$/;

function dateProblem(_question: Question, value: AnswerValue, today: string): AnswerProblemCode | undefined {
  const date = typeof value === 'string' && DATE.test(value) ? toPartialDate(value) : undefined;
  if (!date) return 'no-date';
  // Of a partial date the earliest day counts: a year that has begun is not in the future.
  return String(value).slice(0, 10) > today.slice(0, String(value).length) ? 'date-in-future' : undefined;
}

function boundsProblem({ minimum, maximum }: Question, value: number): AnswerProblemCode | undefined {
  if (minimum !== undefined && value < minimum) return 'too-small';
  return maximum !== undefined && value > maximum ? 'too-large' : undefined;
}

function textProblem({ maxLength = DEFAULT_MAX_LENGTH, pattern, element }: Question, value: AnswerValue) {
  if (typeof value !== 'string') return 'wrong-form';
  if (CONTROL.test(value)) return 'control-character';
  if (value.length > maxLength || (element !== undefined && !fitsModel(element, value))) return 'too-long';
  return pattern !== undefined && !wholeForm(pattern).test(value) ? 'wrong-form' : undefined;
}

const ROOM_OF: Readonly<Record<string, number>> = { mobile: ROOM.phone, nationalId: ROOM.identifier };

/**
 * What the unified model has no room for the registry would refuse with the whole household, when it is too late to say
 * so. Capitals, in which identifiers are kept, may be more letters.
 */
const fitsModel = (element: string, value: string): boolean =>
  Math.max(value.length, value.toUpperCase().length) <= (ROOM_OF[element] ?? ROOM.text);
