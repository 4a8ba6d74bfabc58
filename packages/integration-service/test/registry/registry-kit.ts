import type { PersonData } from '@interlink/contracts/registry/person';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { createRegistry, type Registry } from '../../src/registry/service.js';
import type { Subscriptions } from '../../src/platform/outbox/subscriber.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

export const DISTRICT = '00000000-0000-4000-8000-00000000d001';
export const OTHER_DISTRICT = '00000000-0000-4000-8000-00000000d002';
export const VILLAGE = '00000000-0000-4000-8000-00000000e001';

export const aScope = (over: Partial<Scope> = {}): Scope => ({
  purpose: 'enrolment',
  districts: [DISTRICT],
  institutions: ['MSW'],
  ...over,
});
export const everything = aScope({ districts: 'all', institutions: 'all' });

/** A person with sensible defaults: a test names only what it is about. */
export const aPerson = (key: string, over: Partial<PersonData> = {}, validFrom?: string): SourceRecord => ({
  kind: 'person',
  key,
  ...(validFrom !== undefined && { validFrom }),
  data: {
    identifiers: [{ type: 'NID', value: `N-${key}` }],
    name: { givenName: 'Amina', surname: 'Wanjiru' },
    sex: 'female',
    birthDate: { date: '1950-04-03', precision: 'day' },
    place: { locationId: VILLAGE, districtId: DISTRICT, name: 'Kibera' },
    ...over,
  },
});

/** So many people with names and birthdays of their own, keyed by number; `over` of each, or of them all. */
export const somePeople = (
  from: number,
  count: number,
  over: Partial<PersonData> | ((at: number) => Partial<PersonData>) = {},
): SourceRecord[] =>
  Array.from({ length: count }, (_, place) => {
    const at = from + place;
    return aPerson(String(at), {
      name: { givenName: `Person${at}`, surname: `Family${at * 7}` },
      birthDate: { date: `19${40 + (at % 50)}-0${1 + (at % 9)}-11`, precision: 'day' },
      ...(typeof over === 'function' ? over(at) : over),
    });
  });

export const anEnrolment = (
  person: string,
  programme: string,
  over: { key?: string; status?: 'active' | 'suspended' | 'graduated'; from?: string } = {},
): SourceRecord => ({
  kind: 'enrolment',
  key: over.key ?? `${person}-${programme}`,
  subject: { kind: 'person', key: person },
  validFrom: over.from ?? '2025-01-15',
  data: { programme, status: over.status ?? 'active', enrolledOn: over.from ?? '2025-01-15' },
});

export const aPayment = (person: string, programme: string, paidOn: string, minor = 200_000): SourceRecord => ({
  kind: 'payment',
  key: `${person}-${programme}-${paidOn}`,
  subject: { kind: 'person', key: person },
  validFrom: paidOn,
  data: { programme, paidOn, amount: { minor, currency: 'KES' }, status: 'paid', channel: 'bank' },
});

export interface RegistryTest extends TestPlatform {
  readonly registry: Registry;
  feed(source: 'openimis' | 'second-mis', ...records: SourceRecord[]): ReturnType<Registry['ingest']>;
  /** The person that a source's record belongs to now. */
  personOf(source: string, key: string): Promise<string>;
  rows(table: string, columns?: string): Promise<Record<string, unknown>[]>;
}

export async function openRegistryTest(subscriptions: Subscriptions = {}): Promise<RegistryTest> {
  const test = await openTestPlatform({}, subscriptions);
  const registry = createRegistry(test.platform);
  return {
    ...test,
    registry,
    feed: (source, ...records) => registry.ingest(testActor('interlink'), source, records),
    async personOf(source, key) {
      const { rows } = await test.superuser.query(
        'select person_id from registry.person_record where source = $1 and record_key = $2',
        [source, key],
      );
      return rows[0]?.person_id as string;
    },
    async rows(table, columns = '*') {
      return (await test.superuser.query(`select ${columns} from ${table}`)).rows;
    },
  };
}
