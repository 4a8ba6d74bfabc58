import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Permission } from '@interlink/contracts/platform/session';
import type { Capabilities } from '../../src/capabilities.js';
import { apiRoutes } from '../../src/main.js';
import type { Api } from '../../src/platform/http/api.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';

const ID = '00000000-0000-4000-8000-000000000001';
const FILE = 'a'.repeat(64);
const why = { purpose: 'correction', reason: 'seen both' };
const answers = { questionnaire: 'household', questionnaireVersion: 3, answers: { household: {}, members: [{}] } };
const words = { en: 'a', fr: 'a', ar: 'a' };
const formula = {
  ...{ code: 'pmt', version: 1, kind: 'income', title: words, questionnaire: 'household', effectiveFrom: '2026-01-01' },
  terms: [{ code: 'm', label: words, variable: { kind: 'members' }, weight: 1 }],
  ...{ intercept: 0, cutOffs: [] },
};
const query = { recordType: 'Member', where: {}, page: { number: 1, size: 10 } };
const simulation = 'programme=OAA&comparison=at-least&score=1&benefitMinor=1';

/** Who may do what: every endpoint of the registry and the social registry, with a body of the right form. */
const ALLOWED: Readonly<Partial<Record<Permission, readonly (readonly [endpoint: string, body?: unknown])[]>>> = {
  'registry.read': [
    ['GET registry/people/{id}?purpose=case'],
    ['GET registry/households/{id}?purpose=case'],
    ['GET registry/sources/{code}/people/{key}?purpose=case'],
    ['POST registry/people/{id}/refresh', { purpose: 'case' }],
    ['POST registry/search', { purpose: 'case', query }],
    ['GET registry/conflicts?purpose=case'],
    ['GET registry/source-names'],
    ['GET registry/statistics?purpose=audit'],
    ['GET registry/statistics/{table}/csv?purpose=audit'],
    ['GET registry/quality?purpose=audit'],
    ['GET registry/quality/csv?purpose=audit'],
    ['GET registry/quality/{rule}/people?purpose=audit'],
  ],
  'registry.link': [
    ['POST registry/people/{id}/merge', { from: ID, ...why }],
    ['POST registry/people/{id}/records/{recordId}/unlink', why],
    ['GET registry/households/{id}/pairs?purpose=case&number=7'],
    ['POST registry/households/{id}/decisions', { otherId: ID, decision: 'apart', ...why }],
  ],
  'registry.decide': [
    [
      'POST registry/conflicts/{id}/resolution',
      { purpose: 'correction', resolution: { decision: 'apart', note: 'seen' } },
    ],
  ],
  'registry.operate': [
    ['GET registry/sources'],
    ['POST registry/sources/{code}/records', Buffer.from('{}')],
    ['POST registry/sources/{code}/first-load', { file: FILE }],
    ['PUT registry/sources/{code}/first-load/{file}/{number}', Buffer.from('{}')],
    ['POST registry/sources/{code}/first-load/finish', { file: FILE, number: 1 }],
    ['GET registry/maintenance'],
    ['POST registry/maintenance/rebuild', {}],
    ['POST registry/maintenance/sweep', {}],
    ['POST registry/maintenance/erasures', {}],
  ],
  'registry.erase': [
    ['GET registry/people/{id}/erasure?purpose=audit'],
    ['POST registry/people/{id}/erasure', why],
    ['GET registry/people/{id}/export?purpose=audit'],
    ['POST registry/people/{id}/legal-hold', { ...why, holds: true }],
    ['GET registry/erasures'],
    ['POST registry/erasures/{id}/confirmation', {}],
    ['POST registry/erasures/{id}/withdrawal', {}],
    ['GET registry/retention'],
    ['POST registry/retention', { reason: 'the yearly round' }],
  ],
  'social-registry.read': [
    ['GET social-registry/questionnaires'],
    ['GET social-registry/villages'],
    ['GET social-registry/questionnaires/{code}/template'],
    ['GET social-registry/publications'],
    ['GET social-registry/publications/{id}'],
    ['GET social-registry/publications/{id}/rows'],
    ['GET social-registry/uploads'],
    ['GET social-registry/uploads/{id}'],
    ['GET social-registry/uploads/{id}/problems'],
    ['GET social-registry/formulas'],
    ['GET social-registry/runs'],
    ['GET social-registry/runs/{id}'],
    [`GET social-registry/runs/{id}/simulation?${simulation}`],
    ['GET social-registry/runs/{id}/ranking?comparison=at-least'],
    ['GET social-registry/runs/{id}/households/{householdId}'],
    ['GET social-registry/runs/{id}/results'],
    ['GET social-registry/runs/{id}/results/{programme}?standing=served'],
    ['GET social-registry/changes'],
    ['GET social-registry/changes/{id}'],
  ],
  'social-registry.upload': [
    ['GET social-registry/households/{id}'],
    ['POST social-registry/households/check', answers],
    ['POST social-registry/households', answers],
    ['POST social-registry/households/{id}/answers', answers],
    ['PUT social-registry/households/{id}/photos/{photo}', Buffer.from('x')],
    ['GET social-registry/households/{id}/photos/{photo}?purpose=case'],
    ['POST social-registry/publications', {}],
    ['POST social-registry/publications/{id}/pause', {}],
    ['POST social-registry/publications/{id}/resume', {}],
    [
      'POST social-registry/uploads',
      { fileName: 'a.csv', size: 1, sha256: FILE, questionnaire: 'household', mostProblemPercent: 0 },
    ],
    ['PUT social-registry/uploads/{id}/chunks/{seq}', Buffer.from('x')],
    ['POST social-registry/uploads/{id}/cancel', {}],
    ['POST social-registry/uploads/{id}/complete', {}],
    ['POST social-registry/uploads/{id}/load', {}],
  ],
  'social-registry.assess': [
    ['POST social-registry/formulas', formula],
    ['POST social-registry/runs', { formula: 'pmt' }],
  ],
  'social-registry.approve': [
    ['POST social-registry/formulas/{code}/{version}/approval', {}],
    ['POST social-registry/changes/{id}/approval', { shown: FILE }],
    ['POST social-registry/changes/{id}/refusal', { reason: 'not so' }],
  ],
  'social-registry.update': [
    ['GET social-registry/villages/search?name=kib'],
    [
      'POST social-registry/changes',
      {
        ...{ personId: ID, happenedOn: '2026-11-20', channel: 'person', evidence: [] },
        change: { event: 'contact', phone: '+254700000001' },
      },
    ],
    ['POST social-registry/changes/{id}/take-up', {}],
  ],
};

const PARTS: Readonly<Record<string, string>> = {
  ...{ code: 'openimis', key: 'k', table: 'people', rule: 'r', programme: 'OAA' },
  ...{ file: FILE, number: '1', seq: '1', version: '1' },
};
const rightsFile = path.resolve(__dirname, '../../../../openimis-config/development/rights.json');
const { permissions } = JSON.parse(readFileSync(rightsFile, 'utf8')) as {
  permissions: { code: number; permission: Permission }[];
};

/** Whatever a route calls is written down, and nothing happens. */
function recordingCapabilities(called: string[]): Capabilities {
  const capability = (name: string) =>
    new Proxy({}, { get: (_target, verb) => async () => void called.push(`${name}.${String(verb)}`) });
  return new Proxy({}, { get: (_target, name) => capability(String(name)) }) as Capabilities;
}

jest.setTimeout(60_000);

describe('S8: who may do what with people', () => {
  const called: string[] = [];
  let test: TestPlatform;
  let app: Api;
  beforeAll(async () => {
    test = await openTestPlatform();
    const here = { roles: ['Member of MSW'], districts: [ID] };
    const people = permissions.flatMap(({ permission }) => {
      const codes = (isKept: (one: Permission) => boolean) =>
        permissions.filter((one) => isKept(one.permission)).map(({ code }) => code);
      return [
        [`only-${permission}`, { ...here, rights: codes((one) => one === permission) }],
        [`all-but-${permission}`, { ...here, rights: codes((one) => one !== permission) }],
      ] as const;
    });
    const directory = fakeDirectory(Object.fromEntries(people));
    app = await openTestServer(test.platform, directory, {
      api: apiRoutes(recordingCapabilities(called)),
      requestsPerMinute: 100_000,
    });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const ask = async (endpoint: string, body: unknown, token: string) => {
    const [method = '', url = ''] = endpoint.split(' ');
    const filled = url.replaceAll(/\{(\w+)\}/g, (_all, name: string) => PARTS[name] ?? ID);
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    const headers = fromOurPage(token, { 'content-type': type, 'idempotency-key': `key-${url}` });
    const answer = await app.inject({
      ...{ method: method as 'POST', url: `/interlink/api/v1/${filled}` },
      headers: body === undefined ? { cookie: headers.cookie } : headers,
      ...(body !== undefined && { payload: body as object }),
    });
    return [answer.statusCode, answer.body.includes('"platform.forbidden"')] as const;
  };

  it('is said here of every endpoint that there is', async () => {
    const { paths } = (await app.inject({ url: '/interlink/api/openapi.json' })).json() as {
      paths: Record<string, Record<string, unknown>>;
    };
    const there = Object.entries(paths).flatMap(([url, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${url.replace('/interlink/api/v1/', '')}`),
    );
    const ours = there.filter((one) => /^\w+ (social-)?registry\//.test(one));
    const said = Object.values(ALLOWED).flatMap((endpoints) => endpoints.map(([one]) => one.split('?')[0]));
    expect([...said].sort()).toEqual(ours.sort());
  });

  it.each(Object.keys(ALLOWED) as Permission[])(
    'is nothing that needs %s for whoever has every right but that, and it gets past the door with that alone',
    async (permission) => {
      for (const [endpoint, body] of ALLOWED[permission] ?? []) {
        called.length = 0;
        const refused = await ask(endpoint, body, `all-but-${permission}`);
        expect([endpoint, ...refused, called]).toEqual([endpoint, 403, true, []]);
        const [, isForbidden] = await ask(endpoint, body, `only-${permission}`);
        expect([endpoint, isForbidden]).toEqual([endpoint, false]);
      }
    },
  );

  it('is nothing for whoever is not signed in', async () => {
    for (const [endpoint, body] of Object.values(ALLOWED).flat()) {
      called.length = 0;
      const [status] = await ask(endpoint, body, 'stranger');
      expect([endpoint, status, called]).toEqual([endpoint, 401, []]);
    }
  });
});
