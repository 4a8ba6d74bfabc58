import { ServiceError } from '@interlink/contracts/errors';
import {
  searchableFields,
  type Comparison,
  type Condition,
  type RegistryQuery,
} from '@interlink/contracts/registry/query';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import type { PersonView } from '@interlink/contracts/registry/view';
import { checkQuery } from '@interlink/domain/registry/check-query';
import type { Actor } from '../../src/platform/actor.js';
import { Value } from 'typebox/value';
import type { Register } from '../../src/exchange/context.js';
import { RegistryPolicy } from '../../src/registry/policy.js';

/** Stands in for the registry: a few people, and what was asked of it and stated to it. */
export interface FakeRegistry extends Register {
  readonly people: Map<string, PersonView>;
  readonly erased: Set<string>;
  readonly asked: { readonly actor: Actor; readonly query: RegistryQuery }[];
  readonly stated: { readonly source: string; readonly records: readonly SourceRecord[] }[];
  /** Called before each search answers; throw to let it fail. */
  before: () => Promise<void> | void;
}

export const PERSON_ID = '0190a000-0000-7000-8000-000000000001';

export const ada = (over: Partial<PersonView> = {}): PersonView => ({
  personId: PERSON_ID,
  version: 1,
  asOf: '2026-11-24',
  knownAt: '2026-11-24T08:00:00.000Z',
  data: {
    identifiers: [{ type: 'UIN', value: '880012' }],
    name: { surname: 'Okoro', givenName: 'Ada' },
    sex: 'female',
    birthDate: { date: '1990-05-04', precision: 'day' },
    phones: ['+100700'],
  },
  provenance: {},
  records: [],
  households: [],
  enrolments: [
    {
      ...{ recordId: 'e-1', source: 'openimis', programme: 'CG-01', programmeName: 'Child grant', unit: 'person' },
      ...{ status: 'active', enrolledOn: '2025-01-01', statusHistory: [], lastUpdated: '2026-03-01T09:30:00.000Z' },
    },
  ],
  benefits: [
    {
      ...{ recordId: 'b-1', source: 'openimis', programme: 'CG-01', type: 'cash', status: 'paid' },
      ...{ dueOn: '2026-02-01', amount: { minor: 5000, currency: 'USD' } },
    },
  ],
  payments: [],
  otherEnrolments: false,
  lastUpdated: '2026-11-24T08:00:00.000Z',
  ...over,
});

export function fakeRegistry(): FakeRegistry {
  const people = new Map([[PERSON_ID, ada()]]);
  const asked: FakeRegistry['asked'] = [];
  const stated: FakeRegistry['stated'] = [];
  const find = (query: RegistryQuery) => [...people.values()].filter((person) => fits(person, query.where));
  const erased = new Set<string>();
  const missing = () => {
    throw new ServiceError('registry.person-not-found');
  };
  const get = async (id: string) => {
    if (erased.has(id)) throw new ServiceError('registry.erased');
    return people.get(id) ?? missing();
  };
  return {
    ...{ people, erased, asked, stated, before: () => undefined },
    policy: Value.Default(RegistryPolicy, { sources: { mis: { name: 'MIS', kind: 'dci' } } }) as RegistryPolicy,
    erasedAmong: (_handle, personIds) => Promise.resolve(new Set(personIds.filter((id) => erased.has(id)))),
    async searchWithin({ actor }, query) {
      await this.before();
      const fault = checkQuery(query, searchableFields[query.recordType]);
      if (fault) throw new ServiceError('registry.query-not-possible', { ...fault });
      asked.push({ actor, query });
      const found = find(query);
      const items = found.slice((query.page.number - 1) * query.page.size, query.page.number * query.page.size);
      if (query.recordType === 'Group') return { recordType: 'Group', total: 0, items: [] };
      if (query.recordType === 'Member') return { recordType: 'Member', total: found.length, items };
      const rows = items.flatMap((person) =>
        person.enrolments.map((enrolment) => ({ enrolment, person, benefits: person.benefits })),
      );
      return { recordType: 'Beneficiary', total: rows.length, items: rows };
    },
    getPerson: (_actor, id) => get(id),
    getPersonWithin: (_tx, id) => get(id),
    getHouseholdsAsOne: () => Promise.resolve([]),
    getHouseholdsAsOneWithin: () => Promise.resolve([]),
    async ingestWithin(_tx, source, records) {
      stated.push({ source, records });
      const counts = { received: records.length, added: records.length, changed: 0, deleted: 0, unchanged: 0 };
      return { ...counts, people: [PERSON_ID] };
    },
  };
}

function fits(person: PersonView, where: Condition): boolean {
  if ('all' in where) return where.all.every((part) => fits(person, part));
  if ('any' in where) return where.any.some((part) => fits(person, part));
  if ('not' in where) return !fits(person, where.not);
  return isMatch(person, where.compare);
}

function isMatch({ data, enrolments }: PersonView, { field, operator, value }: Comparison): boolean {
  const wanted = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'object' ? one.value : one));
  const known: Readonly<Record<string, readonly unknown[]>> = {
    identifier: (data.identifiers ?? []).map((one) => one.value),
    surname: [data.name?.surname],
    sex: [data.sex],
    birthDate: [data.birthDate?.date],
    programme: enrolments.map(({ programme }) => programme),
    status: enrolments.map(({ status }) => status),
  };
  return (known[field] ?? []).some((one) => {
    if (operator === 'ge') return String(one) >= String(wanted[0]);
    return (wanted as readonly unknown[]).includes(one);
  });
}
