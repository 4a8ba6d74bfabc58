import type { DbHandle } from '../platform/database.js';
import type { RegistryTables } from './tables.js';

/** States by programme, of one household. */
export type StatesByProgramme = ReadonlyMap<string, readonly string[]>;

/**
 * How these households of a source stand to every programme of any source now: by an enrolment of somebody who is a
 * member on that day, whichever system brought it, or of a household that the member is in. By the source's key of the
 * household; codes only, for rules and not for a screen. One statement however many households.
 */
export async function enrolmentStates(
  handle: DbHandle,
  source: string,
  householdKeys: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, StatesByProgramme>> {
  if (householdKeys.length === 0) return new Map();
  const db = handle.db<RegistryTables>();
  const people = db
    .selectFrom('registry.household as household')
    .innerJoin('registry.householdMember as member', 'member.householdId', 'household.householdId')
    .select(['household.recordKey', 'member.personId'])
    .where('household.source', '=', source)
    .where('household.recordKey', 'in', householdKeys)
    .where('member.personId', 'is not', null)
    .where((eb) => eb.or([eb('member.toDay', 'is', null), eb('member.toDay', '>', day)]));
  const rows = await db
    .with('people', () => people)
    .selectFrom('people')
    .innerJoin('registry.enrolment as enrolment', (join) =>
      join.onRef('enrolment.holderId', '=', 'people.personId').on('enrolment.holderKind', '=', 'person'),
    )
    .select(['people.recordKey', 'enrolment.programme', 'enrolment.status'])
    .union((other) =>
      other
        .selectFrom('people')
        .innerJoin('registry.householdMember as also', 'also.personId', 'people.personId')
        .innerJoin('registry.enrolment as enrolment', (join) =>
          join.onRef('enrolment.holderId', '=', 'also.householdId').on('enrolment.holderKind', '=', 'household'),
        )
        .where((eb) => eb.or([eb('also.toDay', 'is', null), eb('also.toDay', '>', day)]))
        .select(['people.recordKey', 'enrolment.programme', 'enrolment.status']),
    )
    .execute();
  const found = new Map<string, Map<string, string[]>>();
  for (const { recordKey, programme, status } of rows) {
    const own = found.get(recordKey) ?? new Map<string, string[]>();
    own.set(programme, [...(own.get(programme) ?? []), status]);
    found.set(recordKey, own);
  }
  return found;
}
