import type { CutOff } from '@interlink/contracts/social-registry/assessment';
import { passes } from './assess.js';

/** How many households have this score; scores in millionths. */
export interface ScoreCount {
  readonly score: number;
  readonly households: number;
  readonly members: number;
}

export interface CutOffEffect {
  readonly score: number;
  readonly households: number;
  readonly members: number;
  /** Minor units a month. */
  readonly costMinor: number;
}

/** What a cut-off would mean: who passes it, and what it costs a month at one benefit a household. */
export function effectOf(counts: readonly ScoreCount[], cutOff: CutOff, benefitMinor: number): CutOffEffect {
  const passing = counts.filter(({ score }) => passes(cutOff, score));
  const households = passing.reduce((sum, one) => sum + one.households, 0);
  const members = passing.reduce((sum, one) => sum + one.members, 0);
  return { score: cutOff.score, households, members, costMinor: households * benefitMinor };
}

/**
 * The most generous cut-off whose cost stays within the budget (minor units a month); undefined when not even the
 * neediest score can be paid. Households of one score are never divided: who is equally poor is treated equally.
 */
export function affordableCutOff(
  counts: readonly ScoreCount[],
  comparison: CutOff['comparison'],
  { budgetMinor, benefitMinor }: { readonly budgetMinor: number; readonly benefitMinor: number },
): number | undefined {
  const neediestFirst = [...counts].sort((a, b) => (comparison === 'at-most' ? a.score - b.score : b.score - a.score));
  let cost = 0;
  let best: number | undefined;
  for (const { score, households } of neediestFirst) {
    cost += households * benefitMinor;
    if (cost > budgetMinor) break;
    best = score;
  }
  return best;
}
