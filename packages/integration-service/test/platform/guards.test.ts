import type { FastifyRequest } from 'fastify';
import { appendOnlyTables } from '../../src/platform/append-only.js';
import { readEnvironment, required } from '../../src/platform/environment.js';
import { refuseForeignChange } from '../../src/platform/http/origin.js';
import { openRate } from '../../src/platform/http/rate.js';
import { openRights } from '../../src/platform/http/rights.js';
import { refuseConveniences } from '../../src/platform/production.js';

const ORIGIN = 'https://openimis.example.org';
const aClock = () => {
  let ms = 0;
  return { now: () => new Date(ms), advance: (by: number) => void (ms += by) };
};

describe('a change by cookie (S7)', () => {
  const ours = {
    cookie: 'JWT=t',
    origin: ORIGIN,
    'x-interlink': '1',
    'content-type': 'application/json; charset=utf-8',
  };
  const isRefused = (method: string, headers: Record<string, string>) => {
    const { cookie = '' } = headers;
    const cookies = Object.fromEntries(cookie.split('; ').map((one) => one.split('=')));
    try {
      refuseForeignChange({ method, headers, cookies } as unknown as FastifyRequest, ORIGIN);
      return false;
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'platform.origin-refused' });
      return true;
    }
  };

  it('comes from our own page with our own header', () => {
    expect(isRefused('POST', ours)).toBe(false);
    expect(isRefused('PUT', { ...ours, 'content-type': 'application/octet-stream' })).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page with the same beginning', { origin: `${ORIGIN}.evil.example` }],
    ['plain http', { origin: 'http://openimis.example.org' }],
    ['nowhere', { origin: 'null' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with a file', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a text', { 'content-type': 'text/plain' }],
    ['a type that only looks like ours', { 'content-type': 'text/plain; application/json' }],
    ['a page without our header', { 'x-interlink': '' }],
    ['a page with another header', { 'x-interlink': 'true' }],
  ])('is refused when it comes from %s', (_what, over) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(isRefused(method, { ...ours, ...over })).toBe(true);
  });

  it('may be a read from anywhere: reads change nothing', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(isRefused(method, { cookie: 'JWT=t' })).toBe(false);
  });

  it('by bearer token needs no page, and from a browser of another site is refused all the same', () => {
    const bearer = { authorization: 'Bearer t' };
    expect(isRefused('POST', bearer)).toBe(false);
    expect(isRefused('POST', { ...bearer, origin: ORIGIN })).toBe(false);
    expect(isRefused('POST', { ...bearer, origin: 'https://evil.example' })).toBe(true);
  });
});

describe('how much one may ask in a minute', () => {
  it('is counted by key and begins anew after a minute', () => {
    const clock = aClock();
    const rate = openRate(clock, 2);
    expect([rate.count('a'), rate.count('a'), rate.count('a'), rate.count('b')]).toEqual([true, true, false, true]);
    expect([rate.isOver('a'), rate.isOver('b'), rate.isOver('c')]).toEqual([true, false, false]);
    clock.advance(59_999);
    expect(rate.isOver('a')).toBe(true);
    clock.advance(1);
    expect([rate.isOver('a'), rate.count('a')]).toEqual([false, true]);
  });

  it('forgets the oldest of a flood of keys, and not those of now', () => {
    const rate = openRate(aClock(), 1);
    rate.count('first');
    for (let at = 0; at < 20_000; at += 1) rate.count(`key-${at}`);
    expect([rate.isOver('first'), rate.isOver('key-19999')]).toEqual([false, true]);
  });
});

describe('what a right of openIMIS permits (S8)', () => {
  const rights = openRights({
    permissions: [
      { code: 990_130, permission: 'payments.read' },
      { code: 990_100, permission: 'enrolment.create' },
    ],
    roles: [{ name: 'Member of MSW', institution: 'MSW' }, { name: 'Admin' }, { name: 'A MOH', institution: 'MOH' }],
  });

  it('is what its code says, sorted and once', () => {
    expect(rights.permissionsOf([990_130, 990_100, 990_130])).toEqual(['enrolment.create', 'payments.read']);
  });

  it('is nothing for codes that nobody tied to anything, however many', () => {
    expect(rights.permissionsOf([1, 2, 3, 990_199])).toEqual([]);
    expect(rights.permissionsOf([])).toEqual([]);
  });

  it('ties a user to the institution of a role, the first by name, whatever their order', () => {
    expect(rights.institutionOf(['Member of MSW'])).toBe('MSW');
    expect(rights.institutionOf(['Member of MSW', 'A MOH'])).toBe('MOH');
    expect(rights.institutionOf(['A MOH', 'Member of MSW'])).toBe('MOH');
    expect(rights.institutionOf(['Admin', 'Unknown'])).toBeUndefined();
  });
});

describe('the environment of a process', () => {
  it('S14: is production unless it says otherwise', async () => {
    expect(await readEnvironment({})).toMatchObject({
      mode: 'production',
      port: 8080,
      opsPort: 8081,
      host: '127.0.0.1',
    });
  });

  it.each<[string, string, string]>([
    ['INTERLINK_MODE', 'prod', 'must be development, test or production'],
    ['INTERLINK_PORT', 'http', 'must be a port number'],
    ['INTERLINK_PORT', '65536', 'must be a port number'],
    ['INTERLINK_OPS_PORT', '-1', 'must be a port number'],
    ['INTERLINK_OPS_PORT', '80.5', 'must be a port number'],
    ['INTERLINK_PUBLIC_ORIGIN', 'openimis.example.org', 'must be an origin'],
    ['INTERLINK_PUBLIC_ORIGIN', 'https://openimis.example.org/front', 'must be an origin'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'must be an address'],
    ['DATABASE_URL_FILE', '/nowhere/url', 'cannot be read'],
  ])('says what is wrong with %s=%s in one sentence', async (name, value, words) => {
    await expect(readEnvironment({ [name]: value })).rejects.toThrow(words);
  });

  it('takes an address without its last slash', async () => {
    const read = await readEnvironment({ OPENIMIS_URL: 'http://o:8000/', INTERLINK_PUBLIC_ORIGIN: `${ORIGIN}/` });
    expect([read.openimisUrl, read.publicOrigin]).toEqual(['http://o:8000', ORIGIN]);
  });

  it.each([undefined, ''])('says what is not set: %j', (value) => {
    expect(() => required(value, 'DATABASE_URL')).toThrow('DATABASE_URL is not set.');
    expect(required('x', 'DATABASE_URL')).toBe('x');
  });
});

describe('a process in production (S14)', () => {
  type Config = Parameters<typeof refuseConveniences>[0];
  const safe = {
    publicOrigin: ORIGIN,
    secretsDir: '/nonexistent',
    openimisUrl: 'https://openimis.example.org',
    databaseUrl: 'postgres://interlink_app:long-and-random@db/interlink',
    settings: { partners: { bank: { url: 'https://bank.example', clientId: 'interlink' } } },
  } as unknown as Config;

  it.each<[string, Partial<Config>]>([
    ['everything as it should be', {}],
    ['openIMIS beside it', { openimisUrl: 'http://127.0.0.1:8000' }],
    ['nothing of openIMIS and the database', { openimisUrl: undefined, databaseUrl: undefined }],
  ])('starts with %s', async (_what, over) => {
    await expect(refuseConveniences({ ...safe, ...over }, {})).resolves.toBeUndefined();
  });

  it.each<[string, Partial<Config>]>([
    ['INTERLINK_FAILPOINT is set', { failpoint: 'x' }],
    ['INTERLINK_PUBLIC_ORIGIN is plain http', { publicOrigin: 'http://openimis.example.org' }],
    ['OPENIMIS_URL is plain http', { openimisUrl: 'http://openimis.example.org' }],
    ['DATABASE_URL uses the role interlink_owner', { databaseUrl: 'postgres://interlink_owner:x9@db/interlink' }],
    ['DATABASE_URL uses the role postgres', { databaseUrl: 'postgres://postgres:x9@db/interlink' }],
    ['DATABASE_URL has a default password', { databaseUrl: 'postgres://interlink_app:changeme@db/interlink' }],
    ['DATABASE_URL has a default password', { databaseUrl: 'postgres://interlink_app:interlink_app@db/interlink' }],
    ['DATABASE_SEAL_URL has a default password', { databaseSealUrl: 'postgres://interlink_seal:secret@db/interlink' }],
    [
      'partner bank is reached by plain http',
      {
        settings: {
          partners: { bank: { url: 'http://bank.example', clientId: 'i' } },
        } as unknown as Config['settings'],
      },
    ],
    [
      'partner bank may have a private address',
      {
        settings: {
          partners: { bank: { url: 'https://bank.example', clientId: 'i', allowPrivateAddresses: true } },
        } as unknown as Config['settings'],
      },
    ],
  ])('refuses to start: %s', async (words, over) => {
    await expect(refuseConveniences({ ...safe, ...over }, {})).rejects.toThrow(
      `INTERLINK_MODE=production refuses to start: ${words}`,
    );
  });
});

describe('the tables that are only ever added to (S1)', () => {
  it('are named once, in order, with their schema', () => {
    expect(appendOnlyTables).toEqual([...new Set(appendOnlyTables)].sort());
    expect(appendOnlyTables.filter((table) => !/^[a-z_]+\.[a-z_]+$/.test(table))).toEqual([]);
  });

  it('are all that hold money’s evidence and the log', () => {
    for (const table of ['platform.audit_entry', 'payments.approval', 'payments.evidence', 'payments.fact']) {
      expect(appendOnlyTables).toContain(table);
    }
  });
});
