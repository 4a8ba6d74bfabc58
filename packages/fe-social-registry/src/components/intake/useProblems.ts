import { useMemo } from 'react';
import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { codeOf } from '@interlink/domain/social-registry/elements';
import { answersOf } from '@interlink/domain/social-registry/intake';
import { problemsOf } from '@interlink/domain/social-registry/questionnaire';
import type { VillageFinder } from '@interlink/domain/social-registry/villages';
import { localDay } from '@interlink/fe-kit/local-day';
import type { Draft } from '../../drafts/draft.js';
import { useVillages, VILLAGE_ELEMENT } from '../useVillages.js';

/** What is wrong by the definition, as one types; what else the service found stays until it is sent again. */
export function useProblems(questionnaire: Questionnaire, { typed, problem }: Pick<Draft, 'problem' | 'typed'>) {
  const villages = useVillages();
  const own = useMemo(() => ownProblems(questionnaire, typed, villages), [questionnaire, typed, villages]);
  const told = problem?.code === 'social-registry.answers-refused' ? problem.details['problems'] : undefined;
  const others = (Array.isArray(told) ? (told as IntakeProblem[]) : []).filter(
    ({ question, member }) => !own.some((one) => one.question === question && one.member === member),
  );
  return { own, problems: [...own, ...others] as readonly IntakeProblem[] };
}

function ownProblems(
  questionnaire: Questionnaire,
  typed: Draft['typed'],
  villages: VillageFinder,
): readonly IntakeProblem[] {
  const answers = answersOf(questionnaire, typed);
  const found: readonly IntakeProblem[] = problemsOf(questionnaire, answers, localDay());
  const village = codeOf(questionnaire, 'household', VILLAGE_ELEMENT);
  const answer = village === undefined ? undefined : answers.household[village];
  // Without the list nobody knows here.
  const isUnknown = answer !== undefined && villages.all.length > 0 && !villages.byCode(String(answer));
  if (village === undefined || !isUnknown) return found;
  // Whatever the form of what was typed, this is what is wrong with it.
  return [{ question: village, code: 'unknown-village' }, ...found.filter(({ question }) => question !== village)];
}
