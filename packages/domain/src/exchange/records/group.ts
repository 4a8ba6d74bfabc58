import type { Group } from '@interlink/contracts/exchange/dci/records';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { HouseholdView } from '@interlink/contracts/registry/view';
import { unitCode } from './codes.js';
import { contextOf, dayTime, identifiersOf, told, toMember } from './person.js';

const MOST_MEMBERS = 100;

/** A household with the members who may be seen. */
export function toGroup(household: HouseholdView, role: DciRole): Group {
  const seen = household.members.filter(({ data }) => data !== undefined).slice(0, MOST_MEMBERS);
  const members = seen.map(({ data }) => toMember(data ?? {}, role));
  const head = seen.findIndex((member) => member.role === 'head');
  return {
    '@context': contextOf(role),
    '@type': 'Group',
    ...told('group_identifier', identifiersOf(household.identifiers)),
    group_type: unitCode(household.unit),
    ...told('poverty_score', household.povertyScore),
    ...told('poverty_score_type', household.povertyScoreType),
    ...told('group_head_info', members[head]),
    ...told('group_size', household.size),
    ...told('member_list', members),
    ...told('registration_date', household.registrationDate && dayTime(household.registrationDate)),
    last_updated: household.lastUpdated,
  };
}
