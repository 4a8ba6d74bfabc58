import type {
  AnswerSet,
  AnswerValue,
  HouseholdAnswers,
  Question,
  Questionnaire,
} from '@interlink/contracts/social-registry/questionnaire';
import { isAsked, questionsOf } from './questionnaire.js';
import { readCell } from './template.js';

/** What a person typed for each question, as they typed it: `1.` is on its way to 1.5. */
export type TypedAnswers = Readonly<Record<string, string>>;

export interface TypedHousehold {
  readonly household: TypedAnswers;
  /** The first is the head. */
  readonly members: readonly TypedAnswers[];
}

/**
 * The questions that are asked of somebody now, in their order: what was answered before decides about what follows.
 */
export function askedOf(
  questionnaire: Questionnaire,
  of: 'household' | 'member',
  own: AnswerSet,
  household: AnswerSet,
): readonly Question[] {
  return questionsOf(questionnaire, of).filter((question) => isAsked(question, own, household));
}

/**
 * SR-005: what was typed as answers, read like the cells of a file. What is not asked any more is left out: nothing is
 * kept that nobody wants to know.
 */
export function answersOf(questionnaire: Questionnaire, typed: TypedHousehold): HouseholdAnswers {
  const household = readTyped(questionnaire, 'household', typed.household, {});
  return { household, members: typed.members.map((own) => readTyped(questionnaire, 'member', own, household)) };
}

function readTyped(
  questionnaire: Questionnaire,
  of: 'household' | 'member',
  typed: TypedAnswers,
  household: AnswerSet,
): AnswerSet {
  const answers: AnswerSet = {};
  for (const question of questionsOf(questionnaire, of)) {
    const value = readCell(question, typed[question.code] ?? '');
    if (value !== undefined && isAsked(question, answers, household)) answers[question.code] = value;
  }
  return answers;
}

/** Kept answers as they would be typed, to go on from them. */
export function typedFrom({ household, members }: HouseholdAnswers): TypedHousehold {
  const toTyped = (answers: AnswerSet): TypedAnswers =>
    Object.fromEntries(
      Object.entries(answers).flatMap(([code, value]) => (value === null ? [] : [[code, String(value)] as const])),
    );
  return { household: toTyped(household), members: members.map(toTyped) };
}

/** The same answers as a file would have brought: texts without edges, nothing for what was not answered. */
export function tidyAnswers({ household, members }: HouseholdAnswers): HouseholdAnswers {
  return { household: tidySet(household), members: members.map(tidySet) };
}

function tidySet(answers: AnswerSet): AnswerSet {
  const tidy = Object.entries(answers).map(([code, value]) => [code, trimmed(value)] as const);
  return Object.fromEntries(tidy.filter(([, value]) => value !== null && value !== ''));
}

const trimmed = (value: AnswerValue) => (typeof value === 'string' ? value.trim() : value);

/** An answer that two people give differently; `member` from 0, absent: of the household. */
export interface Difference {
  readonly question: string;
  readonly member?: number;
  readonly before?: Exclude<AnswerValue, null>;
  readonly after?: Exclude<AnswerValue, null>;
}

/** What `after` says otherwise than `before`, question by question; members are compared in their order. */
export function differencesOf(
  questionnaire: Questionnaire,
  before: HouseholdAnswers,
  after: HouseholdAnswers,
): readonly Difference[] {
  const compare = (of: 'household' | 'member', one: AnswerSet, other: AnswerSet, member?: number) =>
    questionsOf(questionnaire, of).flatMap(({ code }): Difference[] => {
      const [was, is] = [one[code] ?? undefined, other[code] ?? undefined];
      if (was === is) return [];
      return [
        {
          question: code,
          ...(member !== undefined && { member }),
          ...(was !== undefined && { before: was }),
          ...(is !== undefined && { after: is }),
        },
      ];
    });
  const most = Math.max(before.members.length, after.members.length);
  return [
    ...compare('household', before.household, after.household),
    ...Array.from({ length: most }, (_one, at) =>
      compare('member', before.members[at] ?? {}, after.members[at] ?? {}, at),
    ).flat(),
  ];
}
