import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { openApiClient } from '../../src/cli/api-client.js';
import { run } from '../../src/cli/program.js';
import { loadVerbs } from '../../src/cli/verbs.js';
import { sessionFile } from '../../src/cli/session-file.js';

/** Runs a command and returns what a person would see. */
async function type(command: string, environment: Record<string, string> = {}) {
  let out = '';
  let err = '';
  const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await run(['node', 'interlink', ...command.split(' ').filter(Boolean)], environment, streams);
  return { code, out, err };
}

describe('the command line', () => {
  it('lists its verbs with --help and ends with 0', async () => {
    const { code, out } = await type('--help');
    expect(code).toBe(0);
    for (const verb of ['audit', 'migrate', 'serve', 'status', 'work']) expect(out).toContain(verb);
  });

  it('loads for a verb just what is called so, and everything for what is none', async () => {
    const namesOf = async (...words: string[]) => {
      const program = new Command();
      const cli = (): never => {
        throw new Error('nothing is run');
      };
      for (const verb of await loadVerbs(words)) verb(program, cli);
      return program.commands.map((command) => command.name());
    };
    const all = await namesOf();
    expect(all.length).toBeGreaterThan(15);
    for (const name of all) expect(await namesOf('--json', name, 'constructor')).toEqual([name]);
    for (const none of ['constructor', 'dance', '--help', 'help']) expect(await namesOf(none)).toEqual(all);
  });

  it('ends with 2 and says so for a verb or an option that there is not', async () => {
    expect(await type('dance')).toMatchObject({ code: 2, err: expect.stringContaining('dance') });
    expect((await type('dance')).err).toContain('`npx interlink --help` says what there is');
    expect((await type('payments dance')).err).toContain('`npx interlink payments --help` says what there is');
    expect((await type('payments build')).err).toContain('`npx interlink payments build --help` says what there is');
    expect(await type('migrate --harder')).toMatchObject({ code: 2, err: expect.stringContaining('--harder') });
  });

  it.each([
    ['what the word may have been', 'payments statsu', "'statsu' (Did you mean status?); `npx"],
    ['a sentence that has its own full stop', 'payments status a b', 'but got 2; `npx'],
  ])('says it in one line: %s', async (_what, command, words) => {
    const { err } = await type(command);
    expect(err).toContain(words);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('says in one sentence what is not set', async () => {
    const { code, err } = await type('migrate', { INTERLINK_MODE: 'test' });
    expect([code, err]).toEqual([1, 'interlink: DATABASE_OWNER_URL is not set.\n']);
  });

  it('S13: tells the kind of a database failure and not its words', async () => {
    const url = 'postgres://interlink_owner:marker-4711@127.0.0.1:9/interlink';
    const { code, err } = await type('migrate', { INTERLINK_MODE: 'test', DATABASE_OWNER_URL: url });
    expect(code).toBe(1);
    expect(err).toContain('ECONNREFUSED');
    expect(err).not.toContain('marker-4711');
  });

  it('refuses an anchor that is none', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'interlink-cli-'));
    const anchor = path.join(folder, 'anchor.json');
    const key = path.join(folder, 'key.jwk');
    writeFileSync(anchor, '{"head":{}}');
    writeFileSync(key, '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}');
    const { code, err } = await type(`audit verify --key ${key} --anchor ${anchor}`, { INTERLINK_MODE: 'test' });
    rmSync(folder, { recursive: true });
    expect([code, err]).toEqual([2, `interlink: ${anchor} does not hold a signed tree head.\n`]);
  });

  it('answers in JSON with --json, before or after the verb', async () => {
    const environment = {
      OPENIMIS_URL: 'http://127.0.0.1:9',
      INTERLINK_PORT: '9',
      INTERLINK_OPS_PORT: '9',
      INTERLINK_MODE: 'test',
    };
    for (const command of ['status --json', '--json status']) {
      const { code, out } = await type(command, environment);
      expect(code).toBe(1);
      expect(JSON.parse(out).parts).toHaveLength(3);
    }
  });
});

describe('the session of the command line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-session-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('S7: is kept in a file that its owner alone can read', async () => {
    const sessions = sessionFile({ INTERLINK_SESSION_FILE: path.join(folder, 'new', 'session.json') });
    await sessions.save({ token: 't', loginName: 'ina.intake', openimisUrl: 'http://127.0.0.1:8000' });
    expect(statSync(sessions.path).mode & 0o777).toBe(0o600);
    expect(await sessions.find()).toMatchObject({ loginName: 'ina.intake' });
    await sessions.forget();
    expect(await sessions.find()).toBeUndefined();
  });

  it('S7: is closed again when its file was open to others', async () => {
    const file = path.join(folder, 'open.json');
    writeFileSync(file, '{}', { mode: 0o644 });
    const sessions = sessionFile({ INTERLINK_SESSION_FILE: file });
    await sessions.save({ token: 't', loginName: 'ina.intake', openimisUrl: 'http://127.0.0.1:8000' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('the client of the operators’ API', () => {
  let server: Server;
  let answer: { status: number; body: string } = { status: 200, body: '{}' };
  const seen: { url: string | undefined; headers: Record<string, unknown> }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const client = () => openApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token-1', 'c-1');

  it('sends token, correlation id and key', async () => {
    answer = { status: 201, body: '{"id":"j"}' };
    await expect(client().post('/enrolment/journeys', { body: {}, idempotencyKey: 'k-1' })).resolves.toEqual({
      id: 'j',
    });
    expect(seen.at(-1)).toMatchObject({
      url: '/interlink/api/v1/enrolment/journeys',
      headers: { authorization: 'Bearer token-1', 'x-correlation-id': 'c-1', 'idempotency-key': 'k-1' },
    });
  });

  it('throws the service’s own words, code and correlation id for a refusal', async () => {
    answer = {
      status: 403,
      body: '{"code":"platform.forbidden","detail":"Ask.","correlationId":"c-9","details":{"permission":"x"}}',
    };
    await expect(client().get('/session')).rejects.toMatchObject({
      code: 'platform.forbidden',
      exitCode: 4,
      details: { permission: 'x' },
      message: 'Ask. (platform.forbidden, correlation id c-9)',
    });
  });

  it('says which part is wrong and what would be right', async () => {
    const violations = [{ path: 'querystring/state', message: 'must be one of: open, closed' }];
    answer = { status: 400, body: JSON.stringify({ code: 'platform.body-invalid', detail: 'Wrong.', violations }) };
    await expect(client().get('/things?state=x')).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Wrong\. querystring\/state must be one of: open, closed\. \(platform\.body-invalid/,
      ),
    });
  });

  it.each(['<html>please sign in to the network</html>', '{"truncated":', 'OK'])(
    'says so when somebody else answers in its place: %s',
    async (body) => {
      answer = { status: 200, body };
      await expect(client().get('/session')).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringMatching(/answers, but not as Interlink does/),
      });
    },
  );

  it('takes an empty answer for nothing, and a null for null', async () => {
    answer = { status: 200, body: '' };
    await expect(client().post('/session/reason')).resolves.toBeUndefined();
    answer = { status: 200, body: 'null' };
    await expect(client().get('/session')).resolves.toBeNull();
  });

  it('says who does not answer', async () => {
    const dead = openApiClient('http://127.0.0.1:9', 't', 'c');
    await expect(dead.get('/session')).rejects.toThrow('http://127.0.0.1:9 does not answer');
  });
});
