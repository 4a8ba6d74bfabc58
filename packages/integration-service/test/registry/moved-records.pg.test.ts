import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { testActor } from '../support/platform.js';
import { aPayment, aPerson, anEnrolment, everything, openRegistryTest, type RegistryTest } from './registry-kit.js';

const named = (key: string, givenName: string) =>
  aPerson(key, {
    name: { givenName, surname: `Family${key}` },
    birthDate: { date: `196${key}-02-03`, precision: 'day' },
  });
/** The same record of the source, said of somebody else. */
const of = (record: SourceRecord, key: string, kind: 'household' | 'person' = 'person') =>
  ({ ...record, subject: { kind, key } }) as SourceRecord;
const HOUR = 3_600_000;

describe('a record that its source says is somebody else’s', () => {
  let test: RegistryTest;
  const enrolment = anEnrolment('1', 'OAA');
  const payment = aPayment('1', 'OAA', '2026-01-05');
  beforeEach(async () => {
    test = await openRegistryTest();
    await test.feed('openimis', named('1', 'Amina'), named('2', 'Baraka'), enrolment, payment);
    test.clock.advance(HOUR);
  });
  afterEach(() => test.close());

  const view = async (key: string, when = {}) =>
    test.registry.getPerson(testActor(), await test.personOf('openimis', key), everything, when);
  const drawn = async (key: string) => {
    const { enrolments, payments } = await view(key);
    return [enrolments.length, payments.length];
  };

  it('IBR-020: is theirs from now on, and no more of whom it was', async () => {
    expect(await test.feed('openimis', of(enrolment, '2'), of(payment, '2'))).toMatchObject({ changed: 2, added: 0 });
    expect([await drawn('1'), await drawn('2')]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    // One payment was made, and one is counted.
    expect(await test.rows('registry.payment', 'amount_minor')).toEqual([{ amount_minor: '200000' }]);
  });

  it('IBR-030: was of the first, as it was known before', async () => {
    await test.feed('openimis', of(enrolment, '2'));
    const knownAt = new Date(test.clock.now().getTime() - HOUR / 2);
    expect((await view('1', { knownAt })).enrolments).toMatchObject([{ programme: 'OAA' }]);
    expect((await view('2', { knownAt })).enrolments).toEqual([]);
  });

  it('tells both of it, each with what changed', async () => {
    const [one, two] = [await view('1'), await view('2')];
    const { people } = await test.feed('openimis', of(enrolment, '2'));
    expect([...people].sort()).toEqual([one.personId, two.personId].sort());
    expect((await view('1')).version).toBe(one.version + 1);
  });

  it('changes nothing when it is said again, and comes back when that is said', async () => {
    await test.feed('openimis', of(enrolment, '2'));
    expect(await test.feed('openimis', of(enrolment, '2'))).toMatchObject({ changed: 0, unchanged: 1 });
    test.clock.advance(HOUR);
    expect(await test.feed('openimis', enrolment)).toMatchObject({ changed: 1 });
    expect([await drawn('1'), await drawn('2')]).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it('is gone from whoever has it when its source takes it back, whosever it is called by then', async () => {
    await test.feed('openimis', of(enrolment, '2'));
    const { kind, key } = enrolment;
    for (const subject of ['1', '2'] as const) {
      await test.feed('openimis', { kind, key, subject: { kind: 'person', key: subject }, deleted: true });
      expect([(await view('1')).enrolments, (await view('2')).enrolments]).toEqual([[], []]);
    }
  });

  it('goes from a household to one of its people, and back', async () => {
    const household: SourceRecord = { kind: 'household', key: 'h', data: { members: [{ personKey: '1' }] } };
    await test.feed('openimis', household, of(enrolment, 'h', 'household'));
    const holders = async () => test.rows('registry.enrolment', 'holder_kind, programme');
    expect(await holders()).toEqual([{ holder_kind: 'household', programme: 'OAA' }]);
    test.clock.advance(HOUR);
    await test.feed('openimis', enrolment);
    expect(await holders()).toEqual([{ holder_kind: 'person', programme: 'OAA' }]);
  });

  it('makes the same view again from what was said', async () => {
    await test.feed('openimis', of(enrolment, '2'), of(payment, '2'));
    const read = () => test.rows('registry.enrolment e join registry.payment p using (holder_id)', 'e.*, p.paid_on');
    const before = await read();
    await test.registry.rebuild(testActor('interlink'));
    expect([before.length, await read()]).toEqual([1, before]);
  });

  it('S15: comes from somebody who was erased meanwhile without a word about them', async () => {
    const mine = await test.rows("registry.person_record where record_key = '1'", 'record_id');
    await test.platform.inTransaction(testActor('interlink'), (tx) =>
      test.platform.vault.eraseSubject(tx, String(mine[0]?.['record_id']), 'registry'),
    );
    await test.feed('openimis', of(enrolment, '2'));
    expect((await view('2')).enrolments).toMatchObject([{ programme: 'OAA' }]);
    expect(await test.rows('registry.source_record where deleted')).toEqual([]);
  });
});
