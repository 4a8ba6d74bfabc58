import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRights } from '../../src/openimis/rights.js';
import { ConfigError } from '../../src/platform/config-error.js';
import { loadConfig } from '../../src/platform/config.js';
import { readEnvironment } from '../../src/platform/environment.js';
import { loadRights, openRights } from '../../src/platform/http/rights.js';
import { openSms } from '../../src/platform/outbox/sms.js';
import { loadSmsTemplates } from '../../src/platform/outbox/sms-templates.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlink-config-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const settings = {
  deployment: 'test-land',
  institutions: [],
  programmes: {},
  partners: {},
  policies: {},
  extensions: [],
};
const rights = { permissions: [{ code: 990_101, permission: 'audit.read' }], roles: [{ name: 'Auditor' }] };
const messages = { 'enrolment.approved': { ar: 'مرحبا {name}', en: 'Hello {name}', fr: 'Bonjour {name}' } };

/** Every file of a deployment's folder that is read at the start. */
const files: readonly (readonly [string, object, () => Promise<unknown>])[] = [
  ['interlink.json', settings, () => loadConfig({ INTERLINK_CONFIG: folder, INTERLINK_MODE: 'test' })],
  ['rights.json', rights, () => loadRights(folder)],
  ['messages.json', messages, () => loadSmsTemplates(folder)],
];
const put = (name: string, content: Buffer | string) => writeFileSync(join(folder, name), content);

describe.each(files)('%s', (name, good, load) => {
  beforeEach(() => put(name, JSON.stringify(good)));

  it('is read, also with the mark that editors of some systems put in front', async () => {
    const plain = await load();
    put(name, `\ufeff${JSON.stringify(good)}`);
    expect(JSON.stringify(await load())).toBe(JSON.stringify(plain));
  });

  it.each([
    ['is empty', ''],
    ['was cut off', JSON.stringify(good).slice(0, -3)],
    ['has a comma too many', `${JSON.stringify(good).slice(0, -1)},}`],
    ['is a page of a proxy', '<!doctype html><title>Sign in</title>'],
  ])('stops the start with one sentence that names it when it %s', async (_why, content) => {
    put(name, content);
    const refused = load();
    await expect(refused).rejects.toBeInstanceOf(ConfigError);
    await expect(refused).rejects.toThrow(`${join(folder, name)} is not valid JSON.`);
  });

  it.each([['null'], ['[]'], ['"text"'], ['7'], ['{"surprise":{}}']])(
    'stops the start and says where it is wrong when it holds %s',
    async (content) => {
      put(name, content);
      await expect(load()).rejects.toBeInstanceOf(ConfigError);
      await expect(load()).rejects.toThrow(/\.json: \/\S* .+\.$/);
    },
  );

  it('stops the start when it is not there, and says what it is for', async () => {
    rmSync(join(folder, name));
    await expect(load()).rejects.toThrow(/cannot be read; .+\.$/);
    await expect(load()).rejects.toBeInstanceOf(ConfigError);
  });
});

it('S8: rights.json that openIMIS is given is refused in one sentence too', async () => {
  put('rights.json', '{');
  await expect(readRights(folder)).rejects.toThrow('is not valid JSON.');
  rmSync(join(folder, 'rights.json'));
  await expect(readRights(folder)).rejects.toThrow('cannot be read.');
});

describe('S8: what a right permits', () => {
  const { permissionsOf, institutionOf } = openRights({
    permissions: [
      { code: 990_102, permission: 'enrolment.approve' as never },
      { code: 990_101, permission: 'audit.read' as never },
      { code: 990_103, permission: 'audit.read' as never },
    ],
    roles: [{ name: 'Zone', institution: 'MSW' }, { name: 'Area', institution: 'HIF' }, { name: 'Nobody' }],
  });

  it('is given once, sorted, by codes alone', () => {
    expect(permissionsOf([990_102, 990_101, 990_103, 990_102])).toEqual(['audit.read', 'enrolment.approve']);
  });

  it('is nothing for codes of others, and for none', () => {
    expect([permissionsOf([101_001, 990_199, Number.NaN]), permissionsOf([])]).toEqual([[], []]);
  });

  it('ties who has several roles to the first institution by the name of the role, in whichever order they come', () => {
    expect(institutionOf(['Zone', 'Area'])).toBe('HIF');
    expect(institutionOf(['Area', 'Zone', 'Nobody'])).toBe('HIF');
    expect(institutionOf(['Nobody', 'constructor'])).toBeUndefined();
  });
});

describe('the environment', () => {
  const read = (over: Record<string, string>) => readEnvironment({ INTERLINK_MODE: 'test', ...over });

  it.each(['0', '8080', '65535'])('has the port %s', async (port) => {
    expect(await read({ INTERLINK_PORT: port })).toMatchObject({ port: Number(port) });
  });

  it.each([' ', '65536', '-1', '80.5', '1e3', '0x50', 'http', '٨٠', '080808'])(
    'has no port %j: a server would listen where nobody looks',
    async (port) => {
      await expect(read({ INTERLINK_PORT: port })).rejects.toThrow('INTERLINK_PORT must be a port number, 0 to 65535.');
    },
  );

  it('has no port of a file that is empty', async () => {
    put('port', '\n');
    await expect(read({ INTERLINK_OPS_PORT_FILE: join(folder, 'port') })).rejects.toThrow('INTERLINK_OPS_PORT must be');
  });

  it.each(['https://a.example/path', 'https://a.example?x', 'ftp:', 'a.example', 'https://u:p@a.example', 'null'])(
    'S7: has no public origin %j: a browser would send another one',
    async (origin) => {
      await expect(read({ INTERLINK_PUBLIC_ORIGIN: origin })).rejects.toThrow('must be an origin such as');
    },
  );

  it('says of a secret’s file that it cannot be read, and never what another one holds', async () => {
    await expect(
      read({ DATABASE_URL_FILE: '/nowhere/url', DATABASE_OWNER_URL: 'postgres://o:marker@h/d' }),
    ).rejects.toThrow(/^DATABASE_URL_FILE names \/nowhere\/url, which cannot be read\.$/);
  });

  it.each(['Production', 'prod', ''])('S14: has no mode %j, which would be taken for a mild one', async (mode) => {
    const environment = mode === '' ? { INTERLINK_MODE: ' ' } : { INTERLINK_MODE: mode };
    await expect(readEnvironment(environment)).rejects.toThrow(
      'INTERLINK_MODE must be development, test or production.',
    );
  });
});

describe('an SMS', () => {
  const sms = openSms(messages);
  const request = {
    subjectId: 's',
    to: '+254700000001',
    language: 'en',
    template: 'enrolment.approved',
    values: {},
  } as const;

  it('holds a value as it is, whatever signs it has: it is put in once', () => {
    const { personal } = sms.compose({ ...request, values: { name: '$& {name} $1 \\' } });
    expect(personal?.content).toMatchObject({ text: 'Hello $& {name} $1 \\' });
  });

  it('S13: has nothing that people bear outside what their key protects', () => {
    const message = sms.compose({ ...request, values: { name: 'Mercy' } });
    expect(JSON.stringify({ ...message, personal: undefined })).not.toMatch(/Mercy|254700000001/);
  });

  it('is not sent with a hole in it, nor of a text that there is not', () => {
    expect(() => sms.compose(request)).toThrow('needs a value for name');
    expect(() => sms.compose({ ...request, template: 'enrolment.rejected' })).toThrow('has no template');
  });
});
