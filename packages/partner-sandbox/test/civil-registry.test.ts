import { setTimeout as pause } from 'node:timers/promises';
import { compactVerify, importJWK } from 'jose';
import { compileSchema } from '../src/common/schema';
import { searchResponseEnvelope } from '../src/civil-registry/schemas/search-response';
import { predicate, search, sign, type Envelope } from './support/dci';
import { exchangeRaw, fetchToken, getJson, postJson, switchOn, type Answer } from './support/http';
import { dropEach } from './support/mutations';
import { startTestSandbox, toPublic, type TestSandbox } from './support/sandbox';

interface Item {
  status: string;
  status_reason_code?: string;
  data?: { reg_records: { name: { given_name: string }; birth_date: string; death_date: string }[] };
  pagination?: { total_count: number };
}
interface Reply {
  signature: string;
  header: { status: string; status_reason_code?: string };
  message: { search_response: Item[] };
}

const MANDATORY = [
  'header',
  'header.message_id',
  'header.message_ts',
  'header.action',
  'header.sender_id',
  'header.total_count',
  'message',
  'message.transaction_id',
  'message.search_request',
  'message.search_request.0',
  'message.search_request.0.reference_id',
  'message.search_request.0.timestamp',
  'message.search_request.0.search_criteria',
  'message.search_request.0.search_criteria.query_type',
  'message.search_request.0.search_criteria.query',
  'message.search_request.0.search_criteria.query.type',
  'message.search_request.0.search_criteria.query.value',
];

let sandbox: TestSandbox;
let token: string;
const address = () => `${sandbox.url['civil-registry']}/registry/sync/search`;
const post = (envelope: unknown) => postJson(address(), envelope, token);
const ask = async (over: Parameters<typeof search>[1] = {}) =>
  post(await sign(search(sandbox.now(), over), sandbox.keys.signing));
const replyOf = ({ body }: Answer) => body as unknown as Reply;
const itemOf = (answer: Answer) => replyOf(answer).message.search_response[0];
const errorOf = ({ body }: Answer) => (body['errors'] as { code: string }[])[0]?.code;
const headerCodeOf = (answer: Answer) => replyOf(answer).header.status_reason_code;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  token = await fetchToken(`${sandbox.url['civil-registry']}/oauth2/client/token`);
});
afterAll(() => sandbox.close());

describe('The civil registry answers signed searches', () => {
  it('finds a person by identifier, in an answer of the published form signed with its own key', async () => {
    const answer = await ask();
    expect(compileSchema(searchResponseEnvelope)(answer.body)).toBeUndefined();
    expect(itemOf(answer)).toMatchObject({
      status: 'succ',
      data: { reg_records: [{ name: { given_name: 'Mercy' }, birth_date: '1946-06-02T00:00:00', death_date: '' }] },
    });
    const { signature, header, message } = replyOf(answer);
    const { payload } = await compactVerify(signature, await importJWK(toPublic(sandbox.keys.registry), 'EdDSA'));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ header, message });
  });

  it('gives the day of death of the dead', async () => {
    const answer = await ask({ criteria: { query: { type: 'UIN', value: '1004' } } });
    expect(itemOf(answer)?.data?.reg_records[0]?.death_date).toBe('2026-09-03T00:00:00');
  });

  it('answers no record for somebody whom it does not know', async () => {
    const answer = await ask({ criteria: { query: { type: 'UIN', value: '9999' } } });
    expect(itemOf(answer)).toMatchObject({ status: 'succ', data: { reg_records: [] }, pagination: { total_count: 0 } });
  });

  it.each([
    ['a name and a birth date', [predicate('surname', 'eq', 'omondi'), predicate('birth_date', 'eq', '1946-06-02')], 1],
    ['another birth date', [predicate('surname', 'eq', 'omondi'), predicate('birth_date', 'eq', '1946-06-03')], 0],
    ['a day in the year that alone is known', [predicate('birth_date', 'eq', '1957-12-31')], 1],
    ['a range', [predicate('birth_date', 'ge', '1946-01-01'), predicate('birth_date', 'le', '1950-12-31')], 2],
    [
      'either of two names',
      [
        {
          ...predicate('surname', 'eq', 'Omondi'),
          condition: 'or',
          expression2: predicate('surname', 'eq', 'Kombo').expression1,
        },
      ],
      2,
    ],
  ])('searches by %s', async (_what, query, found) => {
    const answer = await ask({ criteria: { query_type: 'predicate', query } });
    expect(itemOf(answer)?.data?.reg_records).toHaveLength(found);
  });

  it.each([
    [
      'an attribute that it does not know',
      { query_type: 'predicate', query: [predicate('income', 'eq', '5')] },
      'rjct.filter.invalid',
    ],
    [
      'an operator that does not fit',
      { query_type: 'predicate', query: [predicate('surname', 'gt', 'A')] },
      'rjct.filter.invalid',
    ],
    ['an identifier of another kind', { query: { type: 'BRN', value: '1' } }, 'rjct.filter.invalid'],
    ['an expression', { query_type: 'expression', query: { type: 'x', value: {} } }, 'rjct.search_criteria.invalid'],
    ['another registry', { reg_type: 'ns:org:RegistryType:Social' }, 'rjct.search_criteria.invalid'],
    ['another record', { reg_record_type: 'Household' }, 'rjct.search_criteria.invalid'],
    ['too large a page', { pagination: { page_size: 5000 } }, 'rjct.pagination.invalid'],
    ['sorting', { sort: [{ attribute_name: 'surname', sort_order: 'asc' }] }, 'rjct.sort.invalid'],
  ])('rejects %s, and with it the message that holds nothing else', async (_what, criteria, code) => {
    const answer = await ask({ criteria });
    expect(itemOf(answer)).toMatchObject({ status: 'rjct', status_reason_code: code });
    expect(replyOf(answer).header).toMatchObject({ status: 'rjct', status_reason_code: 'rjct.errors.too_many' });
  });

  it('rejects the second item of one reference and answers the first', async () => {
    const twice = search(sandbox.now(), { header: { total_count: 2 } });
    twice.message.search_request.push(...twice.message.search_request);
    const { message, header } = replyOf(await post(await sign(twice, sandbox.keys.signing)));
    expect(message.search_response.map(({ status }) => status)).toEqual(['succ', 'rjct']);
    expect(header.status).toBe('succ');
  });
});

describe('The civil registry refuses what the published text refuses', () => {
  it.each(dropEach(search(0), MANDATORY).map(([path]) => path))('a message without %s', async (path) => {
    const [[, broken]] = dropEach(search(sandbox.now()), [path]) as [[string, Envelope]];
    expect(errorOf(await post(await sign(broken, sandbox.keys.signing)))).toBe('err.request.bad');
  });

  it.each([
    ['another action', { header: { action: 'subscribe' } }],
    ['a time without zone', { header: { message_ts: '2026-11-24T10:00:00' } }],
    ['an item time without zone', { item: { timestamp: '2026-11-24T10:00:00' } }],
    ['a count as text', { header: { total_count: '1' } }],
    ['a sender address that is none', { header: { sender_uri: '' } }],
    ['a language of two letters', { item: { locale: 'en' } }],
    ['an integer as identifier', { criteria: { query: { type: 'UIN', value: 1001 } } }],
    [
      'an operator that there is not',
      { criteria: { query_type: 'predicate', query: [predicate('surname', 'like', 'O')] } },
    ],
    ['no predicate at all', { criteria: { query_type: 'predicate', query: [] } }],
    ['a page of nothing', { criteria: { pagination: { page_size: 0 } } }],
    ['a transaction id of 100 letters', {}],
  ])('%s', async (what, over) => {
    const message = search(sandbox.now(), over);
    if (what.startsWith('a transaction')) message.message.transaction_id = 't'.repeat(100);
    expect(errorOf(await post(await sign(message, sandbox.keys.signing)))).toBe('err.request.bad');
  });

  it('a message without token, one that is not JSON and one of another type', async () => {
    expect((await postJson(address(), search(sandbox.now()))).status).toBe(401);
    const send = (type: string) =>
      fetch(address(), {
        method: 'POST',
        body: '{',
        headers: { connection: 'close', 'content-type': type, authorization: `Bearer ${token}` },
      });
    expect((await send('application/json')).status).toBe(400);
    expect((await send('text/plain')).status).toBe(415);
  });

  it('a message without signature, signed by an unknown key, or changed after it was signed', async () => {
    expect(errorOf(await post(search(sandbox.now())))).toBe('err.signature.missing');
    const unknown = await sign(search(sandbox.now()), sandbox.keys.registry);
    expect(errorOf(await post(unknown))).toBe('err.signature.invalid');
    const foreign = await sign(search(sandbox.now()), sandbox.keys.registry, sandbox.keys.signing.kid);
    expect(errorOf(await post(foreign))).toBe('err.signature.invalid');
    const signed = await sign(search(sandbox.now()), sandbox.keys.signing);
    signed.message.transaction_id = 'changed';
    expect(errorOf(await post(signed))).toBe('err.signature.invalid');
  });

  it('a message from somebody else, or for somebody else', async () => {
    expect(errorOf(await ask({ header: { sender_id: 'mallory' } }))).toBe('err.sender_id.invalid');
    expect(errorOf(await ask({ header: { receiver_id: 'other-registry' } }))).toBe('err.receiver_id.invalid');
  });

  it.each([
    ['a count that is not the number of items', { total_count: 2 }, 'rjct.total_count.invalid'],
    ['another version', { version: '2.0.0' }, 'rjct.version.invalid'],
  ])('%s', async (_what, header, code) => {
    expect(headerCodeOf(await ask({ header }))).toBe(code);
  });

  it('a message older than five minutes, and one from the future', async () => {
    const at = (ms: number) => ({ header: { message_ts: new Date(sandbox.now() + ms).toISOString() } });
    expect(headerCodeOf(await ask(at(-301_000)))).toBe('rjct.message_ts.invalid');
    expect(headerCodeOf(await ask(at(+120_000)))).toBe('rjct.message_ts.invalid');
    expect(headerCodeOf(await ask(at(-290_000)))).toBeUndefined();
  });
});

describe('The civil registry answers each message once', () => {
  it('gives a repeat the same answer, also after a restart and when it has grown old', async () => {
    const envelope = await sign(search(sandbox.now()), sandbox.keys.signing);
    const first = await post(envelope);
    await sandbox.restart();
    sandbox.advance(400_000);
    token = await fetchToken(`${sandbox.url['civil-registry']}/oauth2/client/token`);
    expect(await post(envelope)).toEqual(first);
  });

  it('refuses the same message id with another body', async () => {
    const header = { message_id: crypto.randomUUID() };
    await ask({ header });
    const other = await ask({ header, criteria: { query: { type: 'UIN', value: '1002' } } });
    expect(errorOf(other)).toBe('err.request.bad');
  });
});

describe('The civil registry fails on demand', () => {
  const fault = (over: Record<string, unknown>) =>
    switchOn(sandbox.url.hub, { partner: 'civil-registry', operation: 'search', ...over });

  it('answers with another person once, and rightly when the same message comes again', async () => {
    const envelope = await sign(search(sandbox.now()), sandbox.keys.signing);
    await fault({ kind: 'wrong-person' });
    expect(itemOf(await post(envelope))?.data?.reg_records[0]?.name.given_name).toBe('Samuel');
    expect(itemOf(await post(envelope))?.data?.reg_records[0]?.name.given_name).toBe('Mercy');
  });

  it('signs with a key that nobody knows', async () => {
    await fault({ kind: 'wrong-signature' });
    const key = await importJWK(toPublic(sandbox.keys.registry), 'EdDSA');
    await expect(compactVerify(replyOf(await ask()).signature, key)).rejects.toThrow('signature verification failed');
  });

  it('answers 500, late, or not at all', async () => {
    await fault({ kind: 'status-500' });
    expect((await fetch(address(), { method: 'POST', headers: { connection: 'close' } })).status).toBe(500);
    await fault({ kind: 'delay', delayMs: 300 });
    const before = Date.now();
    await ask();
    expect(Date.now() - before).toBeGreaterThanOrEqual(295);
    await fault({ kind: 'timeout' });
    const leaving = new AbortController();
    const asked = fetch(address(), { method: 'POST', signal: leaving.signal }).then(
      () => 'answered',
      () => 'left',
    );
    // It has it, and takes its time.
    while ((await getJson<unknown[]>(`${sandbox.url.hub}/faults`)).body.length > 0) await pause(10);
    await pause(300);
    leaving.abort();
    expect(await asked).toBe('left');
  });

  it('does the work of an answer that is lost: the repeat has the answer that was prepared', async () => {
    const envelope = await sign(search(sandbox.now()), sandbox.keys.signing);
    await fault({ kind: 'lost-answer' });
    await expect(post(envelope)).rejects.toThrow('fetch failed');
    sandbox.advance(400_000);
    token = await fetchToken(`${sandbox.url['civil-registry']}/oauth2/client/token`);
    expect((await post(envelope)).status).toBe(200);
    const received = await getJson<{ operation: string; body: Envelope | null }[]>(
      `${sandbox.url.hub}/received/civil-registry.json`,
    );
    const ours = received.body.filter(({ body }) => body?.header?.['message_id'] === envelope.header['message_id']);
    expect(ours).toHaveLength(2);
  });

  it('answers twice on the wire', async () => {
    await fault({ kind: 'duplicate-answer' });
    const text = await exchangeRaw(
      address(),
      token,
      JSON.stringify(await sign(search(sandbox.now()), sandbox.keys.signing)),
    );
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    const bodies = text
      .split(/\r\n\r\n/)
      .slice(1)
      .map((part) => part.split('HTTP/1.1')[0]);
    expect(bodies[0]).toContain('"search_response"');
    expect(bodies[1]).toBe(bodies[0]);
  });
});
