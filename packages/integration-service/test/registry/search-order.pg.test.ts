import { searchableFields, type Condition, type RecordType } from '@interlink/contracts/registry/query';
import type { Purpose, Scope } from '@interlink/contracts/registry/scope';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { compare, recordTypes } from '@interlink/domain/registry/check-query';
import { testActor } from '../support/platform.js';
import {
  anEnrolment,
  aPerson,
  aScope,
  DISTRICT,
  everything,
  openRegistryTest,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

const ANYBODY: Readonly<Record<RecordType, Condition>> = {
  Member: compare('sex', 'in', ['female', 'male']),
  Group: compare('size', 'ge', 0),
  Beneficiary: compare('status', 'in', ['active', 'suspended']),
};
const SHOWING_MEANS: readonly Purpose[] = ['enrolment', 'case', 'grievance', 'correction', 'data-sharing'];
const HIDING_MEANS: readonly Purpose[] = ['payment', 'fraud', 'audit'];

const benefit = (person: string, minor: number, dueOn = '2026-01-01'): SourceRecord => ({
  kind: 'benefit',
  key: `b-${minor}`,
  subject: { kind: 'person', key: person },
  data: { programme: 'OAA', type: 'cash', status: 'planned', dueOn, amount: { minor, currency: 'KES' } },
});

describe('what a search tells by its order, and by what it holds beside whom was asked for', () => {
  let test: RegistryTest;
  const actor = testActor();
  beforeAll(async () => {
    test = await openRegistryTest();
    const place = { locationId: VILLAGE, districtId: DISTRICT };
    await test.feed(
      'openimis',
      aPerson('1', { disability: { isDisabled: true, limitations: [] } }),
      anEnrolment('1', 'OAA'),
      {
        kind: 'household',
        key: 'h',
        data: { members: [{ personKey: '1' }], povertyScore: 7.5, povertyScoreType: 'PMT', place },
      },
      benefit('1', 10_000),
    );
    await test.feed('second-mis', aPerson('1'), anEnrolment('1', 'OAA', { key: 'theirs' }), benefit('1', 99_999));
  });
  afterAll(() => test.close());

  const search = (recordType: RecordType, over: { sort?: string; where?: Condition } = {}, scope: Scope = everything) =>
    test.registry.search(
      actor,
      {
        recordType,
        where: over.where ?? ANYBODY[recordType],
        page: { number: 1, size: 10 },
        ...(over.sort !== undefined && { sort: [{ field: over.sort, descending: true }] }),
      },
      scope,
    );

  it.each(recordTypes)(
    'IBR-030: sorts %s by every declared field, or refuses it; none is ignored',
    async (recordType) => {
      const sorted: string[] = [];
      for (const field of Object.keys(searchableFields[recordType])) {
        const outcome = await search(recordType, { sort: field }).then(
          () => 'sorted',
          ({ details }: { details: { problem: string } }) => details.problem,
        );
        expect(['sorted', 'unknown-field']).toContain(outcome);
        if (outcome === 'sorted') sorted.push(field);
      }
      expect(sorted).toEqual(expect.arrayContaining(['districtId', 'lastUpdated', 'locationId']));
      expect(sorted).not.toContain('identifier');
    },
  );

  it.each(['payment', 'fraud', 'audit'] as const)(
    'S2: does not put the disabled first for the purpose %s, which does not show who is',
    async (purpose) => {
      const hidden = { code: 'registry.query-not-possible', details: { problem: 'not-for-this-purpose' } };
      await expect(search('Member', { sort: 'isDisabled' }, aScope({ purpose }))).rejects.toMatchObject(hidden);
      await expect(search('Group', { sort: 'povertyScore' }, aScope({ purpose }))).rejects.toMatchObject(hidden);
      const poor = compare('povertyScore', 'lt', 10);
      await expect(search('Group', { where: poor }, aScope({ purpose }))).rejects.toMatchObject(hidden);
    },
  );

  it('S2: shows how poor a household is to those who decide about it alone', async () => {
    const scoreFor = async (purpose: Purpose) => {
      const { items } = await search('Group', {}, aScope({ purpose }));
      const [found] = items as readonly { householdId: string }[];
      const read = await test.registry.getHousehold(actor, found?.householdId ?? '', aScope({ purpose }));
      expect(read.povertyScore).toBe((found as { povertyScore?: number }).povertyScore);
      return [read.povertyScore, read.povertyScoreType];
    };
    for (const purpose of SHOWING_MEANS) expect(await scoreFor(purpose)).toEqual([7.5, 'PMT']);
    for (const purpose of HIDING_MEANS) expect(await scoreFor(purpose)).toEqual([undefined, undefined]);
  });

  it.each([2.5, -1, 1e21, 1e-7, Number.MAX_VALUE])(
    'IBR-030: compares the size of a household with %d',
    async (value) => {
      const { total } = await search('Group', { where: compare('size', 'lt', value) });
      expect(total).toBe(value > 1 ? 1 : 0);
    },
  );

  it('S2: shows with an enrolment what its own system owes, not what another’s programme of the same code does', async () => {
    const { items } = await search('Beneficiary', {}, aScope({ institutions: ['MSW'] }));
    expect(items).toMatchObject([{ enrolment: { source: 'openimis' }, benefits: [{ amount: { minor: 10_000 } }] }]);
    const all = await search('Beneficiary');
    const shown = (
      all.items as readonly { enrolment: { source: string }; benefits: readonly { source: string }[] }[]
    ).map((one) => [one.enrolment.source, one.benefits.map(({ source }) => source)]);
    expect(shown.sort()).toEqual([
      ['openimis', ['openimis']],
      ['second-mis', ['second-mis']],
    ]);
  });

  it('S2: finds nobody by a benefit that another’s programme of the same code owes', async () => {
    await test.feed('second-mis', benefit('1', 77, '2031-05-05'));
    const due = compare('benefitDate', 'eq', '2031-05-05');
    expect((await search('Beneficiary', { where: due }, aScope({ institutions: ['MSW'] }))).total).toBe(0);
    expect((await search('Beneficiary', { where: due })).total).toBe(1);
  });
});
