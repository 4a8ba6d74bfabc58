import type { MembershipData } from '@interlink/contracts/registry/household';
import type { HouseholdAcross } from '@interlink/contracts/registry/household-across';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import type { When } from '../../src/registry/asking.js';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { testActor } from '../support/platform.js';
import { aPerson, DISTRICT, everything, openRegistryTest, VILLAGE, type RegistryTest } from './registry-kit.js';

const PLACE = { locationId: VILLAGE, districtId: DISTRICT, name: 'Kibera' };
const NAMES = ['Nobody', 'Amina', 'Baraka', 'Chausiku', 'Dalila'];

/** The person of that number, as any system knows them: by the same NID. */
export const known = (key: string, number: number, over: Partial<PersonData> = {}): SourceRecord =>
  aPerson(key, {
    identifiers: [{ type: 'NID', value: `N-${number}` }],
    name: { givenName: NAMES[number] ?? `Person${number}`, surname: `Family${number * 7}` },
    birthDate: { date: `19${40 + (number % 50)}-0${1 + (number % 9)}-11`, precision: 'day' },
    ...over,
  });

export const aHousehold = (
  key: string,
  members: readonly MembershipData[],
  over: { place?: typeof PLACE; size?: number } = {},
  validFrom?: string,
): SourceRecord => ({
  ...{ kind: 'household', key, ...(validFrom !== undefined && { validFrom }) },
  data: { members: [...members], place: PLACE, ...over },
});

export const OURS = recordIdOf('openimis', 'household', 'h');
export const THEIRS = recordIdOf('second-mis', 'household', 'w');

export interface TwoSystems extends RegistryTest {
  look(householdId?: string, when?: When, scope?: Scope): Promise<HouseholdAcross>;
}

/** Amina and Baraka are a household in openIMIS, and one in the municipal office's system, with Chausiku. */
export async function openTwoSystems(): Promise<TwoSystems> {
  const test = await openRegistryTest();
  await test.feed(
    'openimis',
    known('1', 1),
    known('2', 2),
    aHousehold('h', [
      { personKey: '1', role: 'head', recipient: 'primary' },
      { personKey: '2', role: 'son' },
    ]),
  );
  test.clock.advance(60_000);
  await test.feed(
    'second-mis',
    known('m1', 1),
    known('m2', 2),
    known('m3', 3),
    aHousehold('w', [
      { personKey: 'm1', role: 'head' },
      { personKey: 'm2', role: 'child', recipient: 'primary' },
      { personKey: 'm3', role: 'child' },
    ]),
  );
  test.clock.advance(60_000);
  return {
    ...test,
    look: (householdId = OURS, when = {}, scope = everything) =>
      test.registry.getHouseholdAcross(testActor(), householdId, scope, when),
  };
}

export const sourcesOf = ({ across }: HouseholdAcross) => across.households.map(({ source }) => source);
export const pairOf = ({ across }: HouseholdAcross) => across.pairs[0];
