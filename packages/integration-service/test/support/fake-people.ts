import type { Beneficiary, LandingPerson, OpenImisPerson, OpenImisSession } from '../../src/openimis/port.js';
import type { FakeOpenImis } from './fake-openimis-state.js';

export function beneficiariesOf(fake: FakeOpenImis, individualId: string, planId?: string): readonly Beneficiary[] {
  return [...fake.beneficiaries.values()].filter(
    (one) => one.individualId === individualId && (planId === undefined || one.planId === planId),
  );
}

export function toPerson(individualId: string, journeyId: string, person: LandingPerson): OpenImisPerson {
  return { individualId, ...person, journeyId };
}

export function matches(person: OpenImisPerson, query: Parameters<OpenImisSession['people']['find']>[0]): boolean {
  if (query.nationalId) return person.nationalId === query.nationalId;
  if (!query.birthDate) return false;
  const words = (name: string) => name.toLowerCase().split(/\s+/).sort().join(' ');
  return (
    (query.name === undefined || words(`${person.givenName} ${person.surname}`) === words(query.name)) &&
    person.birthDate.date === query.birthDate &&
    (query.mobile === undefined || person.mobile === query.mobile)
  );
}
