import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';
import { registryRoutes } from '../../src/registry/routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { recordIdOf } from '../../src/registry/record-ids.js';
import {
  anEnrolment,
  aPerson,
  DISTRICT,
  openRegistryTest,
  OTHER_DISTRICT,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

const READ = 990150;
const LINK = 990151;
const DECIDE = 990152;
const OPERATE = 990153;

jest.setTimeout(60_000);

describe("the registry's part of the operators' API", () => {
  let test: RegistryTest;
  let app: Api;
  let personId: string;
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.feed('openimis', aPerson('1'), anEnrolment('1', 'OAA'));
    test.clock.advance(1000);
    await test.feed(
      'second-mis',
      aPerson('1', { sex: 'female', name: { givenName: 'Aminah', surname: 'Wanjiru' } }),
      anEnrolment('1', 'FOOD'),
    );
    personId = await test.personOf('openimis', '1');
    const msw = { roles: ['Member of MSW'], districts: [DISTRICT] };
    const directory = fakeDirectory({
      reader: { ...msw, rights: [READ] },
      decider: { ...msw, rights: [READ, LINK, DECIDE] },
      operator: { ...msw, rights: [OPERATE] },
      elsewhere: { ...msw, rights: [READ, LINK], districts: [OTHER_DISTRICT] },
      nobody: { ...msw, rights: [] },
    });
    app = await openTestServer(test.platform, directory, {
      api: [(api, http) => registryRoutes(api, http, test.registry)],
    });
    await app.ready();
    for (const login of ['decider', 'elsewhere']) {
      const url = '/interlink/api/v1/session/confirm';
      await app.inject({ method: 'POST', url, headers: fromOurPage(login), payload: { password: passwordOf(login) } });
    }
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const get = (token: string, path: string) =>
    app.inject({ method: 'GET', url: `/interlink/api/v1/registry/${path}`, headers: { cookie: `JWT=${token}` } });
  const post = (token: string, path: string, payload: object, over: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/interlink/api/v1/registry/${path}`,
      headers: fromOurPage(token, over),
      payload,
    });
  const search = {
    purpose: 'enrolment',
    query: {
      recordType: 'Member',
      where: { compare: { field: 'name', operator: 'like', value: 'Amina' } },
      page: { number: 1, size: 10 },
    },
  };

  it('IBR-030: shows a person with an ETag, now and as of a day', async () => {
    const now = await get('reader', `people/${personId}?purpose=data-sharing`);
    expect([now.statusCode, now.headers['etag']]).toEqual([200, '"2"']);
    expect(now.json()).toMatchObject({ enrolments: [{ programme: 'OAA' }], otherEnrolments: true });
    const shared = await get('reader', `people/${personId}?purpose=enrolment`);
    expect(shared.json()).toMatchObject({ enrolments: [{ programme: 'FOOD' }, {}], otherEnrolments: false });
    const past = await get('reader', `people/${personId}?purpose=enrolment&asOf=2024-01-01`);
    expect(past.json()).toMatchObject({ asOf: '2024-01-01', enrolments: [] });
  });

  it.each(['knownAt=2026-01-01T00:00:00Z[Africa/Nairobi]', 'knownAt=2016-12-31T23:59:60Z', 'asOf=0000-01-01'])(
    'IBR-030: knows no such time and says so: %s',
    async (when) => {
      const { statusCode, headers } = await get('reader', `people/${personId}?purpose=enrolment&${encodeURI(when)}`);
      expect([statusCode, headers['content-type']]).toEqual([400, expect.stringContaining('problem+json')]);
    },
  );

  it('IBR-030: finds the person whom a source knows by its own key, for whoever may see them', async () => {
    const path = 'sources/second-mis/people/1?purpose=enrolment';
    expect((await get('reader', path)).json()).toMatchObject({ personId });
    expect((await get('elsewhere', path)).statusCode).toBe(404);
    expect((await get('reader', 'sources/second-mis/people/unknown?purpose=enrolment')).statusCode).toBe(404);
  });

  it('S6: wants to know why somebody looks', async () => {
    expect((await get('reader', `people/${personId}`)).statusCode).toBe(400);
    expect((await get('reader', `people/${personId}?purpose=curiosity`)).statusCode).toBe(400);
  });

  it.each([
    ['nobody', 403],
    ['operator', 403],
    ['elsewhere', 404],
    ['reader', 200],
  ])('S2: answers %s with %i', async (token, status) => {
    expect((await get(token, `people/${personId}?purpose=case`)).statusCode).toBe(status);
  });

  it('S2: finds for each what he may see', async () => {
    expect((await post('reader', 'search', search)).json()).toMatchObject({ total: 1, items: [{ personId }] });
    expect((await post('elsewhere', 'search', search)).json()).toMatchObject({ total: 0, items: [] });
  });

  it('IBR-009: keeps the second of two who decide the same conflict, and shows him what was decided', async () => {
    const { items } = (await get('decider', 'conflicts?purpose=correction')).json();
    const { id, version, sides } = items.find(({ field }: { field?: string }) => field === 'name');
    expect(sides.map(({ value }: { value: { givenName: string } }) => value.givenName).sort()).toEqual([
      'Amina',
      'Aminah',
    ]);
    const mine = sides.find(({ source }: { source: string }) => source === 'openimis');
    const body = {
      purpose: 'correction',
      resolution: { decision: 'choose', recordId: mine.recordId, note: 'the card says so' },
    };
    const tag = { 'if-match': `"${version}"` };
    expect((await post('reader', `conflicts/${id}/resolution`, body, tag)).statusCode).toBe(403);
    expect((await post('decider', `conflicts/${id}/resolution`, body, tag)).statusCode).toBe(204);
    const late = await post('decider', `conflicts/${id}/resolution`, body, tag);
    expect([late.statusCode, late.json().details.present.resolution]).toEqual([412, 'choose']);
    const person = (await get('reader', `people/${personId}?purpose=case`)).json();
    expect(person.data.name.givenName).toBe('Amina');
    expect(person.provenance.name).toMatchObject({ chosenBy: 'decision', source: 'openimis' });
  });

  it('IBR-030: takes a record out of a person, for whoever may see the person and has the right', async () => {
    const before = (await get('decider', `people/${personId}?purpose=correction`)).json();
    const record = before.records.find(({ source }: { source: string }) => source === 'second-mis');
    const path = `people/${personId}/records/${record.recordId}/unlink`;
    const body = { purpose: 'correction', reason: 'another woman' };
    expect((await post('elsewhere', path, body)).statusCode).toBe(404);
    expect((await post('decider', path, body, { 'if-match': '"1"' })).json()).toMatchObject({
      code: 'registry.person-changed',
    });
    const done = await post('decider', path, body, { 'if-match': `"${before.version}"` });
    expect(done.statusCode).toBe(200);
    const other = done.json().personId;
    const merge = await post('decider', `people/${personId}/merge`, {
      from: other,
      purpose: 'correction',
      reason: 'the card was shown',
    });
    expect(merge.json().records).toHaveLength(2);
  });

  it('IBR-016: takes records as JSON lines, once however often they are sent, and refuses a broken file whole', async () => {
    const lines = (records: unknown[]) => records.map((record) => JSON.stringify(record)).join('\n');
    const upload = (payload: string | Buffer, token = 'operator') =>
      app.inject({
        method: 'POST',
        url: '/interlink/api/v1/registry/sources/second-mis/records',
        headers: fromOurPage(token, { 'content-type': 'application/octet-stream' }),
        payload,
      });
    const file = lines([aPerson('u1'), anEnrolment('u1', 'FOOD')]);
    expect((await upload(file, 'reader')).statusCode).toBe(403);
    expect((await upload(file)).json()).toMatchObject({ received: 2, added: 2 });
    expect((await upload(file)).json()).toMatchObject({ received: 2, unchanged: 2 });
    const broken = await upload(`${lines([aPerson('u2')])}\n{"kind":"person","key":"u3"}`);
    expect([broken.statusCode, broken.json().details]).toEqual([422, { record: 2, where: expect.any(String) }]);
    expect((await upload('not json')).json().details).toEqual({ line: 1, where: 'not-json' });
    expect((await upload(Buffer.from([0x7b, 0xe9, 0x7d]))).json().details).toEqual({ where: 'not-utf-8' });
    expect(await test.personOf('second-mis', 'u2')).toBeUndefined();
    const sources = (await get('operator', 'sources')).json();
    const told = sources.map(({ code, records }: { code: string; records: number }) => [code, records]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['consumer', 0],
        ['openimis', 2],
        ['second-mis', 4],
      ]),
    );
  });

  it('IBR-030: shows a household as of a day, to whoever works where it is', async () => {
    const place = { locationId: VILLAGE, districtId: DISTRICT };
    const lived = (validFrom: string, members: { personKey: string }[]) =>
      test.feed('openimis', { kind: 'household', key: 'h', validFrom, data: { members, place } });
    await lived('2025-01-01', [{ personKey: '1' }]);
    await lived('2026-01-01', []);
    const look = (login: string, when = '') =>
      get(login, `households/${recordIdOf('openimis', 'household', 'h')}?purpose=case${when}`);
    const membersOf = async (when?: string) => (await look('reader', when)).json().members.length;
    expect([await membersOf(), await membersOf('&asOf=2025-06-01')]).toEqual([0, 1]);
    expect((await look('elsewhere', '&asOf=2025-06-01')).statusCode).toBe(404);
    expect((await look('reader', '&asOf=2025-02-30')).statusCode).toBe(400);
  });
});
