import type { Condition } from '@interlink/contracts/registry/query';
import { compare } from '@interlink/domain/registry/check-query';
import { isScattered, SCATTERING } from '../../src/registry/scattering.js';
import { testActor } from '../support/platform.js';
import {
  anEnrolment,
  aPayment,
  aPerson,
  everything,
  openRegistryTest,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';
import { countStatements } from '../support/statements-kit.js';

jest.setTimeout(120_000);

describe('statements that ask more than one part of a registry partitioned by person', () => {
  let test: RegistryTest;
  const statements: string[] = [];
  const actor = testActor();
  const search = (
    field: string,
    operator: 'eq' | 'like',
    value: string,
    recordType: 'Beneficiary' | 'Group' | 'Member' = 'Member',
  ) =>
    test.registry.search(
      actor,
      { recordType, where: compare(field, operator, value), page: { number: 1, size: 5 } },
      everything,
    );

  const lookUp = (recordType: 'Group' | 'Member', where: Condition) =>
    test.platform.inTransaction(actor, (tx) =>
      test.registry.searchWithin(tx, { recordType, where, page: { number: 1, size: 5 } }, everything),
    );

  const during = async <R>(work: () => Promise<R>): Promise<R> => {
    const done = await countStatements(work);
    statements.push(...done.statements);
    return done.result;
  };

  beforeAll(async () => {
    test = await openRegistryTest();
    await during(() =>
      test.feed(
        'openimis',
        aPerson('1', { phones: ['+254700000001'] }),
        anEnrolment('1', 'OAA'),
        aPayment('1', 'OAA', '2026-01-01'),
        { kind: 'household', key: 'h', data: { place: { locationId: VILLAGE }, members: [{ personKey: '1' }] } },
      ),
    );
    await during(() => test.feed('second-mis', aPerson('x', { identifiers: [{ type: 'NID', value: 'N-1' }] })));
  });
  afterAll(() => test.close());

  it('IBR-030: are none for one person, their past, and one household', async () => {
    const id = await test.personOf('openimis', '1');
    const [{ household_id: householdId }] = (await test.rows('registry.household', 'household_id')) as [
      { household_id: string },
    ];
    const { statements: asked } = await countStatements(async () => {
      await test.registry.getPerson(actor, id, everything);
      await test.registry.getPerson(actor, id, everything, { asOf: '2021-01-01' });
      await test.registry.getHousehold(actor, householdId, everything);
    });
    expect(asked.length).toBeGreaterThan(10);
    // A household's members live in other parts than it: the one step from it to them is declared.
    const scattered = asked.filter(isScattered);
    expect(scattered.filter((text) => !/household_member|registry\.link/.test(text))).toEqual([]);
  });

  it('IBR-030: are all declared, and nothing is declared that is not asked', async () => {
    await during(() => search('name', 'like', 'Amina'));
    await during(() => search('identifier', 'eq', 'N-1'));
    await during(() => lookUp('Member', compare('identifier', 'eq', 'N-1')));
    await during(() => lookUp('Group', compare('size', 'ge', 1)));
    await during(() => search('identifier', 'eq', 'h', 'Group'));
    await during(() => search('householdNumber', 'eq', 'h'));
    await during(() => search('programme', 'eq', 'OAA', 'Beneficiary'));
    const id = await test.personOf('openimis', '1');
    await during(() => test.registry.getPerson(actor, id, everything, { asOf: '2021-01-01' }));
    await during(() => test.registry.getPersonOfSource(actor, { source: 'openimis', key: '1' }, everything));
    const [{ household_id: householdId }] = (await test.rows('registry.household', 'household_id')) as [
      { household_id: string },
    ];
    await during(() => test.registry.getHousehold(actor, householdId, everything));
    await during(() => test.registry.listConflicts(actor, everything, {}));
    await during(() => test.registry.listSources());
    await during(() => test.registry.summarise(actor, []));
    await during(() => test.registry.quality.measure(actor));
    await during(() => test.registry.rebuild(actor));
    await during(() => test.feed('openimis', aPerson('1', { name: { givenName: 'Zebulon' } })));
    const scattered = [...new Set(statements.filter(isScattered))];
    const declared = (text: string) => SCATTERING.some(({ statement }) => statement.test(text));
    expect(scattered.filter((text) => !declared(text))).toEqual([]);
    for (const { what, statement } of SCATTERING) {
      expect([what, scattered.some((text) => statement.test(text))]).toEqual([what, true]);
    }
  });
});
