import { OVERLAP_FOUND, PERSON_CHANGED, PERSON_RELINKED } from '@interlink/contracts/registry/events';
import { testActor } from '../support/platform.js';
import {
  anEnrolment,
  aPayment,
  aPerson,
  aScope,
  everything,
  openRegistryTest,
  type RegistryTest,
} from './registry-kit.js';
import { inClear } from '../support/in-clear';

describe('SR-010: a person in openIMIS and in a second management system', () => {
  let test: RegistryTest;
  const actor = testActor();
  beforeAll(async () => {
    test = await openRegistryTest({ listener: [OVERLAP_FOUND, PERSON_CHANGED, PERSON_RELINKED] });
    await test.registry.saveProgrammes(actor, 'openimis', [{ code: 'OAA', name: 'Old-age allowance' }]);
    await test.feed(
      'openimis',
      aPerson('u1', { identifiers: [{ type: 'NID', value: 'A 100-1' }], phones: ['+254700000001'] }),
      anEnrolment('u1', 'OAA', { from: '2024-03-01' }),
      aPayment('u1', 'OAA', '2025-02-01'),
      aPayment('u1', 'OAA', '2026-02-01'),
    );
    test.clock.advance(60_000);
    await test.feed(
      'second-mis',
      aPerson('m-9', {
        identifiers: [{ type: 'NID', value: 'A1001' }],
        name: { givenName: 'Aminah', surname: 'Wanjiru' },
        birthDate: { date: '1950-04-03', precision: 'day' },
        maritalStatus: 'W',
      }),
      anEnrolment('m-9', 'FOOD', { from: '2026-05-01' }),
      aPayment('m-9', 'FOOD', '2026-06-01', 50_000),
    );
  });
  afterAll(() => test.close());
  const view = async (over = {}, when = {}) =>
    test.registry.getPerson(actor, await test.personOf('openimis', 'u1'), { ...everything, ...over }, when);

  it('IBR-030: appears once, with both enrolments and both payment histories', async () => {
    expect(await test.personOf('second-mis', 'm-9')).toBe(await test.personOf('openimis', 'u1'));
    const person = await view();
    expect(person.records.map(({ source, linkedBy }) => [source, linkedBy])).toEqual([
      ['openimis', 'first'],
      ['second-mis', 'identifier'],
    ]);
    expect(person.enrolments.map(({ programme, programmeName, source }) => [programme, programmeName, source])).toEqual(
      [
        ['OAA', 'Old-age allowance', 'openimis'],
        ['FOOD', 'Food allowance', 'second-mis'],
      ],
    );
    expect(person.payments.map(({ programme, paidOn, amount }) => [programme, paidOn, amount.minor])).toEqual([
      ['OAA', '2025-02-01', 200_000],
      ['OAA', '2026-02-01', 200_000],
      ['FOOD', '2026-06-01', 50_000],
    ]);
  });

  it('IBR-020: says of each field which source it is from and why', async () => {
    const { data, provenance } = await view();
    expect(data.maritalStatus).toBe('W');
    expect(provenance['maritalStatus']).toMatchObject({ source: 'second-mis', chosenBy: 'only', disputed: false });
    expect(provenance['birthDate']).toMatchObject({ chosenBy: 'agreed', source: 'openimis' });
    expect(provenance['name']).toMatchObject({ source: 'second-mis', chosenBy: 'freshest', disputed: true });
  });

  it('IBR-009: opens a conflict for the overlap and one for the name, and tells subscribers', async () => {
    const own = await test.registry.listConflicts(actor, aScope(), {});
    expect(own.items.flatMap(({ programmes }) => programmes)).toEqual(['OAA']);
    expect(own.items.flatMap(({ programmeNames }) => programmeNames)).toHaveLength(1);
    const { items } = await test.registry.listConflicts(actor, everything, {});
    expect(items.map(({ kind, field, programmes }) => [kind, field, programmes])).toEqual([
      ['field', 'name', []],
      ['overlap', undefined, expect.arrayContaining(['FOOD', 'OAA'])],
    ]);
    const events = await test.rows(`platform.outbox where stream = 'events:listener' order by seq`, 'kind, body');
    expect(events.map(({ kind }) => kind)).toEqual([PERSON_CHANGED, OVERLAP_FOUND, PERSON_CHANGED]);
    expect(JSON.stringify(events)).not.toMatch(/Amina|A1001|A 100-1/);
  });

  it('IBR-030: shows what was true last year, and what was known before the second system spoke', async () => {
    const lastYear = await view({}, { asOf: '2025-06-30' });
    expect(lastYear.enrolments.map(({ programme }) => programme)).toEqual(['OAA']);
    expect(lastYear.payments).toHaveLength(1);
    const before = await view({}, { knownAt: new Date('2026-11-24T08:00:30.000Z') });
    expect(before.records.map(({ source }) => source)).toEqual(['openimis']);
    expect(before.data.name).toEqual({ givenName: 'Amina', surname: 'Wanjiru' });
  });

  it('S2: shows another institution only that there is more', async () => {
    const own = await view(aScope());
    expect(own.enrolments.map(({ programme }) => programme)).toEqual(['OAA']);
    expect(own.payments.map(({ programme }) => programme)).toEqual(['OAA', 'OAA']);
    expect(own.otherEnrolments).toBe(true);
    expect(JSON.stringify(own)).not.toMatch(inClear('FOOD', '50000'));
  });

  it('S2: is not there for an operator of another district', async () => {
    await expect(view(aScope({ districts: [] }))).rejects.toMatchObject({ code: 'registry.person-not-found' });
  });

  it('IBR-030: falls apart into two whole people when the link is undone, and is whole again after a merge', async () => {
    const personId = await test.personOf('openimis', 'u1');
    const before = await view();
    const wrong = before.records.find(({ source }) => source === 'second-mis');
    test.clock.advance(60_000);
    const other = await test.registry.unlink(personId, wrong?.recordId ?? '', { actor, reason: 'another woman' });
    expect(other).not.toBe(personId);
    const [mine, theirs] = [await view(), await test.registry.getPerson(actor, other, everything)];
    expect(mine.enrolments.map(({ programme }) => programme)).toEqual(['OAA']);
    expect(theirs.enrolments.map(({ programme }) => programme)).toEqual(['FOOD']);
    expect(theirs.payments).toHaveLength(1);
    expect((await test.registry.listConflicts(actor, everything, {})).items).toEqual([]);

    test.clock.advance(60_000);
    await test.registry.merge(personId, other, { actor, reason: 'the card was shown' });
    const again = await view();
    expect(again.enrolments).toEqual(before.enrolments);
    expect(again.payments).toEqual(before.payments);
    await expect(test.registry.getPerson(actor, other, everything)).rejects.toMatchObject({
      code: 'registry.person-not-found',
    });
    expect((await test.registry.listConflicts(actor, everything, {})).items).toHaveLength(2);
  });

  it('S6: leaves the whole story in the audit log, in order', async () => {
    const personId = await test.personOf('openimis', 'u1');
    const entries = await test.rows(
      `platform.audit_entry where header ->> 'stream' = 'person:${personId}' order by shard, seq`,
      `header ->> 'action' as action`,
    );
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['registry.open-conflict', 'registry.read-person', 'registry.split', 'registry.merged']),
    );
    expect(actions.indexOf('registry.split')).toBeLessThan(actions.indexOf('registry.merged'));
  });

  it('S15: keeps no personal value in clear in what is append-only', async () => {
    for (const table of ['registry.source_record', 'registry.link', 'registry.apart', 'registry.field_choice']) {
      const { rows } = await test.superuser.query(`select t::text as text from ${table} t`);
      const all = rows.map(({ text }) => String(text)).join('\n');
      for (const marker of ['Amina', 'Wanjiru', 'A1001', '254700000001']) {
        expect(all).not.toContain(marker);
        expect(all).not.toContain(Buffer.from(marker).toString('hex'));
      }
    }
  });
});
