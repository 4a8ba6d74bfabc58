import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { testActor } from '../support/platform.js';
import { wholeView } from './whole-view.js';
import {
  aPayment,
  aPerson,
  anEnrolment,
  everything,
  openRegistryTest,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

const ODD = '"Quote", back\\slash {curly} – 偉強 فاطمة';
/** Only what the model has no place for may hold these. */
const additional = { note: 'a tab\t, a line\n and a return\r' };

/** Somebody who moved, two programmes, a payment, a household with a stranger, and letters that formats trip over. */
const records: readonly SourceRecord[] = [
  aPerson('1', { phones: ['+254700000001'], accounts: [{ provider: 'BANK', number: '01100152872' }] }, '2020-01-01'),
  aPerson('1', { place: { locationId: VILLAGE, name: ODD }, additional }, '2024-05-01'),
  anEnrolment('1', 'OAA'),
  anEnrolment('1', 'FOOD', { status: 'suspended', from: '2025-03-01' }),
  aPayment('1', 'OAA', '2025-02-05'),
  {
    kind: 'benefit',
    key: '1-b',
    subject: { kind: 'person', key: '1' },
    validFrom: '2025-02-01',
    data: { programme: 'OAA', type: 'cash', status: 'paid', dueOn: '2025-02-01', description: ODD },
  },
  aPerson('2', {
    name: { givenName: 'فاطمة', surname: 'O\\Brien' },
    birthDate: { date: '1960-01-01', precision: 'year' },
  }),
  {
    kind: 'household',
    key: 'h',
    data: {
      place: { locationId: VILLAGE },
      members: [
        { personKey: '1', role: 'head', recipient: 'primary' },
        { personKey: '2', role: 'spouse' },
        { personKey: 'nobody-yet' },
      ],
    },
  },
  {
    kind: 'enrolment',
    key: 'h-CHG',
    subject: { kind: 'household', key: 'h' },
    data: { programme: 'CHG', status: 'active' },
  },
];

describe('the first load of a registry', () => {
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest();
  });
  afterEach(() => test.close());

  const load = (...some: readonly SourceRecord[]) => test.registry.loadFirst(testActor('interlink'), 'openimis', some);

  it('IBR-009: makes by COPY what the way of every day makes, row for row', async () => {
    expect(await load(...records)).toEqual({ received: 9, people: 2, households: 1 });
    const loaded = await wholeView(test);
    const other = await openRegistryTest();
    await other.feed('openimis', ...records);
    const fed = await wholeView(other);
    await other.close();
    expect(loaded).toEqual(fed);
  });

  it('takes a record that the file takes back further down as not said, as the way of every day does', async () => {
    const subject = { kind: 'person' as const, key: '1' };
    const gone = (kind: 'enrolment' | 'household' | 'person', key: string): SourceRecord => ({
      kind,
      key,
      deleted: true,
    });
    const taken = [
      ...records,
      gone('person', '2'),
      { ...gone('enrolment', '1-OAA'), subject } as SourceRecord,
      gone('enrolment', 'h-CHG'),
      gone('household', 'h'),
      gone('person', 'never-said'),
      anEnrolment('1', 'OAA', { from: '2026-01-01' }),
    ];
    const seen = async (test: RegistryTest) => ({
      people: await test.rows('registry.person_record', 'record_key'),
      households: await test.rows('registry.household', 'record_key'),
      enrolments: await test.rows('registry.enrolment order by programme', 'programme, status, enrolled_on::text'),
      words: await test.rows('registry.name_word order by word', 'word'),
    });
    expect(await load(...taken)).toMatchObject({ people: 1, households: 0 });
    const loaded = await seen(test);
    const other = await openRegistryTest();
    await other.feed('openimis', ...taken);
    const fed = await seen(other);
    await other.close();
    expect(loaded).toEqual(fed);
    expect(loaded.enrolments).toMatchObject([{ programme: 'FOOD' }, { programme: 'OAA', enrolled_on: '2026-01-01' }]);
  });

  it('IBR-030: is read like everything else: the person, their past, and by name', async () => {
    await load(...records);
    const personId = await test.personOf('openimis', '1');
    const person = await test.registry.getPerson(testActor(), personId, everything);
    expect(person.enrolments.map(({ programme }) => programme).sort()).toEqual(['FOOD', 'OAA']);
    expect(person.data.place?.name).toBe(ODD);
    const past = await test.registry.getPerson(testActor(), personId, everything, { asOf: '2021-01-01' });
    expect(past.data.place?.name).toBe('Kibera');
    expect(past.enrolments).toEqual([]);
  });

  it('goes on in portions, and is followed by other sources and by changes as if it had come the slow way', async () => {
    await load(...records);
    await load(aPerson('3'), anEnrolment('3', 'OAA'));
    await test.feed('second-mis', aPerson('x', { identifiers: [{ type: 'NID', value: 'N-3' }] }));
    expect(await test.personOf('second-mis', 'x')).toBe(await test.personOf('openimis', '3'));
    const { changed, unchanged } = await test.feed(
      'openimis',
      aPerson('3', { phones: ['+254700000009'] }),
      anEnrolment('3', 'OAA'),
    );
    expect([changed, unchanged]).toEqual([1, 1]);
  });

  it('is refused, and leaves nothing, when a record of it is known', async () => {
    await load(aPerson('1'));
    await expect(load(aPerson('2'), aPerson('1', { sex: 'male' }))).rejects.toMatchObject({
      code: 'registry.load-not-first',
    });
    expect(await test.rows('registry.person')).toHaveLength(1);
    expect(await test.rows('registry.record_head')).toHaveLength(1);
  });

  it('is refused when another source has spoken, whose people it would not be compared with', async () => {
    await test.feed('second-mis', aPerson('x'));
    await expect(load(aPerson('1'))).rejects.toMatchObject({ code: 'registry.load-not-first' });
  });

  it('is refused as a whole for one record that is not one, and for a source that nobody knows', async () => {
    await expect(load(aPerson('1'), { kind: 'person', key: '' } as never)).rejects.toMatchObject({
      code: 'registry.record-refused',
    });
    await expect(test.registry.loadFirst(testActor(), 'nobody', [aPerson('1')])).rejects.toMatchObject({
      code: 'registry.source-unknown',
    });
    expect(await test.rows('registry.person')).toEqual([]);
  });

  it('S5: is in the log', async () => {
    await load(aPerson('1'));
    expect(await test.rows("platform.audit_entry where header ->> 'action' = 'registry.ingest'")).toHaveLength(1);
  });

  it('S15: keeps nothing readable in what is never deleted', async () => {
    await load(aPerson('1', { name: { givenName: 'Marker', surname: 'Zanzibar' } }));
    const [row] = await test.rows('registry.source_record', "encode(sealed, 'escape') as text");
    expect(row?.['text']).not.toContain('Zanzibar');
  });
});
