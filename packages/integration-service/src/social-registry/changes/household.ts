import type { AnswerSet, HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { applyToAnswers, joinAnswers, knownAnswers } from '@interlink/domain/social-registry/changes/answers';
import type { DbHandle } from '../../platform/database.js';
import type { SocialContext } from '../context.js';
import { questionnaireToRead } from '../questionnaires.js';
import { openVersions } from '../sealed-answers.js';
import type { ChangeRow, SocialRegistryTables } from '../tables.js';
import type { ChangeContent } from './store.js';

/** A household's answers before and after a change; `after` is absent when nobody is left in it. */
export interface ChangedHousehold {
  readonly householdId: string;
  readonly keyIndex: string;
  readonly questionnaire: Questionnaire;
  readonly before: HouseholdAnswers;
  readonly after: HouseholdAnswers | undefined;
  /** The answers of the one whom the change is about. */
  readonly member: AnswerSet;
}

export interface ChangedHouseholds {
  readonly own?: ChangedHousehold | undefined;
  /** Of a marriage: the spouse's, which the person moves to. */
  readonly joined?: ChangedHousehold | undefined;
}

/** Each absent when the person is in no household of this institution, or no longer in this one. */
export async function changedHouseholds(
  context: SocialContext,
  handle: DbHandle,
  row: ChangeRow,
  { change, spouse }: Pick<ChangeContent, 'change' | 'spouse'>,
): Promise<ChangedHouseholds> {
  const { institution, happenedOn } = row;
  const own = await changedHousehold(context, handle, row, (questionnaire, answers, index) =>
    applyToAnswers(questionnaire, answers, index, change, happenedOn),
  );
  if (!spouse || change.event !== 'marriage') return { own };
  const joined = await changedHousehold(
    context,
    handle,
    { ...spouse, institution },
    (questionnaire, answers, index) => {
      const isAsked = own?.questionnaire.code === questionnaire.code;
      const newcomer = isAsked ? own.member : knownAnswers(questionnaire, spouse.newcomer);
      return joinAnswers(questionnaire, answers, index, newcomer, change.maritalStatus);
    },
  );
  return { own, joined };
}

/** Whether two who are to be joined are there no more: one has left the household meanwhile, or died. */
export async function isOutdated(
  { registry }: Pick<SocialContext, 'registry'>,
  handle: DbHandle,
  { householdId, personId }: ChangeRow,
  { spouse }: ChangeContent,
  { own, joined }: ChangedHouseholds,
): Promise<boolean> {
  if (!spouse) return false;
  if (!joined || (householdId !== null && !own)) return true;
  return registry.hasDied(handle, [personId, spouse.personId]);
}

type Apply = (questionnaire: Questionnaire, answers: HouseholdAnswers, index: number) => HouseholdAnswers | undefined;

async function changedHousehold(
  { platform, questionnaires }: SocialContext,
  handle: DbHandle,
  { householdId, memberNumber, institution }: Pick<ChangeRow, 'householdId' | 'institution' | 'memberNumber'>,
  apply: Apply,
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
  const member = kept?.answers.members[index];
  if (!kept || !member) return undefined;
  const questionnaire = await questionnaireToRead(questionnaires, handle, row.questionnaire);
  const after = apply(questionnaire, kept.answers, index);
  return { householdId, keyIndex: row.keyIndex, questionnaire, before: kept.answers, after, member };
}
