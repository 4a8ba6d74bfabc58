import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compactVerify, CompactSign, importJWK, type JWK } from 'jose';
import { sessionFile } from '../../src/cli/session-file.js';
import { newKey, publicHalf, textOf, type Got } from './partner-side.js';
import { typeCommand } from './typed-command.js';

const home = mkdtempSync(path.join(tmpdir(), 'interlink-exchange-'));
const file = (name: string, content: unknown) => {
  const full = path.join(home, name);
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
  return full;
};

let server: Server;
let origin: string;
let got: Got[];
let ours: JWK;
let theirs: JWK;
/** What the next message, and the operators' API, are answered. */
let reply: { status: number; body: object };
let signedBy: JWK | undefined;
let parkedPages: object[];

async function answerTo({ url, text }: Got): Promise<{ status: number; body: unknown }> {
  if (url === '/interlink/.well-known/jwks.json') return { status: 200, body: { keys: [publicHalf(theirs)] } };
  if (url === '/interlink/oauth2/client/token') {
    const isRight = new URLSearchParams(text).get('client_secret') === 's3cret';
    return isRight ? { status: 200, body: { access_token: 'token-1' } } : { status: 401, body: { error: 'x' } };
  }
  if (url.startsWith('/interlink/api/v1/platform/outbox/parked')) return { status: 200, body: parkedPages.shift() };
  if (url.startsWith('/interlink/api/v1/')) return reply;
  if (!signedBy) return reply;
  const parts = { header: { action: 'on-search', status: 'succ' }, message: reply.body };
  const signer = new CompactSign(Buffer.from(JSON.stringify(parts))).setProtectedHeader({
    alg: 'EdDSA',
    kid: theirs.kid ?? '',
  });
  return { status: 200, body: { signature: await signer.sign(await importJWK(signedBy, 'EdDSA')), ...parts } };
}

beforeAll(async () => {
  ours = await newKey('partner-1');
  theirs = await newKey('interlink-1');
  server = createServer(async (request, response) => {
    const one = {
      ...{ method: request.method ?? '', url: request.url ?? '', text: await textOf(request) },
      authorization: request.headers.authorization ?? '',
    };
    got.push(one);
    const { status, body } = await answerTo(one);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  file('key.jwk', ours);
  file('secret', 's3cret\n');
  file('message.json', { transaction_id: 't-1', search_request: [{ reference_id: 'r-1' }, { reference_id: 'r-2' }] });
  await sessionFile({ INTERLINK_SESSION_FILE: path.join(home, 'session.json') }).save({
    ...{ token: 'operator-1', loginName: 'ian.integration', openimisUrl: origin, interlinkUrl: origin },
  });
});
afterAll(async () => {
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  rmSync(home, { recursive: true });
});
beforeEach(() => {
  got = [];
  reply = { status: 200, body: { message: { ack_status: 'ACK', correlation_id: 'c-1' } } };
  signedBy = undefined;
  parkedPages = [{ items: [] }];
});

const environment = { INTERLINK_SESSION_FILE: path.join(home, 'session.json') };
const type = (...argv: string[]) => typeCommand(['exchange', ...argv], environment, ['a password']);
const connection = (over: Readonly<Record<string, string>> = {}) =>
  Object.entries({
    ...{ to: `${origin}/interlink/dci/sr`, client: 'clinic', 'secret-file': path.join(home, 'secret') },
    ...{ key: path.join(home, 'key.jwk'), sender: 'https://clinic.example/dci', ...over },
  }).flatMap(([name, value]) => [`--${name}`, value]);
const send = (operation = 'search', over = {}, name = 'message.json') =>
  type('send', operation, path.join(home, name), ...connection(over));
const sentMessage = () => {
  const last = got.find(({ url }) => url.includes('/dci/'));
  const body = JSON.parse(last?.text ?? '{}') as {
    signature: string;
    header: Record<string, unknown>;
    message: object;
  };
  return { ...last, body };
};

describe('interlink exchange send', () => {
  it('fetches a token, signs header and message with the key of the file, and says that it was accepted', async () => {
    const { code, out, err } = await send();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('200 accepted, signature of the answer: absent');
    const { url, authorization, body } = sentMessage();
    expect([url, authorization]).toEqual(['/interlink/dci/sr/registry/search', 'Bearer token-1']);
    const { payload } = await compactVerify(body.signature, await importJWK(publicHalf(ours), 'EdDSA'));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ header: body.header, message: body.message });
    expect(body.header).toMatchObject({
      ...{ action: 'search', total_count: 2, sender_id: 'https://clinic.example/dci', receiver_id: 'interlink' },
    });
    expect(body.header).not.toHaveProperty('sender_uri');
  });

  it('names where a late answer goes, and not where none comes late', async () => {
    await send('search', { 'reply-to': 'https://clinic.example/on-search' });
    expect(sentMessage().body.header).toMatchObject({ sender_uri: 'https://clinic.example/on-search' });
    got = [];
    await send('sync-search', { 'reply-to': 'https://clinic.example/on-search' });
    expect(sentMessage().body.header).not.toHaveProperty('sender_uri');
  });

  it('gives a push the header of a callback', async () => {
    await send('enrollment-updates', { to: `${origin}/interlink/dci/ibr/` });
    expect(sentMessage()).toMatchObject({
      url: '/interlink/dci/ibr/registry/sync/enrollment/updates',
      body: { header: { action: 'notify', status: 'succ', total_count: 1 } },
    });
  });

  it('verifies the answer, and ends with 4 when a stranger signed it', async () => {
    signedBy = theirs;
    expect(await send('sync-search')).toMatchObject({ code: 0, out: expect.stringContaining('answer: verified') });
    signedBy = ours;
    const { code, err } = await send('sync-search');
    expect([code, err]).toEqual([4, 'interlink: The answer is not signed by a published key.\n']);
  });

  it('ends with 4 when the message is refused, and shows why, in JSON too', async () => {
    const error = { code: 'err.signature.invalid', message: 'no' };
    reply = { status: 200, body: { errors: [error], message: { ack_status: 'ERR', error } } };
    expect(await send()).toMatchObject({ code: 4, out: expect.stringContaining('err.signature.invalid') });
    const { code, out } = await type('send', 'search', path.join(home, 'message.json'), ...connection(), '--json');
    expect([code, JSON.parse(out)]).toMatchObject([4, { status: 200, accepted: false, answer: { errors: [error] } }]);
  });

  it('says that no token was given, and sends nothing', async () => {
    file('wrong', 'guess');
    const { code, err } = await send('search', { 'secret-file': path.join(home, 'wrong') });
    expect([code, err]).toEqual([4, expect.stringContaining('No token was given (401)')]);
    expect(got.some(({ url }) => url.includes('/dci/'))).toBe(false);
    expect(err).not.toContain('guess');
  });

  it.each([
    ['an operation that there is not', () => send('dance'), 'There is no operation dance'],
    ['a file that is not there', () => send('search', {}, 'nowhere.json'), 'cannot be read'],
    ['a file that is no object', () => send('search', {}, 'list.json'), 'does not hold a JSON object'],
    ['a file that is no JSON', () => send('search', {}, 'secret'), 'does not hold a JSON object'],
    ['a public key', () => send('search', { key: path.join(home, 'public.jwk') }), 'private Ed25519 key'],
    ['an address that is none', () => send('search', { to: 'ftp://host' }), '--to is the address of a role'],
    ['a key that is cut off', () => send('search', { key: path.join(home, 'cut.jwk') }), 'private Ed25519 key'],
    ['no address of tokens', () => send('search', { 'token-url': 'host' }), '--token-url is an address'],
    ['no address of keys', () => send('search', { 'jwks-url': 'host' }), '--jwks-url is an address'],
    ['no operation at all', () => type('send', ...connection()), 'missing required argument'],
    ['no key', () => type('send', 'search', 'x', '--to', origin), "required option '--client"],
    ['an option that there is not', () => send('search', { colour: 'red' }), "unknown option '--colour'"],
    ['a verb that there is not', () => type('shout'), "unknown command 'shout'"],
  ])('ends with 2 and one sentence for %s', async (_what, act, sentence) => {
    file('list.json', []);
    file('public.jwk', publicHalf(ours));
    file('cut.jwk', { ...ours, x: undefined });
    const { code, err } = await act();
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
    expect(got.some(({ url }) => url.includes('/dci/'))).toBe(false);
  });

  it('ends with 4 for a file that there is not, and says so in words', async () => {
    reply = { status: 404, body: { errors: [{ code: 'err.request.not_found', message: 'there is no such file' }] } };
    const { code, err } = await type('bulk', 'show', 'f-1', ...connection());
    expect([code, err]).toEqual([
      4,
      'interlink: The file was refused: there is no such file (err.request.not_found).\n',
    ]);
  });

  it('says who does not answer', async () => {
    const { code, err } = await send('search', { to: 'http://127.0.0.1:9/interlink/dci/sr' });
    expect([code, err]).toEqual([1, 'interlink: http://127.0.0.1:9 does not answer.\n']);
  });
});

describe('interlink exchange subscribe', () => {
  const subscribe = (...more: string[]) =>
    type('subscribe', ...connection(), '--event', 'UPDATE', '--record', 'Member', ...more);

  it('subscribes to the changes of one person, at once or at times', async () => {
    expect((await subscribe('--filter', 'UIN:880012')).code).toBe(0);
    expect(sentMessage().body.message).toMatchObject({
      subscribe_request: [
        {
          subscribe_criteria: {
            ...{ reg_event_type: 'UPDATE', notify_record_type: 'Member', filter_type: 'idtype-value' },
            filter: { type: 'UIN', value: '880012' },
          },
        },
      ],
    });
    expect(JSON.stringify(sentMessage().body)).not.toContain('frequency');
    got = [];
    await subscribe('--filter', 'NID:1:2', '--frequency', '0 0 6 * * ?', '--days', '30');
    const [{ subscribe_criteria: criteria }] = (
      sentMessage().body.message as { subscribe_request: [{ subscribe_criteria: Record<string, never> }] }
    ).subscribe_request;
    const { start_time: start, end_time: end, frequency } = criteria['frequency'] as unknown as Record<string, string>;
    expect([criteria['filter'], frequency]).toEqual([{ type: 'NID', value: '1:2' }, '0 0 6 * * ?']);
    expect(Date.parse(end ?? '') - Date.parse(start ?? '')).toBe(30 * 86_400_000);
  });

  it.each([
    [['--filter', '880012'], '--filter is an identifier as TYPE:VALUE'],
    [['--filter', ':880012'], '--filter is an identifier as TYPE:VALUE'],
    [['--filter', 'UIN:1', '--days', '0'], '--days is a whole number'],
    [['--filter', 'UIN:1', '--days', 'many'], '--days is a whole number'],
    [['--filter', 'UIN:1', '--days', '1e3'], '--days is a whole number'],
    [['--filter', 'UIN:1', '--days', '36501'], '--days is at most 36500'],
    [['--filter', 'UIN:1', '--days', '9007199254740991'], '--days is at most 36500'],
    [[], "required option '--filter"],
  ])('ends with 2 for %j, and sends nothing', async (more, sentence) => {
    const { code, err } = await subscribe(...more);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
    expect(got).toEqual([]);
  });
});

const parked = (id: string, seq: number) => ({
  ...{ id, seq, stream: 'dci:clinic', kind: 'exchange.notice', tries: 10, refusal: 'http-400' },
  ...{ correlationId: 'c', createdAt: '2026-11-28T10:00:00Z' },
});

describe('interlink exchange show', () => {
  const line = {
    ...{ id: 'x', at: '2026-11-28T10:00:00Z', partner: 'clinic', direction: 'in', operation: 'sr-sync-search' },
    ...{ result: 'succ', elements: [], people: 3, records: 3, tookMs: 5, signature: 'verified', correlationId: 'c-7' },
  };

  it('shows what passed and what is parked, without anybody’s data', async () => {
    reply = { status: 200, body: { lines: [line] } };
    parkedPages = [{ items: [parked('p-2', 2)], next: 'more' }, { items: [parked('p-1', 1)] }];
    const { code, out } = await type('show', 'clinic', '--operation', 'sr-sync-search', '--limit', '7');
    expect(code).toBe(0);
    expect(out).toMatch(/sr-sync-search .* succ .* 3 people .* verified .* c-7/);
    expect(out).toContain('parked p-2  exchange.notice  10 tries  http-400');
    expect(out).toContain('parked p-1');
    expect(got[0]).toMatchObject({
      url: '/interlink/api/v1/exchanges?partner=clinic&limit=7&operation=sr-sync-search',
      authorization: 'Bearer operator-1',
    });
    expect(got.at(-1)?.url).toContain('cursor=more');
  });

  it('S8: tells what the service refused, with its code', async () => {
    reply = { status: 403, body: { code: 'platform.forbidden', detail: 'No.', correlationId: 'c-9' } };
    const { code, err } = await type('show', 'clinic');
    expect([code, err]).toEqual([4, 'interlink: No. (platform.forbidden, correlation id c-9)\n']);
  });

  it('ends with 3 when nobody is logged in', async () => {
    const nobody = { INTERLINK_SESSION_FILE: path.join(home, 'nobody.json') };
    expect((await typeCommand(['exchange', 'show', 'clinic'], nobody)).code).toBe(3);
  });
});
