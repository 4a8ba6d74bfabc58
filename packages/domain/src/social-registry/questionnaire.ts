import type {
  AnswerProblem,
  AnswerSet,
  AnswerValue,
  HouseholdAnswers,
  Question,
  Questionnaire,
} from '@interlink/contracts/social-registry/questionnaire';
import { answerProblem } from './answer-problem.js';

type Of = 'household' | 'member';

/** The questions of the household or of a member, in the order in which they are asked. */
export function questionsOf({ sections }: Questionnaire, of: Of): readonly Question[] {
  return sections.filter((section) => section.of === of).flatMap(({ questions }) => questions);
}

/**
 * A question with `showWhen` is asked while that answer, of the same person or of the household, is one of the named.
 */
export function isAsked({ showWhen }: Question, own: AnswerSet, household: AnswerSet): boolean {
  if (!showWhen) return true;
  const answer = own[showWhen.question] ?? household[showWhen.question];
  return showWhen.in.some((wanted) => wanted === answer);
}

const isAnswered = (value: AnswerValue | undefined): value is Exclude<AnswerValue, null> =>
  value !== undefined && value !== null && value !== '';

/**
 * SR-020: every problem of a household's answers, in the order of the questions, the household first. `today`:
 * YYYY-MM-DD. An answer to a question that is not asked is one, too: nothing is kept that nobody wanted to know.
 */
export function problemsOf(questionnaire: Questionnaire, answers: HouseholdAnswers, today: string): AnswerProblem[] {
  const ofSet = (of: Of, own: AnswerSet): AnswerProblem[] => {
    const questions = questionsOf(questionnaire, of);
    const known = new Set(questions.map(({ code }) => code));
    const strange = Object.keys(own).filter((code) => isAnswered(own[code]) && !known.has(code));
    return [
      ...questions.flatMap((question) => problemOf(question, own, answers.household, today)),
      ...strange.map((question) => ({ question, code: 'not-asked' as const })),
    ];
  };
  return [
    ...ofSet('household', answers.household),
    ...answers.members.flatMap((own, member) => ofSet('member', own).map((problem) => ({ ...problem, member }))),
  ];
}

function problemOf(question: Question, own: AnswerSet, household: AnswerSet, today: string): AnswerProblem[] {
  const value = own[question.code];
  const asked = isAsked(question, own, household);
  if (!isAnswered(value)) return asked && question.required ? [{ question: question.code, code: 'missing' }] : [];
  const code = asked ? answerProblem(question, value, today) : 'not-asked';
  return code ? [{ question: question.code, code }] : [];
}

/** What must hold of the questionnaire itself, one sentence each; empty when it can be used. */
export function mistakesOf(questionnaire: Questionnaire): string[] {
  const all = questionnaire.sections.flatMap(({ questions, of }) => questions.map((question) => ({ of, question })));
  const seen = new Map<string, Of>();
  const mistakes: string[] = [];
  for (const { of, question } of all) {
    if (seen.has(question.code)) mistakes.push(`${question.code} is asked twice`);
    const { showWhen, type, choices, pattern } = question;
    const earlier = showWhen && seen.get(showWhen.question);
    if (showWhen && (earlier === undefined || (of === 'household' && earlier === 'member'))) {
      mistakes.push(`${question.code} depends on ${showWhen.question}, which is not asked before it`);
    }
    if (type === 'choice' && !choices?.length) mistakes.push(`${question.code} is a choice without choices`);
    if (pattern !== undefined && !compiles(pattern))
      mistakes.push(`${question.code} has a pattern that cannot be read`);
    if (type === 'photo') mistakes.push(...photoMistakes(question));
    seen.set(question.code, of);
  }
  return mistakes;
}

/** A file has no photographs, and a household without a camera is taken in all the same. */
function photoMistakes({ code, required, element }: Question): string[] {
  return [
    ...(required ? [`${code} is a photograph, which cannot be required`] : []),
    ...(element !== undefined ? [`${code} is a photograph, which is no element`] : []),
  ];
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    // An unreadable pattern is what is being asked about.
    return false;
  }
}
