import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sessionFile } from '../../src/cli/session-file.js';
import { typeCommand } from './typed-command.js';

const home = mkdtempSync(path.join(tmpdir(), 'interlink-registry-'));
const sources = [
  {
    code: 'openimis',
    name: 'openIMIS',
    records: 1200,
    lastSeenAt: '2026-11-24T08:00:00.000Z',
    kind: 'openimis',
    cursor: {},
  },
  { code: 'second-mis', name: 'Municipal welfare office', records: 0, kind: 'file', cursor: {} },
];
const running = { askedBy: 'olu.operator', askedAt: '2026-11-24T08:00:00.000Z', done: 400, total: 1000 };

describe('interlink registry', () => {
  let server: Server;
  let environment: Record<string, string>;
  let maintenance: object = { sweep: 'due' };
  const got: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { method = '', url = '' } = request;
      got.push(`${method} ${url}`);
      request.resume();
      request.on('end', () => {
        if (method === 'POST' && !url.endsWith('/erasures')) return response.writeHead(204).end();
        const answer = url.endsWith('/sources') ? sources : url.endsWith('/erasures') ? { keys: 3 } : maintenance;
        return response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    environment = { INTERLINK_SESSION_FILE: path.join(home, 'session.json') };
    const session = { token: 'token', loginName: 'olu.operator', openimisUrl: origin, interlinkUrl: origin };
    await sessionFile(environment).save(session);
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true });
  });
  beforeEach(() => void got.splice(0));

  const type = (...words: string[]) => typeCommand(words, environment);

  it('says what came from each source, and that nobody asked for a rebuild', async () => {
    const { out: text } = await type('registry', 'status');
    expect(text).toContain('openimis                 1200 records  2026-11-24T08:00:00.000Z  openIMIS');
    expect(text).toContain('nothing came yet  Municipal welfare office');
    expect(text).toContain('sweep of openIMIS: due\nrebuild: never asked for\n');
  });

  it('says how far a rebuild is, and when it is done', async () => {
    maintenance = { sweep: 'done', sweptAt: '2026-11-24T07:00:00.000Z', rebuild: running };
    expect((await type('registry', 'status')).out).toContain(
      'sweep of openIMIS: done, last one ended 2026-11-24T07:00:00.000Z\nrebuild: 400 of 1000, asked by olu.operator',
    );
    maintenance = { sweep: 'running', rebuild: { ...running, finishedAt: '2026-11-24T09:00:00.000Z' } };
    expect((await type('registry', 'status')).out).toContain('rebuild: done 2026-11-24T09:00:00.000Z');
  });

  it.each(['rebuild', 'sweep'])('asks for a %s and says where to look', async (verb) => {
    const { out: text } = await type('registry', verb);
    expect(text).toContain('npx interlink registry status');
    expect(got).toContain(`POST /interlink/api/v1/registry/maintenance/${verb}`);
  });

  it('S19: erases again after a restore and says how many keys went', async () => {
    expect((await type('registry', 'replay-erasures')).out).toBe('3 keys were destroyed again.\n');
  });
});
