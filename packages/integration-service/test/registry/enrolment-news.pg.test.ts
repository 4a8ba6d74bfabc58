import { PERSON_CHANGED, type PersonChanged } from '@interlink/contracts/registry/events';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { anEnrolment, aPerson, openRegistryTest, type RegistryTest } from './registry-kit.js';

describe('IBR-036: what the registry tells of enrolments when somebody changes', () => {
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest({ listener: [PERSON_CHANGED] });
    await test.feed('openimis', aPerson('1'));
  });
  afterEach(() => test.close());

  /** Of the newest change alone. */
  const told = async () => {
    const { rows } = await test.superuser.query(`select body from platform.outbox order by seq desc limit 1`);
    const { programmes, enrolled, statusChanged } = JSON.parse(JSON.stringify(rows[0].body)) as PersonChanged;
    return { programmes, enrolled, statusChanged };
  };
  const feed = async (...records: SourceRecord[]) => {
    test.clock.advance(1000);
    await test.feed('openimis', ...records);
    return told();
  };

  it('is whoever is taken in, and then whose status is another, and nobody of whom it is neither', async () => {
    const none = { programmes: ['OAA'], enrolled: [], statusChanged: [] };
    expect(await feed(anEnrolment('1', 'OAA'))).toEqual({ ...none, enrolled: ['OAA'] });
    expect(await feed(anEnrolment('1', 'OAA', { from: '2025-02-01' }))).toEqual(none);
    const suspended = anEnrolment('1', 'OAA', { status: 'suspended', from: '2025-03-01' });
    expect(await feed(suspended)).toEqual({ ...none, statusChanged: ['OAA'] });
  });

  it('is nobody of whom two systems speak, once they are found to be one', async () => {
    await test.feed(
      'second-mis',
      aPerson('x', { identifiers: [], name: { surname: 'Otieno' } }),
      anEnrolment('x', 'FOOD'),
    );
    const [one, other] = [await test.personOf('openimis', '1'), await test.personOf('second-mis', 'x')];
    await test.registry.merge(one, other, {
      actor: { kind: 'operator', id: 'u', loginName: 'sue', correlationId: 'c' },
      reason: 'one',
    });
    expect(await told()).toEqual({ programmes: [], enrolled: undefined, statusChanged: undefined });
  });
});
