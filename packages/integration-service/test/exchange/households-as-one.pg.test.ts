import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { publisher } from '../../src/platform/outbox/subscriber.js';
import type { Platform } from '../../src/platform/platform.js';
import { createRegistry, type Registry } from '../../src/registry/service.js';
import { subscriptions } from '../../src/subscriptions.js';
import { aHousehold, known } from '../registry/household-across-kit.js';
import { testActor } from '../support/platform.js';
import { bulkPartner } from './bulk-kit.js';
import { agreed, ALL, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js'; // prettier-ignore

jest.setTimeout(120_000);

let kit: ExchangeKit;
let registry: Registry;
let clinic: Joined;

const numbered = (record: SourceRecord, value: string): SourceRecord =>
  ({
    ...record,
    data: { ...('data' in record && record.data), identifiers: [{ type: 'HHID', value }] },
  }) as SourceRecord;
async function feed(source: 'openimis' | 'second-mis', ...records: SourceRecord[]) {
  kit.clock.advance(60_000);
  await registry.ingest(testActor('interlink'), source, records);
}

beforeEach(async () => {
  kit = await openExchangeKit((platform: Platform) => {
    const sources = { openimis: { name: 'openIMIS', kind: 'openimis' }, 'second-mis': { name: 'Office', kind: 'dci' } };
    Object.assign(platform.config.settings.policies, { registry: { sources } });
    Object.assign(platform, { publish: publisher(subscriptions) });
    registry = createRegistry(platform);
    return registry;
  });
  clinic = await kit.join('clinic');
  const elements = [...ALL, 'group_head_info', 'member_list'];
  await kit.agree('clinic', { elements });
  await kit.addAgreement('clinic', agreed({ mode: 'file', elements }));
  const members = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      personKey: `${prefix}${at + 1}`,
      ...(at === 0 && { role: 'head' as const }),
    }));
  await feed('openimis', known('p1', 1), known('p2', 2), numbered(aHousehold('h', members('p', 2)), 'H-7'));
  await feed(
    'second-mis',
    ...[1, 2, 3].map((at) => known(`m${at}`, at)),
    numbered(aHousehold('w', members('m', 3)), 'W-9'),
  );
  await feed('openimis', known('p4', 4), numbered(aHousehold('other', [{ personKey: 'p4' }]), 'H-8'));
});
afterEach(() => kit.close());

const everyone = { reg_record_type: 'Group', query_type: 'expression', query: { group_size: { $ge: 1 } } };
const byNumber = (value: string) => ({ reg_record_type: 'Group', query: { type: 'HHID', value } });
async function find(criteria: Record<string, unknown>, role: 'ibr' | 'sr' = 'sr') {
  const { body } = await send(kit, clinic, 'sync-search', { role, message: searchOf(searchItem(criteria)) });
  const item = body.message.search_response?.[0];
  return { records: item?.data?.reg_records ?? [], total: item?.pagination?.total_count };
}
interface Told {
  readonly group_identifier?: readonly { readonly identifier_value: string }[];
  readonly group_head_info?: { readonly demographic_info: { readonly name: { readonly given_name: string } } };
  readonly member_list?: readonly object[];
}
const numbersOf = (record: Told) => record.group_identifier?.map((one) => one.identifier_value).sort();

describe('IBR-030: a household that two systems know, to a partner', () => {
  it.each(['H-7', 'W-9'])(
    'is one record with every number, everybody once and one head, by either number: %s',
    async (number) => {
      const { records, total } = await find(byNumber(number));
      expect([total, records.length]).toEqual([1, 1]);
      const [household = {}] = records as readonly Told[];
      expect(numbersOf(household)).toEqual(['H-7', 'W-9']);
      expect(household.group_head_info?.demographic_info.name.given_name).toBe('Amina');
      expect(household.member_list).toHaveLength(3);
    },
  );

  it('S12: is counted once, among others', async () => {
    const { records, total } = await find(everyone);
    expect([total, records.map(numbersOf).sort()]).toEqual([2, [['H-7', 'W-9'], ['H-8']]]);
  });

  it('SR-025: is two again, each by its own number, to whoever knew both, once a person parts them', async () => {
    const ids = await kit.superuser.query<{ id: string }>(
      `select household_id as id from registry.household where record_key in ('h', 'w')`,
    );
    const [one, other] = ids.rows.map(({ id }) => id) as [string, string];
    const scope = { purpose: 'correction', districts: 'all', institutions: 'all' } as const;
    const word = { actor: testActor(), reason: 'they part' };
    await registry.decideHousehold(one, { otherId: other, decision: 'apart' }, scope, word);
    expect((await find(everyone)).total).toBe(3);
    expect((await find(byNumber('H-7'))).records.map(numbersOf)).toEqual([['H-7']]);
  });

  it('F2: bears no number when none is agreed', async () => {
    const other = await kit.join('office');
    await kit.agree('office', { elements: ['group_size', 'member_list'], recordTypes: ['Group'] });
    const { body } = await send(kit, other, 'sync-search', { message: searchOf(searchItem(everyone)) });
    const records = body.message.search_response?.[0]?.data?.reg_records ?? [];
    expect(records).toHaveLength(2);
    for (const record of records) expect(record).not.toHaveProperty('group_identifier');
  });

  it('IBR-041: is in a file as it is in an answer, once', async () => {
    const files = bulkPartner(kit, clinic);
    const { file } = await files.make({ kind: 'pull', format: 'jsonl', search: searchItem(everyone) });
    const lines = await files.lines(file.file_id);
    const { records } = await find(everyone);
    const byNumbers = (some: readonly object[]) =>
      [...some].sort((a, b) => (JSON.stringify(numbersOf(a)) < JSON.stringify(numbersOf(b)) ? -1 : 1));
    expect(byNumbers(lines)).toEqual(byNumbers(records));
  });

  it('IBR-035: is the same where an enrolment of it in one system is told', async () => {
    await feed('openimis', {
      ...{ kind: 'enrolment', key: 'e', subject: { kind: 'household', key: 'h' } },
      data: { programme: 'CHG', status: 'active', enrolledOn: '2026-01-01' },
    });
    const asked = { query_type: 'expression', query: { 'programme_identifier.programme_identifier': 'CHG' } };
    const { records } = await find({ reg_record_type: 'Beneficiary', ...asked }, 'ibr');
    expect(records.map(({ group }) => numbersOf(group as Told))).toEqual([['H-7', 'W-9']]);
  });

  it('IBR-036: is told of once when somebody in it changes, though the filter names the number of one system', async () => {
    const subscribe_criteria = {
      ...{ reg_event_type: 'UPDATE', notify_record_type: 'Group' },
      ...{ filter_type: 'idtype-value', filter: { type: 'HHID', value: 'H-7' } },
    };
    const subscribe_request = [{ reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', subscribe_criteria }];
    await send(kit, clinic, 'subscribe', { message: { transaction_id: 't-2', subscribe_request } });
    await kit.hearEvents();
    await kit.work();
    clinic.listener.got.length = 0;
    await feed('second-mis', known('m2', 2, { phones: ['+254700000009'] }));
    await kit.hearEvents();
    await kit.deliver();
    const told = clinic.listener.got.map(
      ({ body }) => body.message as { notify_event: { data: { reg_records: Told } }[] },
    );
    expect(told.map(({ notify_event: [one] }) => one && numbersOf(one.data.reg_records))).toEqual([['H-7', 'W-9']]);
    expect(told[0]?.notify_event).toHaveLength(1);
  });
});
