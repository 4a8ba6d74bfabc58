import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, request as forward, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BulkFile } from '@interlink/contracts/exchange/bulk';
import { runFile } from '../../src/exchange/bulk/run.js';
import { subscriptionRoutes } from '../../src/exchange/operator-routes.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import { hashOfSecret } from '../../src/interconnection/registration.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import { sessionFile } from '../../src/cli/session-file.js';
import type { Api } from '../../src/platform/http/api.js';
import { agreed, openExchangeKit, searchItem, type ExchangeKit } from '../exchange/exchange-kit.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { typeCommand } from './typed-command.js';

jest.setTimeout(60_000);

const home = mkdtempSync(path.join(tmpdir(), 'interlink-bulk-'));
const at = (name: string) => path.join(home, name);
let kit: ExchangeKit;
let app: Api;
/** Between the partner and us: breaks the connection after so many answers, or in the middle of one. */
let line: Server;
let answersLeft = Infinity;
let cutAfterBytes = Infinity;
const ranges: (string | undefined)[] = [];

beforeAll(async () => {
  kit = await openExchangeKit();
  const { key, dciId } = await kit.join('mis');
  for (const mode of ['query', 'file'] as const) await kit.addAgreement('mis', agreed({ mode }));
  const secret = { secretHash: hashOfSecret('the-secret'), notAfter: new Date('2027-01-01'), revokedAt: null };
  await kit.platform
    .db<InterconnectionTables>()
    .insertInto('interconnection.credential')
    .values({ ...secret, id: randomUUID(), partner: 'mis', madeBy: 'ian', madeLogin: 'ian', madeAt: new Date(0) })
    .execute();
  const { interconnection, server } = kit;
  app = await openTestServer(kit.platform, fakeDirectory({ ian: { rights: [990140] } }), {
    api: [(api, http) => subscriptionRoutes(api, http, server.context)],
    root: [(root) => exchangeRoutes(root, server.context), (root) => interconnectionRoutes(root, interconnection)],
  });
  const inner = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  line = createServer((incoming, outgoing) => {
    const { url, method, headers } = incoming;
    const isContent = url?.includes('/content') === true;
    if (isContent) ranges.push(headers.range);
    if (isContent && (answersLeft -= 1) < 0) return void incoming.socket.destroy();
    const onward = forward({ host: inner.hostname, port: inner.port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, { ...answer.headers, connection: 'close' });
      let sent = 0;
      answer.on('data', (chunk: Buffer) => {
        const rest = isContent && method === 'GET' ? cutAfterBytes - sent : Infinity;
        sent += chunk.length;
        if (rest >= chunk.length) outgoing.write(chunk);
        else outgoing.write(chunk.subarray(0, rest), () => incoming.socket.destroy());
      });
      answer.on('end', () => void (sent <= cutAfterBytes && outgoing.end()));
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => void line.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  writeFileSync(at('key.jwk'), JSON.stringify({ ...key.privateJwk, kid: key.kid }));
  writeFileSync(at('secret'), 'the-secret');
  writeFileSync(at('search.json'), JSON.stringify(searchItem()));
  connection = Object.entries({
    ...{ to: `${origin}/interlink/dci/sr`, client: 'mis', 'secret-file': at('secret'), key: at('key.jwk') },
    sender: dciId,
  }).flatMap(([name, value]) => [`--${name}`, value]);
  await sessionFile({ INTERLINK_SESSION_FILE: at('session.json') }).save({
    ...{ token: 'ian', loginName: 'ian', openimisUrl: origin, interlinkUrl: origin },
  });
  const left = {
    doNotFake: ['nextTick', 'setImmediate', 'setInterval', 'setTimeout', 'clearTimeout', 'clearInterval'],
  };
  jest.useFakeTimers({ ...left, now: kit.clock.now() } as Parameters<typeof jest.useFakeTimers>[0]);
});
afterAll(async () => {
  jest.useRealTimers();
  await new Promise<void>((resolve) => void line.close(() => resolve()));
  await app.close();
  await kit.close();
  rmSync(home, { recursive: true });
});

let connection: string[];
const type = (...argv: string[]) =>
  typeCommand(['exchange', 'bulk', ...argv], { INTERLINK_SESSION_FILE: at('session.json') });
async function file(...argv: string[]): Promise<BulkFile> {
  const { out, err } = await type(...argv, ...connection, '--json');
  if (out === '') throw new Error(err);
  return (JSON.parse(out) as { file: BulkFile }).file;
}

describe('interlink exchange bulk', () => {
  it('IBR-041: sends a file that breaks off and goes on, and fetches what came of each line, broken off too', async () => {
    const items = Array.from({ length: 12 }, (_, n) =>
      searchItem({ note: 'x'.repeat(50_000) }, { reference_id: `r-${n}` }),
    );
    writeFileSync(at('questions.jsonl'), items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    const push = ['push', at('questions.jsonl'), '--of', 'sync-search', '--format', 'jsonl'];
    answersLeft = 1;
    const broken = await type(...push, ...connection);
    answersLeft = Infinity;
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('Go on later by --id ')]);
    const [, id = ''] = /--id ([0-9a-f-]+)/.exec(broken.err) ?? [];
    expect(await file('show', id)).toMatchObject({ state: 'receiving', received: 524_288 });
    expect(await file(...push, '--id', id)).toMatchObject({ state: 'working', file_id: id });

    await runFile(kit.server.context, id);
    const done = await file('show', id);
    expect(done).toMatchObject({ state: 'ready', lines: 12, rejected: 0 });
    cutAfterBytes = 1000;
    const cut = await type('fetch', id, '--out', at('results.jsonl'), ...connection);
    cutAfterBytes = Infinity;
    expect([cut.code, cut.err]).toEqual([1, expect.stringContaining('goes on where')]);
    expect((await type('fetch', id, '--out', at('results.jsonl'), ...connection)).code).toBe(0);
    const whole = readFileSync(at('results.jsonl'));
    expect(whole.toString('utf8').trim().split('\n')).toHaveLength(12);
    writeFileSync(at('again.jsonl.part'), whole.subarray(0, 1000));
    expect((await type('fetch', id, '--out', at('again.jsonl'), ...connection)).code).toBe(0);
    expect([ranges.at(-1), readFileSync(at('again.jsonl'))]).toEqual(['bytes=1000-', whole]);
    writeFileSync(at('other.jsonl.part'), 'something else');
    const { code, err } = await type('fetch', id, '--out', at('other.jsonl'), ...connection);
    expect([code, err]).toEqual([4, expect.stringContaining('is not the file that was signed')]);
  });

  it('IBR-041: fetches a file of which nothing is, and says where it cannot write', async () => {
    writeFileSync(at('nobody.json'), JSON.stringify(searchItem({ query: { type: 'UIN', value: 'none' } })));
    const { file_id: id } = await file('pull', at('nobody.json'), '--format', 'jsonl');
    await runFile(kit.server.context, id);
    expect((await type('fetch', id, '--out', at('nobody.jsonl'), ...connection)).code).toBe(0);
    expect(readFileSync(at('nobody.jsonl'))).toHaveLength(0);
    const { code, err } = await type('fetch', id, '--out', at('no-folder/x'), ...connection);
    expect([code, err]).toEqual([2, expect.stringContaining('cannot be written')]);
  });

  it('IBR-041: has a search written as a file, and then what differs', async () => {
    const first = await file('pull', at('search.json'), '--format', 'csv', '--synchronise');
    await runFile(kit.server.context, first.file_id);
    expect((await type('fetch', first.file_id, '--out', at('all.csv'), ...connection)).code).toBe(0);
    expect(readFileSync(at('all.csv'), 'utf8')).toMatch(/^change,key,record\.member_identifier:json,.*\r\nput,/);
    const second = await file('pull', at('search.json'), '--format', 'xml', '--synchronise', '--since', first.file_id);
    await runFile(kit.server.context, second.file_id);
    expect(await file('show', second.file_id)).toMatchObject({ state: 'ready', lines: 0 });
    const listed = await type('list', 'mis', '--json');
    expect(listed.err).toBe('');
    expect(JSON.parse(listed.out)).toMatchObject({
      items: expect.arrayContaining([{ file_id: second.file_id }].map(expect.objectContaining)),
    });
  });

  it.each([
    ['a format that is none', ['pull', at('search.json'), '--format', 'xlsx'], 2, '--format is csv, jsonl or xml.'],
    [
      'an operation that is none',
      ['push', at('secret'), '--of', 'x', '--format', 'csv'],
      2,
      '--of is enrollment-updates',
    ],
    ['a file that is not there', ['push', at('none'), '--of', 'sync-search', '--format', 'csv'], 2, 'cannot be read'],
    ['since without synchronise', ['pull', at('search.json'), '--format', 'csv', '--since', 'x'], 2, '--since needs'],
    ['a file that is unknown', ['show', randomUUID()], 4, 'err.request.not_found'],
  ])('ends with what is wrong: %s', async (_what, argv, code, message) => {
    const typed = await type(...argv, ...connection);
    expect([typed.code, typed.err]).toEqual([code, expect.stringContaining(message)]);
  });
});
