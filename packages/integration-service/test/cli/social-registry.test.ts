import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sessionFile } from '../../src/cli/session-file.js';
import { typeCommand } from './typed-command.js';

const home = mkdtempSync(path.join(tmpdir(), 'interlink-social-'));
const ID = '01930000-0000-7000-8000-00000000000a';
const publication = {
  id: ID,
  state: 'running',
  total: 2000,
  published: 500,
  failed: 3,
  perMinute: 40,
  remainingSeconds: 2250,
  makerLogin: 'ina.intake',
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
};
const LINE = `${ID}  running  500 of 2000 published, 3 refused, 40 a minute, 38 min left\n`;

describe('interlink social-registry', () => {
  let server: Server;
  let environment: Record<string, string>;
  const got: { method: string; url: string; body: unknown }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '' } = request;
        got.push({ method, url, body: text === '' ? undefined : JSON.parse(text) });
        const rows = {
          items: [
            { ordinal: 7, householdId: 'household-7', state: 'failed', people: 0, problem: 'platform.not-found' },
            { ordinal: 8, householdId: 'household-8', state: 'published', people: 4, groupId: 'group-8' },
          ],
          next: '8',
        };
        const isList = method === 'GET' && url.endsWith('/publications');
        const answer = url.includes('/rows') ? rows : isList ? [publication, publication] : publication;
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    environment = { INTERLINK_SESSION_FILE: path.join(home, 'session.json') };
    const session = { token: 'token', loginName: 'ina.intake', openimisUrl: origin, interlinkUrl: origin };
    await sessionFile(environment).save(session);
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true });
  });
  beforeEach(() => void got.splice(0));

  const type = (...argv: string[]) => typeCommand(['social-registry', ...argv], environment);

  it('publishes the households of a file, at most so many, and says how it goes', async () => {
    const { code, out } = await type('publish', '--upload', ID, '--most', '2000');
    expect([code, out]).toEqual([0, LINE]);
    expect(got).toMatchObject([{ method: 'POST', body: { uploadId: ID, most: 2000 } }]);
  });

  it('publishes all of them when nothing narrows it', async () => {
    expect((await type('publish')).code).toBe(0);
    expect(got).toMatchObject([{ body: {} }]);
  });

  it('tells of one and of all', async () => {
    expect((await type('status', ID)).out).toBe(LINE);
    expect((await type('status')).out).toBe(LINE + LINE);
    expect(got.map(({ url }) => url.replace(/^.*publications/, ''))).toEqual([`/${ID}`, '']);
  });

  it.each(['pause', 'resume'])('lets it %s', async (verb) => {
    expect((await type(verb, ID)).code).toBe(0);
    expect(got).toMatchObject([{ method: 'POST', url: expect.stringMatching(`/publications/${ID}/${verb}$`) }]);
  });

  it('lists the answer to each household, and how to see more', async () => {
    const { out } = await type('rows', ID, '--failed', '--after', '6');
    expect(out).toBe(
      '7  failed    household-7  platform.not-found  0\n8  published household-8  group-8  4\nmore: --after 8\n',
    );
    expect(got).toMatchObject([{ url: expect.stringMatching(/rows\?state=failed&after=6$/) }]);
  });

  it('answers a program in JSON', async () => {
    expect(JSON.parse((await type('status', ID, '--json')).out)).toMatchObject({ publications: [{ id: ID }] });
  });
});
