import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadFile } from '../../src/cli/registry-load.js';
import { sessionFile } from '../../src/cli/session-file.js';
import { typeCommand } from './typed-command.js';

const home = mkdtempSync(path.join(tmpdir(), 'interlink-registry-load-'));
const inHome = (name: string) => path.join(home, name);
const line = (kind: string, key: string, subject?: string) =>
  JSON.stringify({ kind, key, ...(subject && { subject: { kind: 'person', key: subject } }) });

/** So many people, each with three records. */
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => [
    line('person', `p${at}`),
    line('enrolment', `e${at}`, `p${at}`),
    line('benefit', `b${at}`, `p${at}`),
  ]).flat();

describe('interlink registry load', () => {
  let server: Server;
  let environment: Record<string, string>;
  let begun: object = { upTo: 0, beyond: [] };
  let refuses: string | undefined;
  const portions = new Map<number, string[]>();
  const finished: unknown[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const { method, url = '' } = request;
        response.setHeader('content-type', 'application/json');
        if (refuses !== undefined && method === 'PUT') {
          return response.writeHead(409).end(JSON.stringify({ code: refuses, detail: 'No.', correlationId: 'c' }));
        }
        if (url.endsWith('/finish')) {
          finished.push(JSON.parse(body));
          return response.writeHead(204).end();
        }
        if (method === 'POST') return response.end(JSON.stringify(begun));
        const lines = body.split('\n');
        portions.set(Number(url.split('/').at(-1)), lines);
        const count = (kind: string) =>
          lines.filter((one) => one.includes(`"kind":"${kind}"`) && !one.includes('subject')).length;
        return response.end(
          JSON.stringify({ received: lines.length, people: count('person'), households: count('household') }),
        );
      });
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    environment = { INTERLINK_SESSION_FILE: inHome('session.json') };
    const session = { token: 'token', loginName: 'adm.admin', openimisUrl: origin, interlinkUrl: origin };
    await sessionFile(environment).save(session);
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true });
  });
  beforeEach(() => {
    begun = { upTo: 0, beyond: [] };
    refuses = undefined;
    portions.clear();
    finished.splice(0);
  });

  const load = (lines: readonly string[]) => {
    writeFileSync(inHome('country.jsonl'), lines.join('\n'));
    return typeCommand(['registry', 'load', 'openimis', inHome('country.jsonl')], environment);
  };

  it('sends the whole file, nobody cut in two, and says what was loaded', async () => {
    const lines = [...people(3000), line('household', 'h')];
    const { code, out } = await load(lines);
    expect(code).toBe(0);
    expect(out).toContain('9001 records of 3000 people and 1 households were loaded.');
    const sent = [...portions].sort(([a], [b]) => a - b).map(([, some]) => some);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.flat()).toEqual(lines);
    for (const some of sent) expect(JSON.parse(some[0] ?? '')).not.toHaveProperty('subject');
    expect(finished).toEqual([{ file: expect.stringMatching(/^[0-9a-f]{64}$/) as string, number: sent.length }]);
  });

  it('goes on where an earlier try broke off, and says so', async () => {
    const lines = people(5000);
    await load(lines);
    const before = new Map(portions);
    portions.clear();
    begun = { upTo: 1, beyond: [3] };
    const { out } = await load(lines);
    expect([...portions.keys()].sort()).toEqual([...before.keys()].filter((one) => one !== 1 && one !== 3).sort());
    for (const [number, some] of portions) expect(some).toEqual(before.get(number));
    expect(out).toContain(`2 of ${before.size} portions were in from an earlier try.`);
  });

  it('says how far it is', async () => {
    const { err } = await load(people(6000));
    expect(err).toMatch(/\d+%, \d+ records\/s, some \d+ s left/);
    expect(err).toContain('100%');
  });

  it('stops at a refusal, with its words, and does not say that it is done', async () => {
    refuses = 'registry.load-not-first';
    const { code, err } = await load(people(10));
    expect(code).toBe(4);
    expect(err).toContain('registry.load-not-first');
    expect(finished).toEqual([]);
  });

  it('meets a refusal that comes while it still reads the file, and leaves none unmet', async () => {
    const lines = people(5000);
    writeFileSync(inHome('country.jsonl'), lines.join('\n'));
    const unmet: unknown[] = [];
    const note = (reason: unknown) => void unmet.push(reason);
    process.on('unhandledRejection', note);
    const sent: string[] = [];
    const api = {
      post: () => Promise.resolve({ upTo: 0, beyond: [] }),
      put: (path: string) => {
        sent.push(path);
        return Promise.reject(new Error('refused at once'));
      },
    };
    const loading = loadFile(api as never, 'openimis', inHome('country.jsonl'), () => undefined);
    await expect(loading).rejects.toThrow('refused at once');
    await new Promise((done) => setImmediate(done));
    process.off('unhandledRejection', note);
    expect([sent.length, unmet]).toEqual([4, []]);
  });

  it('refuses a file that is empty or that is not there', async () => {
    expect((await load([])).code).toBe(2);
    expect((await typeCommand(['registry', 'load', 'openimis', inHome('nowhere')], environment)).code).toBe(2);
  });
});
