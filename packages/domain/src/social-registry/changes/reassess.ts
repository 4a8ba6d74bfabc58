import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { Reassessment } from '@interlink/contracts/social-registry/change-request';
import type { HouseholdAnswers } from '@interlink/contracts/social-registry/questionnaire';
import { assess } from '../assess.js';

/** SR-027: a household's score by a formula before and after, both on the same day, so that only the change counts. */
export function reassess(
  formula: Formula,
  before: HouseholdAnswers,
  after: HouseholdAnswers | undefined,
  day: string,
): Reassessment {
  const old = assess(formula, before, day);
  const now = after && assess(formula, after, day);
  const passes = now?.mayQualifyFor ?? [];
  return {
    formula: formula.code,
    version: formula.version,
    before: old.score,
    ...(now && { after: now.score }),
    gains: passes.filter((programme) => !old.mayQualifyFor.includes(programme)),
    losses: old.mayQualifyFor.filter((programme) => !passes.includes(programme)),
  };
}
