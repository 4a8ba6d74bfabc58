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

describe('no partner can misuse it', () => {
  it.each([
    ['err.request.unauthorized', 401, { token: 'none' }],
    ['err.signature.missing', 200, { unsigned: true }],
    ['err.signature.invalid', 200, { tamper: (body: string) => body.replace('880012', '880013') }],
    ['err.sender_id.invalid', 200, { header: { sender_id: 'https://other.example' } }],
    ['err.receiver_id.invalid', 200, { header: { receiver_id: 'other' } }],
    ['err.version.not_supported', 200, { header: { version: '9.0.0' } }],
    ['err.encryption.invalid', 200, { header: { is_msg_encrypted: true } }],
    ['err.request.bad', 400, { tamper: (body: string) => body.slice(0, -5) }],
    ['err.request.bad', 400, { tamper: () => `{"header":{},"message":${'['.repeat(5000)}${']'.repeat(5000)}}` }],
  ])('SR-029: is refused with %s (%i) for %j', async (code, status, over) => {
    const answer = await send(kit, partner, 'sync-search', { message: searchOf(searchItem()), ...over });
    expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([status, code]);
    expect(answer.body.message.error?.code).toBe(code);
    const refusals = await kit.audits('exchange.refuse');
    expect(refusals.at(-1)).toBeDefined();
  });

  it.each([
    ['rjct.version.invalid', { version: '9.0.0' }],
    ['rjct.message_ts.invalid', { message_ts: '2020-01-01T00:00:00Z' }],
    ['rjct.action.invalid', { action: 'dance' }],
    ['rjct.action.not_supported', { action: 'subscribe' }],
    ['rjct.total_count.invalid', { total_count: 2 }],
  ])('SR-025: the header of the answer says %s for %j', async (reason, header) => {
    const { body } = await send(kit, partner, 'sync-search', { message: searchOf(searchItem()), header });
    expect(body.header).toMatchObject({ status: 'rjct', status_reason_code: reason });
    expect(body.signature).toBeDefined();
  });

  it('SR-025: refuses more items than one message may have', async () => {
    const items = Array.from({ length: 101 }, (_none, at) => searchItem({}, { reference_id: `r-${at}` }));
    const { body } = await send(kit, partner, 'sync-search', { message: searchOf(...items), items: 101 });
    expect(body.header?.['status_reason_code']).toBe('rjct.total_count.limit_exceeded');
  });

  it('S4: a message that comes again is refused, and another body under its id too', async () => {
    const header = { message_id: 'same' };
    const first = await send(kit, partner, 'sync-search', { message: searchOf(searchItem()), header });
    expect(first.body.header?.['status']).toBe('succ');
    const again = await send(kit, partner, 'sync-search', { message: searchOf(searchItem()), header });
    expect(again.body.header?.['status_reason_code']).toBe('rjct.message_id.duplicate');
    const other = await send(kit, partner, 'sync-search', {
      message: searchOf(searchItem({ query: { type: 'UIN', value: '1' } })),
      header,
    });
    expect(other.body.header?.['status_reason_code']).toBe('rjct.message_id.duplicate');
  });

  it('F2: nobody is answered without an agreement, and the reason is in the audit', async () => {
    const stranger = await kit.join('stranger');
    const { status, body } = await send(kit, stranger, 'sync-search', { message: searchOf(searchItem()) });
    expect([status, body.errors?.[0]?.code]).toEqual([403, 'err.request.forbidden']);
    expect((await kit.audits('exchange.refuse')).some(({ body: text }) => text.includes('no-agreement'))).toBe(true);
  });

  it('S2: what the agreement does not name is neither told nor asked by', async () => {
    const clinic = await kit.join('clinic');
    await kit.agree('clinic', { elements: ['member_identifier', 'demographic_info.name'], exactCounts: false });
    const told = await send(kit, clinic, 'sync-search', { message: searchOf(searchItem()) });
    expect(JSON.stringify(told.body)).not.toMatch(/1990-05-04|female|100700/);
    expect(told.body.message.search_response?.[0]?.pagination?.total_count).toBe(0);
    const byBirth = searchItem({ query_type: 'expression', query: { birth_date: { $ge: '1990-01-01' } } });
    const asked = await send(kit, clinic, 'sync-search', { message: searchOf(byBirth) });
    expect(asked.body.message.search_response?.[0]?.status_reason_code).toBe('rjct.filter.invalid');
    const sorted = searchItem({ sort: [{ attribute_name: 'birth_date' }] });
    const ordered = await send(kit, clinic, 'sync-search', { message: searchOf(sorted) });
    expect(ordered.body.message.search_response?.[0]?.status_reason_code).toBe('rjct.filter.invalid');
  });

  it('S12: more than the quota is 429 with a time to wait', async () => {
    const busy = await kit.join('busy', { quotas: { default: { perSecond: 1, perDay: 10 } } });
    await kit.agree('busy');
    await send(kit, busy, 'sync-search', { message: searchOf(searchItem()) });
    const { status, headers, body } = await send(kit, busy, 'sync-search', { message: searchOf(searchItem()) });
    expect([status, headers['retry-after'], body.errors?.[0]?.code]).toEqual([
      429,
      '1',
      'err.request.too_many_requests',
    ]);
  });

  it('SR-025: takes the spellings of the field from a partner that is registered as lenient, and from no other', async () => {
    const old = await kit.join('old', { lenient: true });
    await kit.agree('old');
    const header = { total_count: '1', meta: '' };
    const item = { ...searchItem(), locale: 'EN/GB', pagination: { page_size: '5' } };
    const taken = await send(kit, old, 'sync-search', { message: searchOf(item), header });
    expect(taken.body.message.search_response?.[0]).toMatchObject({ status: 'succ', pagination: { page_size: 5 } });
    const strict = await send(kit, partner, 'sync-search', { message: searchOf(item), header });
    expect(strict.body.header?.['status_reason_code']).toBe('rjct.total_count.invalid');
  });

  it('SR-025: a question that takes too long is err.request.timeout, one that fails is no word of our inside', async () => {
    kit.registry.before = () => Promise.reject(Object.assign(new Error('canceled'), { code: '57014' }));
    expect((await search()).body.errors?.[0]?.code).toBe('err.request.timeout');
    kit.registry.before = () => Promise.reject(new Error('secret table'));
    const { status, body } = await search();
    kit.registry.before = () => undefined;
    expect([status, body.errors?.[0]?.code]).toEqual([503, 'err.service.unavailable']);
    expect(JSON.stringify(body)).not.toMatch(/secret/);
  });

  it.each([
    ['POST', '/interlink/dci/sr/registry/dance', 404, 'err.request.not_found'],
    ['POST', '/interlink/dci/sr/registry/sync/enrolled', 404, 'err.request.not_found'],
    ['POST', '/interlink/dci/dr/registry/txn/status', 404, 'err.request.not_found'],
    ['POST', '/interlink/dci/sr/registry/search', 401, 'err.request.unauthorized'],
  ] as const)('SR-025: %s %s without a token is %i', async (method, url, status, code) => {
    const response = await kit.app.inject({ method, url });
    expect([response.statusCode, response.json<{ errors: { code: string }[] }>().errors[0]?.code]).toEqual([
      status,
      code,
    ]);
  });

  it('SR-025: refuses what is not JSON by its type, and what is too large', async () => {
    const authorization = `Bearer ${await kit.tokenOf('mis')}`;
    const url = '/interlink/dci/sr/registry/sync/search';
    const form = await kit.app.inject({
      method: 'POST',
      url,
      headers: { authorization, 'content-type': 'text/plain' },
      payload: '{}',
    });
    expect(form.statusCode).toBe(415);
    const payload = `{"header":{},"message":{"a":"${'x'.repeat(1_100_000)}"}}`;
    const huge = await kit.app.inject({
      method: 'POST',
      url,
      headers: { authorization, 'content-type': 'application/json' },
      payload,
    });
    expect(huge.statusCode).toBe(413);
  });
});
