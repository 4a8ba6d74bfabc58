import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import { ServiceError } from '@interlink/contracts/errors';
import { groupCode, groupRoleOf } from '@interlink/domain/social-registry/publication';
import { memberKey, toStatements } from '@interlink/domain/social-registry/statements';
import { textOf } from '@interlink/domain/social-registry/elements';
import type { Landing, LandingPerson } from '../../openimis/port.js';
import type { SocialContext, Villages } from '../context.js';
import { openVersions } from '../sealed-answers.js';
import type { SocialRegistryTables } from '../tables.js';

export interface Published {
  readonly groupId: string;
  readonly people: number;
}

/**
 * One household as individuals and a group of openIMIS. Each is known again by a key of ours, so that however often it
 * is asked, and wherever it was cut off, everybody is there once. Accounts, means and health never leave (S15).
 */
export async function publishHousehold(
  { platform, questionnaires }: SocialContext,
  landing: Landing,
  villages: Villages,
  householdId: string,
): Promise<Published> {
  const row = await platform
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select(['questionnaire', 'answersVersion'])
    .where('id', '=', householdId)
    .executeTakeFirst();
  const kept = (await openVersions(platform, [{ householdId, version: row?.answersVersion ?? 0 }])).get(householdId);
  // Erased since: that is its answer, and the others are published all the same.
  if (!row || !kept) throw new ServiceError('social-registry.not-found');
  const questionnaire = questionnaires.get(row.questionnaire);
  const village = textOf(questionnaire, 'household', kept.answers.household, 'locationCode');
  const place = villages.get(village ?? '');
  if (!place) throw new ServiceError('platform.not-found', { what: 'location' });
  const [household, ...people] = toStatements(questionnaire, { id: householdId, ...kept, place });
  const roles = household?.kind === 'household' ? household.data.members : [];
  const landed = await landing.ensureIndividuals(
    (people as readonly PersonRecord[]).map((person, at) => ({
      key: memberKey(householdId, kept.numbers[at] ?? 0),
      person: toPerson(person, place.locationId),
    })),
  );
  platform.failpoint('social-registry.after-individuals');
  const members = (people as readonly PersonRecord[]).map((person, at) => {
    const individualId = landed[at]?.id;
    if (individualId === undefined) {
      throw new ServiceError('platform.openimis-refused', { operation: 'CreateIndividual' });
    }
    const role = groupRoleOf(roles[at]?.role, person.data.sex);
    return { individualId, ...(role && { role }), ...(at === 0 && { recipientType: 'PRIMARY' as const }) };
  });
  const group = await landing.ensureGroup({ code: groupCode(householdId), locationId: place.locationId, members });
  if (group.id === undefined) throw new ServiceError('platform.openimis-refused', { operation: 'CreateGroup' });
  return { groupId: group.id, people: members.length };
}

/** openIMIS wants both names and a birth date; who has one name only bears it as both. */
function toPerson({ data }: PersonRecord, locationId: string): LandingPerson {
  const { name, birthDate, sex, identifiers, phones } = data;
  const [identifier] = identifiers ?? [];
  const [mobile] = phones ?? [];
  if (!name || !birthDate)
    throw new ServiceError('platform.openimis-refused', { reason: 'name-or-birth-date-missing' });
  return {
    givenName: name.givenName ?? name.surname ?? '',
    surname: name.surname ?? name.givenName ?? '',
    birthDate,
    locationId,
    ...(sex && { sex }),
    ...(identifier && { nationalId: identifier.value }),
    ...(mobile !== undefined && { mobile }),
  };
}
