import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Type } from 'typebox';
import { loadConfig, readPolicy } from '../../src/platform/config.js';
import { environmentSettings } from '../../src/platform/environment.js';
import { openProcess } from '../../src/platform/process.js';

const partner = { url: 'https://bank.example', clientId: 'interlink' };
const settings = (over: object = {}) => ({
  deployment: 'test-land',
  institutions: [{ code: 'MSW', name: 'Ministry' }],
  programmes: {},
  partners: { bank: partner },
  policies: {},
  extensions: [],
  ...over,
});

describe('the configuration', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'interlink-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const load = (json: unknown, environment: Record<string, string> = {}) => {
    writeFileSync(path.join(folder, 'interlink.json'), typeof json === 'string' ? json : JSON.stringify(json));
    return loadConfig({ INTERLINK_CONFIG: folder, INTERLINK_MODE: 'test', ...environment });
  };

  it('replaces ${NAME} from the environment in any string', async () => {
    const json = settings({ partners: { bank: { ...partner, url: '${BANK_URL}/v2' } } });
    const config = await load(json, { BANK_URL: 'https://b.example' });
    expect(config.settings.partners['bank']?.url).toBe('https://b.example/v2');
  });

  it('says which variable is missing', async () => {
    const json = settings({ partners: { bank: { ...partner, url: '${BANK_URL}' } } });
    await expect(load(json)).rejects.toThrow('interlink.json uses ${BANK_URL}, but BANK_URL is not set.');
  });

  it('says where interlink.json is wrong', async () => {
    await expect(load(settings({ institutions: [{ code: 'MSW' }] }))).rejects.toThrow(
      /interlink\.json: \/institutions\/0/,
    );
    await expect(load(settings({ surprise: true }))).rejects.toThrow(/interlink\.json/);
    await expect(load(settings({ partners: { 'My Bank': partner } }))).rejects.toThrow(/interlink\.json: \/partners/);
    await expect(load('{')).rejects.toThrow('is not valid JSON');
    await expect(load(settings({ timeZone: 'Africa/Atlantis' }))).rejects.toThrow(
      'there is no time zone Africa/Atlantis.',
    );
  });

  it.each([
    ['OPENIMIS_URL', 'openimis.example.org'],
    ['OPENIMIS_URL', 'ftp://openimis.example.org'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ])('says in a sentence that %s is no address: %s', async (name, text) => {
    await expect(load(settings(), { [name]: text })).rejects.toThrow(`${name} must be an address such as`);
  });

  it('takes a secret from the file that <NAME>_FILE names', async () => {
    const file = path.join(folder, 'url');
    writeFileSync(file, 'postgres://interlink_app:x@127.0.0.1/interlink\n');
    const config = await load(settings(), { DATABASE_URL_FILE: file });
    expect(config.databaseUrl).toBe('postgres://interlink_app:x@127.0.0.1/interlink');
  });

  it('gives a capability its own part with its defaults, and refuses what it does not know', async () => {
    const Policy = Type.Object({ days: Type.Integer({ default: 30 }) }, { additionalProperties: false, default: {} });
    expect(readPolicy(await load(settings()), 'verification', Policy)).toEqual({ days: 30 });
    const wrong = await load(settings({ policies: { verification: { day: 1 } } }));
    expect(() => readPolicy(wrong, 'verification', Policy)).toThrow('policies.verification');
  });

  it('documents every variable, sorted', () => {
    const names = environmentSettings.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(environmentSettings.every(({ meaning }) => meaning.endsWith('.') || meaning.includes(':'))).toBe(true);
  });
});

describe('a production deployment', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'interlink-production-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const production = {
    INTERLINK_MODE: 'production',
    INTERLINK_PUBLIC_ORIGIN: 'https://openimis.example.org',
    OPENIMIS_URL: 'https://openimis.example.org',
    DATABASE_URL: 'postgres://interlink_app:Zx93-kk@db/interlink',
  };
  const start = (environment: Record<string, string> = {}, over: object = {}) => {
    writeFileSync(path.join(folder, 'interlink.json'), JSON.stringify(settings(over)));
    return loadConfig({ INTERLINK_CONFIG: folder, INTERLINK_SECRETS_DIR: folder, ...production, ...environment });
  };
  const keepPassword = (account: string, password: string) =>
    writeFileSync(path.join(folder, `service-${account}`), `${password}\n`);
  beforeEach(() => ['enrol', 'payroll', 'sync', 'ticket'].forEach((account) => keepPassword(account, 'u7-Qe.41xZ')));

  it('S14: starts when nothing is a convenience', async () => {
    await expect(start()).resolves.toMatchObject({ mode: 'production' });
  });

  it.each([
    ['a default password', { DATABASE_URL: 'postgres://interlink_app:interlink@db/interlink' }, {}],
    ['a password that npm start made', { DATABASE_URL: 'postgres://interlink_app:Il-abcdEFGH12347@db/interlink' }, {}],
    ['certificates of anybody', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, {}],
    ['a clock that can be moved', { FAKETIME: '+3d' }, {}],
    ['a library that moves the clock', { LD_PRELOAD: '/usr/lib/faketime/libfaketime.so.1' }, {}],
    ['the role as its own password', { DATABASE_URL: 'postgres://interlink_app:interlink_app@db/interlink' }, {}],
    ['the owner role', { DATABASE_URL: 'postgres://interlink_owner:Zx93@db/interlink' }, {}],
    [
      'the role as its own password, written otherwise',
      { DATABASE_URL: 'postgres://interlink_app:%69nterlink_app@db/i' },
      {},
    ],
    ['a default password written otherwise', { DATABASE_URL: 'postgres://interlink_app:%70assword@db/interlink' }, {}],
    ['a database of which nobody can see the role', { DATABASE_URL: 'host=db user=interlink_owner' }, {}],
    ['a sealing role that is the owner', { DATABASE_SEAL_URL: 'postgres://interlink_owner:Zx93@db/interlink' }, {}],
    ['a failpoint', { INTERLINK_FAILPOINT: 'relay.after-claim' }, {}],
    ['a plain public origin', { INTERLINK_PUBLIC_ORIGIN: 'http://openimis.example.org' }, {}],
    ['a plain openIMIS', { OPENIMIS_URL: 'http://openimis.example.org' }, {}],
    ['a partner over plain http', {}, { partners: { bank: { ...partner, url: 'http://bank.example' } } }],
    ['a sandbox partner', {}, { partners: { bank: { ...partner, allowPrivateAddresses: true } } }],
  ])('S14: refuses to start with %s', async (_what, environment, over) => {
    await expect(start(environment, over)).rejects.toThrow('INTERLINK_MODE=production refuses to start');
  });

  it.each([
    ['enrol', 'Admin123'],
    ['payroll', 'interlink.payroll'],
    ['sync', 'Il-abcdEFGH12347'],
    ['ticket', 'changeme'],
  ])(
    'S14: refuses to start when the service account %s has the password %s, and says which',
    async (account, password) => {
      keepPassword(account, password);
      await expect(start()).rejects.toThrow(`the service account interlink.${account} has a default password`);
    },
  );

  it('S14: starts with a password that is no percent code, which the driver takes as it is', async () => {
    await expect(start({ DATABASE_URL: 'postgres://interlink_app:100%-Zx93@db/interlink' })).resolves.toBeDefined();
  });

  it('S1: never gives the owner’s role to a running service', async () => {
    const config = await start({ DATABASE_OWNER_URL: 'postgres://interlink_owner:Zx93@db/interlink' });
    for (const name of ['serve', 'work'] as const) {
      await expect(openProcess(config, name, {})).rejects.toThrow('DATABASE_OWNER_URL is for `migrate` alone');
    }
  });

  it('S14: starts with Node’s own check of certificates said aloud', async () => {
    await expect(start({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).resolves.toMatchObject({ mode: 'production' });
  });
});
