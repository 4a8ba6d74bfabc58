import type { Tx } from '../../src/platform/transaction.js';
import { testActor } from '../support/platform.js';
import { countStatements } from '../support/statements-kit.js';
import { anEnrolment, aPerson, aScope, everything, openRegistryTest, OTHER_DISTRICT, VILLAGE, type RegistryTest } from './registry-kit.js'; // prettier-ignore

/** For whoever shares data: several who read at once do so in one transaction. */
describe('a read within a transaction of the caller', () => {
  let test: RegistryTest;
  const ids = new Map<string, string>();
  const actor = testActor();
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.registry.saveProgrammes(actor, 'openimis', [{ code: 'OAA', name: 'Old age allowance' }]);
    await test.feed(
      'openimis',
      aPerson('1'),
      aPerson('2', { place: { locationId: VILLAGE, districtId: OTHER_DISTRICT } }),
    );
    await test.feed('openimis', anEnrolment('1', 'OAA'));
    await test.feed('openimis', { kind: 'household', key: 'h', data: { members: [{ personKey: '1' }] } });
    for (const key of ['1', '2']) ids.set(key, await test.personOf('openimis', key));
    const [household] = await test.rows('registry.household', 'household_id');
    ids.set('h', household?.['household_id'] as string);
  });
  afterAll(() => test.close());

  const shared = <R>(work: (tx: Tx) => Promise<R>) => test.platform.inSharedTransaction(actor, work);
  const idOf = (key: string) => ids.get(key) ?? key;
  const read = (key: string, scope = everything) => shared((tx) => test.registry.getPersonWithin(tx, idOf(key), scope));
  const reads = async () =>
    (await test.rows(`platform.audit_entry where header ->> 'action' like 'registry.read-%'`, 'id')).length;

  it('S2: shows of each what a read by itself shows, in two statements for all', async () => {
    const alone = await Promise.all(
      ['1', '2', '1'].map((key) => test.registry.getPerson(actor, idOf(key), everything)),
    );
    const { result, statements } = await countStatements(() => Promise.all(['1', '2', '1'].map((key) => read(key))));
    expect(result).toEqual(alone);
    expect(result[0]?.enrolments).toMatchObject([{ programmeName: 'Old age allowance' }]);
    expect(statements.filter((text) => text.includes('from registry.'))).toHaveLength(2);
  });

  it('S2: of whoever lives out of the scope, or is not there, is of nobody; the others are read', async () => {
    const outcomes = await Promise.allSettled([
      read('1', aScope()),
      read('2', aScope()),
      read('0190a000-0000-7000-8000-00000000dead'),
    ]);
    expect(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'read'))).toEqual(
      ['read', 'registry.person-not-found', 'registry.person-not-found'],
    );
  });

  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['a person', (tx) => test.registry.getPersonWithin(tx, idOf('1'), everything)],
    ['a household', (tx) => test.registry.getHouseholdsAsOneWithin(tx, [idOf('h')], everything)],
  ])('S6: of %s is in the access log with the commit, and not without it', async (_of, work) => {
    const before = await reads();
    await shared(work);
    expect(await reads()).toBe(before + 1);
    const undone = shared(async (tx) => {
      await work(tx);
      throw new Error('planted');
    });
    await expect(undone).rejects.toThrow('planted');
    expect(await reads()).toBe(before + 1);
  });
});
