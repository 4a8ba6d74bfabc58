import type { Place } from '@interlink/contracts/registry/values';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { textOf } from '@interlink/domain/social-registry/elements';
import { toStatements } from '@interlink/domain/social-registry/statements';
import { sql } from 'kysely';
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
  const placed = households.map((household) => {
    const village = textOf(questionnaire, 'household', household.answers.household, 'locationCode');
    const place = villages.get(village ?? '');
    return { ...household, ...(place && { place }) };
  });
  const records = placed.flatMap((household) => toStatements(questionnaire, household));
  // Two halves rather than a whole and a rest: what a call costs beside its records is the same for both.
  const size = Math.ceil(records.length / Math.max(1, Math.ceil(records.length / AT_ONCE)));
  for (const chunk of chunksOf(records, Math.max(1, size))) await registry.ingestWithin(tx, SOURCE, chunk);
  await keepDistricts(tx, placed);
}

/** S2: where a household is stands with it, as the registry was told, for whatever counts or lists many of them. */
async function keepDistricts(tx: Tx, placed: readonly { readonly id: string; readonly place?: Place }[]) {
  const ids = placed.map(({ id }) => id);
  const districts = placed.map(({ place }) => place?.districtId ?? null);
  await sql`
    update social_registry.household h set district_id = one.district_id
    from unnest(${ids}::uuid[], ${districts}::uuid[]) as one (id, district_id)
    where h.id = one.id and h.district_id is distinct from one.district_id`.execute(tx.db());
}
