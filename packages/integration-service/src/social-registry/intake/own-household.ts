import { ServiceError } from '@interlink/contracts/errors';
import { textOf } from '@interlink/domain/social-registry/elements';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext, type Villages } from '../context.js';
import { questionnaireToRead } from '../questionnaires.js';
import { openVersions } from '../sealed-answers.js';
import type { SocialRegistryTables } from '../tables.js';

/** The same as `getOwn`, and nobody else changes the household until the transaction ends. */
export async function lockOwn(context: SocialContext, tx: Tx, operator: Operator, villages: Villages, id: string) {
  const db = tx.db<SocialRegistryTables>();
  await db.selectFrom('socialRegistry.household').select('id').where('id', '=', id).forUpdate().execute();
  return getOwn(context, tx, operator, villages, id);
}

/** S2: of the operator's institution, in one of the districts. Throws `social-registry.not-found` for all others. */
export async function getOwn(
  { platform, questionnaires }: SocialContext,
  handle: DbHandle,
  operator: Operator,
  villages: Villages,
  id: string,
) {
  const row = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .selectAll()
    .where('id', '=', id)
    .where('institution', '=', institutionOf(operator))
    .executeTakeFirst();
  const at = { householdId: id, version: row?.answersVersion ?? 0 };
  const kept = row && (await openVersions({ vault: platform.vault, db: handle.db.bind(handle) }, [at])).get(id);
  if (!row || !kept) throw new ServiceError('social-registry.not-found');
  const questionnaire = await questionnaireToRead(questionnaires, handle, row.questionnaire);
  const village = textOf(questionnaire, 'household', kept.answers.household, 'locationCode');
  const district = villages.get(village ?? '')?.districtId;
  if (district === undefined || !operator.districts.includes(district)) {
    throw new ServiceError('social-registry.not-found');
  }
  return { row, answers: kept.answers, numbers: kept.numbers };
}
