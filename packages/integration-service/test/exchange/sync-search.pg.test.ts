import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compactVerify, importJWK } from 'jose';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterAll(() => kit.close());

const search = (criteria: Record<string, unknown> = {}, over: Record<string, unknown> = {}) =>
  send(kit, partner, 'sync-search', { message: searchOf(searchItem(criteria, over)) });

describe('a synchronous search', () => {
  it('SR-025: finds a person by number and answers a signed Member', async () => {
    const { status, body } = await search();
    expect(status).toBe(200);
    expect(body.header).toMatchObject({
      action: 'on-search',
      status: 'succ',
      sender_id: 'interlink',
      receiver_id: partner.dciId,
    });
    expect(body.message.search_response).toMatchObject([
      {
        reference_id: 'r-1',
        status: 'succ',
        data: {
          reg_type: 'ns:org:RegistryType:Social',
          reg_records: [{ '@type': 'Member', demographic_info: { name: { surname: 'Okoro', given_name: 'Ada' } } }],
        },
        pagination: { page_size: 50, page_number: 1, total_count: 1 },
      },
    ]);
    const key = await importJWK(kit.interconnection.keys.signing.publicJwk, 'EdDSA');
    const { payload } = await compactVerify(body.signature ?? '', key);
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ header: body.header, message: body.message });
  });

  it('IBR-036: finds the same enrolment as a Beneficiary over the IBR role', async () => {
    const { body } = await send(kit, partner, 'sync-search', { role: 'ibr', message: searchOf(searchItem()) });
    expect(body.message.search_response?.[0]?.data?.reg_records).toMatchObject([
      { '@type': 'Beneficiary', enrollment_status: '1', benefits: [{ benefit_value: { amount: '50.00' } }] },
    ]);
  });

  it('SR-025: is sorted and cut into pages as it asks', async () => {
    const pagination = { page_size: 1, page_number: 2 };
    const { body } = await search({
      query_type: 'expression',
      query: { sex: 'female' },
      pagination,
      sort: [{ attribute_name: 'birth_date' }],
    });
    expect(body.message.search_response?.[0]).toMatchObject({
      data: { reg_records: [] },
      pagination: { total_count: 1 },
    });
    expect(kit.registry.asked.at(-1)?.query).toMatchObject({
      sort: [{ field: 'birthDate', descending: false }],
      page: { number: 2, size: 1 },
    });
  });

  const folder = path.resolve(__dirname, '../../../contracts/test/exchange/examples');
  it.each([
    ['sr-search-idtype', 'sr', 'succ'],
    ['ibr-search', 'ibr', 'succ'],
    ['crvs-search', 'crvs', 'succ'],
    ['fr-search', 'fr', 'succ'],
  ] as const)('SR-025: answers our example %s over role %s', async (file, role, status) => {
    const { message } = JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8')) as {
      message: Record<string, unknown>;
    };
    const { body } = await send(kit, partner, 'sync-search', { role, message });
    expect(body.message.search_response?.map((item) => item.status)).toEqual([status]);
  });

  it.each([
    ['rjct.reference_id.invalid', {}, { reference_id: '' }],
    ['rjct.timestamp.invalid', {}, { timestamp: 'today' }],
    ['rjct.search_criteria.invalid', { query_type: 'sql' }, {}],
    ['rjct.search_criteria.invalid', { reg_record_type: 'Car' }, {}],
    ['rjct.search_criteria.invalid', { reg_type: 'ns:org:RegistryType:IBR' }, {}],
    ['rjct.filter.invalid', { query_type: 'expression', query: { shoe_size: 44 } }, {}],
    ['rjct.filter.invalid', { query: 'all' }, {}],
    ['rjct.filter.invalid', { query_type: 'expression', query: { education_level: '1' } }, {}],
    ['rjct.sort.invalid', { sort: [{ attribute_name: 'colour' }] }, {}],
    ['rjct.sort.invalid', { sort: [{ attribute_name: 'birth_date', sort_order: 'up' }] }, {}],
    ['rjct.pagination.invalid', { pagination: { page_size: 0 } }, {}],
    ['rjct.pagination.invalid', { pagination: { page_size: 100_000 } }, {}],
  ])('SR-025: an item is refused with %s for %j %j', async (reason, criteria, over) => {
    const { status, body } = await search(criteria, over);
    expect(status).toBe(200);
    expect(body.header).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.errors.too_many' });
    expect(body.message.search_response?.[0]).toMatchObject({ status: 'rjct', status_reason_code: reason });
  });

  it('SR-025: answers the items that are right beside those that are not', async () => {
    const items = [searchItem(), searchItem({ query_type: 'sql' }, { reference_id: 'r-2' }), searchItem()];
    const { body } = await send(kit, partner, 'sync-search', { message: searchOf(...items), items: 3 });
    expect(body.header?.['status']).toBe('succ');
    expect(body.message.search_response?.map((item) => item.status_reason_code)).toEqual([
      undefined,
      'rjct.search_criteria.invalid',
      'rjct.reference_id.duplicate',
    ]);
  });

  it('SR-025: refuses what would be a copy of the register', async () => {
    const { searchWithin: real } = kit.registry;
    kit.registry.searchWithin = () => Promise.resolve({ recordType: 'Member', total: 100_001, items: [] });
    const { body } = await search();
    kit.registry.searchWithin = real;
    expect(body.message.search_response?.[0]?.status_reason_code).toBe('rjct.search.too_many_records_found');
  });

  it('F2: tells no more records than the agreement leaves for the day, in one message of several items either', async () => {
    const capped = await kit.join('capped');
    await kit.agree(capped.id, { dailyRecords: 1 });
    const items = ['r-1', 'r-2'].map((reference_id) => searchItem({}, { reference_id }));
    const { body } = await send(kit, capped, 'sync-search', { message: searchOf(...items), items: 2 });
    expect(body.message.search_response).toMatchObject([
      { status: 'succ', data: { reg_records: [{}] } },
      { status: 'rjct', status_reason_code: 'rjct.search.too_many_records_found' },
    ]);
    expect(JSON.stringify(body.message.search_response?.[1])).not.toContain('Okoro');
  });

  it('S6: leaves one line a person in the access log, with agreement and elements', async () => {
    const before = (await kit.audits('interconnection.exchange')).length;
    await search();
    const entries = (await kit.audits('interconnection.exchange')).slice(before);
    expect(entries.map(({ header }) => header)).toMatchObject([{ actorKind: 'partner', actorId: 'mis' }]);
    expect(entries[0]?.body).toMatch(/"purpose":"eligibility"/);
    expect(entries[0]?.body).not.toMatch(inClear('880012', 'Okoro'));
  });

  it('SR-025: keeps how long an answer took, whether its question was signed, and how long it was', async () => {
    kit.registry.before = () => kit.clock.advance(1234);
    await search();
    kit.registry.before = () => undefined;
    const { rows } = await kit.superuser.query(
      `select direction, took_ms, signature, bytes > 500 as is_long from interconnection.exchange_log
        where operation = 'sr-sync-search' order by at desc, id desc limit 1`,
    );
    expect(rows).toEqual([{ direction: 'in', took_ms: 1234, signature: 'verified', is_long: true }]);
  });

  it('S6: tells nothing when the access log cannot be written', async () => {
    await kit.superuser.query('revoke insert on platform.audit_entry from interlink_app');
    const { status, body } = await search();
    await kit.superuser.query('grant insert on platform.audit_entry to interlink_app');
    expect(status).toBe(503);
    expect(body.errors?.[0]?.code).toBe('err.service.unavailable');
    expect(JSON.stringify(body)).not.toMatch(/Okoro/);
  });
});
