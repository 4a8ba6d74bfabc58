import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../src/cli/program.js';

/** Runs a command and returns what a person would see. */
async function type(args: readonly string[], environment: Record<string, string>) {
  let out = '';
  let err = '';
  const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await run(['node', 'interlink', 'keys', ...args], environment, streams);
  return { code, out, err };
}

describe('npx interlink keys', () => {
  let folder: string;
  let environment: Record<string, string>;
  const inFolder = (...names: string[]) => path.join(folder, ...names);
  const share = (number: number) => inFolder('shares', `key-share-${number}-of-5.json`);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'interlink-keys-'));
    environment = {
      INTERLINK_MODE: 'test',
      INTERLINK_SECRETS_DIR: inFolder('secrets'),
      INTERLINK_CONFIG: inFolder('config'),
      HOME: folder,
    };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  describe('generate', () => {
    it('S15: makes the files that are missing, readable by their owner alone, and replaces none', async () => {
      const made = `made    ${inFolder('secrets', 'kek')}`;
      expect(await type(['generate'], environment)).toMatchObject({ code: 0, out: expect.stringContaining(made) });
      const files = readdirSync(inFolder('secrets')).sort();
      expect(files).toEqual(['interlink-oidc.jwk', 'interlink-signing.jwk', 'kek']);
      const texts = () => files.map((name) => readFileSync(inFolder('secrets', name), 'utf8'));
      expect(files.map((name) => statSync(inFolder('secrets', name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
      const before = texts();
      expect((await type(['generate'], environment)).out).not.toContain('made');
      expect(texts()).toEqual(before);
    });

    it('S15: makes keys of the kinds that the service takes', async () => {
      await type(['generate'], environment);
      const read = (name: string) => JSON.parse(readFileSync(inFolder('secrets', name), 'utf8')) as object;
      expect(read('interlink-signing.jwk')).toMatchObject({ kty: 'OKP', crv: 'Ed25519', d: expect.any(String) });
      expect(read('interlink-oidc.jwk')).toMatchObject({ kty: 'EC', crv: 'P-256', d: expect.any(String) });
      expect(Buffer.from(readFileSync(inFolder('secrets', 'kek'), 'utf8'), 'base64')).toHaveLength(32);
    });
  });

  describe('backup and restore', () => {
    beforeEach(async () => {
      environment.INTERLINK_CONFIG = path.resolve(__dirname, '../../../../openimis-config/development');
      const settings = readFileSync(path.join(environment.INTERLINK_CONFIG, 'interlink.json'), 'utf8');
      for (const [, name] of settings.matchAll(/\$\{([A-Z_]+)\}/g)) environment[name ?? ''] = 'https://sandbox.example';
      await type(['generate'], environment);
    });
    const kek = () => readFileSync(inFolder('secrets', 'kek'), 'utf8');

    it('S15: bring the key back from any three of the five files', async () => {
      const made = await type(['backup', inFolder('shares')], environment);
      expect(made).toMatchObject({ code: 0, err: '' });
      expect(readdirSync(inFolder('shares'))).toHaveLength(5);
      expect(statSync(share(1)).mode & 0o777).toBe(0o600);
      const restored = await type(['restore', inFolder('kek-again'), share(5), share(2), share(4)], environment);
      expect(restored.code).toBe(0);
      expect(readFileSync(inFolder('kek-again'), 'utf8').trim()).toBe(kek().trim());
      const [, fingerprint] = /fingerprint ([0-9a-f]{64})/.exec(made.out) ?? [];
      expect(restored.out).toContain(fingerprint);
    });

    it('S15: print neither the key nor a part of it', async () => {
      const { out, err } = await type(['backup', inFolder('shares')], environment);
      const part = (JSON.parse(readFileSync(share(1), 'utf8')) as { share: string }).share;
      for (const secret of [kek().trim(), part]) expect(out + err).not.toContain(secret);
    });

    it('S15: replace nothing that exists', async () => {
      await type(['backup', inFolder('shares')], environment);
      const again = await type(['backup', inFolder('shares')], environment);
      expect([again.code, again.err]).toEqual([1, expect.stringContaining('nothing was replaced')]);
      const over = await type(['restore', inFolder('secrets', 'kek'), share(1), share(2), share(3)], environment);
      expect(over).toMatchObject({ code: 1, err: expect.stringContaining('nothing was replaced') });
    });

    it('S15: say in one sentence what is wrong with the parts', async () => {
      await type(['backup', inFolder('shares')], environment);
      await type(['backup', inFolder('others')], environment);
      const other = inFolder('others', 'key-share-3-of-5.json');
      const altered = inFolder('altered.json');
      writeFileSync(altered, readFileSync(share(3), 'utf8').replace('"number": 3', '"number": 4'));
      writeFileSync(inFolder('no.json'), 'no json');
      const restore = async (...parts: string[]) =>
        (await type(['restore', inFolder('k'), ...parts], environment)).err.trim();
      expect(await restore(share(1), share(2))).toMatch(/3 different parts are needed; 2 were given/);
      expect(await restore(share(1), share(2), other)).toMatch(/different backups/);
      expect(await restore(share(1), share(2), altered)).toMatch(/Part 4 was altered/);
      expect(await restore(share(1), share(2), inFolder('no.json'))).toMatch(/does not hold a part/);
      expect(await restore(share(1), share(2), inFolder('none'))).toMatch(/cannot be read/);
      expect(readdirSync(folder)).not.toContain('k');
    });

    it('refuses to split what is no key', async () => {
      writeFileSync(inFolder('secrets', 'kek'), 'short');
      expect(await type(['backup', inFolder('shares')], environment)).toMatchObject({
        code: 1,
        err: expect.stringContaining('32 bytes'),
      });
      rmSync(inFolder('secrets', 'kek'));
      expect((await type(['backup', inFolder('shares')], environment)).err).toContain('cannot be read');
    });
  });

  describe('publish', () => {
    const jwks = { keys: [{ kid: 'k-1', use: 'sig', kty: 'OKP' }] };
    let server: Server;
    let status = 200;
    let body = '';
    beforeEach(async () => {
      body = JSON.stringify(jwks);
      server = createServer((_request, response) => response.writeHead(status).end(body));
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      environment.INTERLINK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise((done) => server.close(done)));

    it('S15: prints what partners see, or writes it to a file with the fingerprints to tell', async () => {
      expect(JSON.parse((await type(['publish'], environment)).out)).toEqual(jwks);
      const { out } = await type(['publish', '--out', inFolder('jwks.json')], environment);
      expect(out).toContain('k-1');
      expect(JSON.parse(readFileSync(inFolder('jwks.json'), 'utf8'))).toEqual(jwks);
    });

    it.each(['<html>sign in to the network</html>', '{}', 'null', '{"keys":"many"}', ''])(
      'S15: publishes nothing that somebody else answers in the place of the service: %s',
      async (answer) => {
        body = answer;
        const { code, err } = await type(['publish', '--out', inFolder('not-ours.json')], environment);
        expect([code, err]).toEqual([4, expect.stringContaining('not as Interlink does')]);
        expect(existsSync(inFolder('not-ours.json'))).toBe(false);
      },
    );

    it('says so when the service does not answer or refuses', async () => {
      status = 503;
      expect(await type(['publish'], environment)).toMatchObject({ code: 4, err: expect.stringContaining('503') });
      status = 200;
      const wrong = await type(['publish', '--out', inFolder('none', 'jwks.json')], environment);
      expect(wrong.err).toContain('cannot be written');
      environment.INTERLINK_URL = 'http://127.0.0.1:9';
      expect((await type(['publish'], environment)).err).toContain('does not answer');
    });
  });

  it.each([
    [['rotate', 'dance'], 'There is no purpose dance'],
    [['rotate', 'message', '--from', 'soon'], 'soon is not a time'],
    [['list'], 'Nobody is logged in'],
  ])('says in one sentence what is wrong with %j', async (args, words) => {
    const { code, err } = await type(args, environment);
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(/Nobody is logged in/.test(words) ? /logged in/ : new RegExp(`${words}|logged in`));
  });
});
