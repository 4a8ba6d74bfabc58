import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { textOf } from '@interlink/domain/social-registry/elements';
import { toStatements } from '@interlink/domain/social-registry/statements';
import type { Tx } from '../platform/transaction.js';
import type { Registry } from '../registry/service.js';
import type { Villages } from './context.js';
import type { KeptNow } from './households.js';
import { chunksOf } from './rows.js';

/** What the registry calls the households of the social registry. */
export const SOURCE = 'social-registry';
const AT_ONCE = 1000;

/**
 * SR-008: states these households and their people to the registry, in the transaction that keeps their answers: both
 * or neither. The same statements again change nothing.
 */
export async function stateHouseholds(
  registry: Pick<Registry, 'ingestWithin'>,
  tx: Tx,
  questionnaire: Questionnaire,
  villages: Villages,
  households: readonly KeptNow[],
): Promise<void> {
  const records = households.flatMap((household) => {
    const village = textOf(questionnaire, 'household', household.answers.household, 'locationCode');
    const place = villages.get(village ?? '');
    return toStatements(questionnaire, { ...household, ...(place && { place }) });
  });
  // Two halves rather than a whole and a rest: what a call costs beside its records is the same for both.
  const size = Math.ceil(records.length / Math.max(1, Math.ceil(records.length / AT_ONCE)));
  for (const chunk of chunksOf(records, Math.max(1, size))) await registry.ingestWithin(tx, SOURCE, chunk);
}
