import type { Formula } from '@interlink/contracts/social-registry/assessment';
import type { KeptFormula, Run } from '@interlink/contracts/social-registry/run';

/** The formula that an assessment was made by; undefined while it is not known. */
export const formulaOf = (
  run: Pick<Run, 'formula' | 'formulaVersion'>,
  formulas: readonly KeptFormula[],
): Formula | undefined =>
  formulas.find(({ formula: { code, version } }) => code === run.formula && version === run.formulaVersion)?.formula;
