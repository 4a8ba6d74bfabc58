import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';

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
