import type { Change } from '@interlink/contracts/social-registry/change-request';
import type { HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { applyToAnswers } from '@interlink/domain/social-registry/changes/answers';
import type { DbHandle } from '../../platform/database.js';
import type { SocialContext } from '../context.js';
import { questionnaireToRead } from '../questionnaires.js';
import { openVersions } from '../sealed-answers.js';
import type { ChangeRow, SocialRegistryTables } from '../tables.js';

/** A household's answers before and after a change; `after` is absent when nobody is left in it. */
export interface ChangedHousehold {
  readonly keyIndex: string;
  readonly questionnaire: Questionnaire;
  readonly before: HouseholdAnswers;
  readonly after: HouseholdAnswers | undefined;
}

/** Undefined when the person is in no household of this institution, or no longer in this one. */
export async function changedHousehold(
  { platform, questionnaires }: SocialContext,
  handle: DbHandle,
  { householdId, memberNumber, institution, happenedOn }: ChangeRow,
  change: Change,
): Promise<ChangedHousehold | undefined> {
  if (householdId === null || memberNumber === null) return undefined;
  const row = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select(['keyIndex', 'questionnaire', 'answersVersion'])
    .where('id', '=', householdId)
    .where('institution', '=', institution)
    .executeTakeFirst();
  if (!row) return undefined;
  const version = { householdId, version: row.answersVersion };
  const kept = (await openVersions({ vault: platform.vault, db: handle.db.bind(handle) }, [version])).get(householdId);
  const index = kept?.numbers.indexOf(memberNumber) ?? -1;
  if (!kept || index < 0) return undefined;
  const questionnaire = await questionnaireToRead(questionnaires, handle, row.questionnaire);
  const after = applyToAnswers(questionnaire, kept.answers, index, change, happenedOn);
  return { keyIndex: row.keyIndex, questionnaire, before: kept.answers, after };
}
