import { randomUUID } from 'node:crypto';
import { registryRoutes } from '../../src/registry/routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';
import { anEnrolment, aPerson, DISTRICT, openRegistryTest, OTHER_DISTRICT, type RegistryTest } from './registry-kit.js';

jest.setTimeout(60_000);

describe('what the registry refuses, and with which code', () => {
  let test: RegistryTest;
  let app: Api;
  let personId: string;
  let conflict: { id: string; version: number; sides: { recordId: string }[] };
  const get = (login: string, path: string) =>
    app.inject({ method: 'GET', url: `/interlink/api/v1/registry/${path}`, headers: { cookie: `JWT=${login}` } });
  const post = (login: string, path: string, payload: object, over: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/interlink/api/v1/registry/${path}`,
      headers: fromOurPage(login, over),
      payload,
    });
  const upload = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/interlink/api/v1/registry/sources/second-mis/records',
      headers: fromOurPage('operator', { 'content-type': 'application/octet-stream' }),
      payload,
    });

  beforeAll(async () => {
    test = await openRegistryTest();
    await test.feed('openimis', aPerson('1'), anEnrolment('1', 'OAA'));
    test.clock.advance(1000);
    await test.feed('second-mis', aPerson('1', { name: { givenName: 'Aminah', surname: 'Wanjiru' } }));
    await test.feed('openimis', aPerson('2', { name: { givenName: 'Piet', surname: 'Jansen' } }));
    personId = await test.personOf('openimis', '1');
    const msw = { roles: ['Member of MSW'], districts: [DISTRICT] };
    const directory = fakeDirectory({
      decider: { ...msw, rights: [990150, 990151, 990152] },
      operator: { ...msw, rights: [990153] },
      elsewhere: { ...msw, rights: [990150, 990151, 990152], districts: [OTHER_DISTRICT] },
    });
    app = await openTestServer(test.platform, directory, {
      api: [(api, http) => registryRoutes(api, http, test.registry)],
    });
    for (const login of ['decider', 'elsewhere']) {
      const url = '/interlink/api/v1/session/confirm';
      await app.inject({ method: 'POST', url, headers: fromOurPage(login), payload: { password: passwordOf(login) } });
    }
    const { items } = (await get('decider', 'conflicts?purpose=correction')).json();
    conflict = items.find(({ field }: { field?: string }) => field === 'name');
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  it.each(['people', 'households'])(
    'S2: says of %s that are not there what it says of those one may not see',
    async (what) => {
      const answer = await get('decider', `${what}/${randomUUID()}?purpose=case`);
      const code = what === 'people' ? 'registry.person-not-found' : 'registry.household-not-found';
      expect([answer.statusCode, answer.json().code]).toEqual([404, code]);
    },
  );

  it.each([
    ['people/17?purpose=case', 400],
    [`people/${randomUUID()}?purpose=case&asOf=2026-02-30`, 400],
    [`people/${randomUUID()}?purpose=case&knownAt=yesterday`, 400],
    [`people/${randomUUID()}?purpose=case&more=1`, 400],
    [`people/${randomUUID()}?purpose=case&asOf=0000-01-01`, 400],
    // A second that clocks have once in years, and none of ours.
    [`people/${randomUUID()}?purpose=case&knownAt=2016-12-31T23:59:60Z`, 400],
    [`people/${randomUUID()}?purpose=case&knownAt=2026-01-01T00:00:00Z[Africa/Nairobi]`, 400],
    ['statistics?purpose=audit&asOf=0000-01-01', 400],
    ['quality?purpose=audit&asOf=0000-02-29', 400],
  ])('refuses the question %s by its form', async (path, status) => {
    expect((await get('decider', path)).statusCode).toBe(status);
  });

  const resolution = (over: object) => ({
    purpose: 'correction',
    resolution: { decision: 'choose', note: 'seen', ...over },
  });

  it('IBR-009: refuses a decision that does not fit the conflict, and says which do', async () => {
    for (const decision of ['accept', 'link', 'apart']) {
      const answer = await post('decider', `conflicts/${conflict.id}/resolution`, resolution({ decision }));
      expect(answer.json()).toMatchObject({
        status: 422,
        code: 'registry.decision-not-possible',
        details: { allowed: ['choose'] },
      });
    }
  });

  it('IBR-009: refuses the choice of a record that is no side of the conflict, and of none', async () => {
    for (const over of [{}, { recordId: randomUUID() }]) {
      const answer = await post('decider', `conflicts/${conflict.id}/resolution`, resolution(over));
      expect(answer.json()).toMatchObject({ status: 422, code: 'registry.decision-not-possible' });
    }
  });

  it('IBR-009: leaves the conflict open after every refusal', async () => {
    const { items } = (await get('decider', 'conflicts?purpose=correction')).json();
    expect(items.find(({ id }: { id: string }) => id === conflict.id)).toMatchObject({
      state: 'open',
      version: conflict.version,
    });
  });

  it('S2: knows no conflict that is not there, or is of another district', async () => {
    const body = resolution({ recordId: conflict.sides[0]?.recordId });
    for (const [login, id] of [
      ['decider', randomUUID()],
      ['elsewhere', conflict.id],
    ] as const) {
      // prettier-ignore
      const answer = await post(login, `conflicts/${id}/resolution`, body);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'registry.conflict-not-found']);
    }
  });

  it('refuses to take out a record of somebody else, and the only one that a person has', async () => {
    const alone = await test.personOf('openimis', '2');
    const { records } = (await get('decider', `people/${alone}?purpose=case`)).json();
    const body = { purpose: 'correction', reason: 'a mistake' };
    for (const [id, recordId] of [
      [personId, records[0].recordId],
      [alone, records[0].recordId],
    ]) {
      // prettier-ignore
      const answer = await post('decider', `people/${id}/records/${recordId}/unlink`, body);
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'registry.not-linked']);
    }
  });

  it('refuses to make one of a person and himself, or of one who is not there', async () => {
    for (const from of [personId, randomUUID()]) {
      const answer = await post('decider', `people/${personId}/merge`, {
        from,
        purpose: 'correction',
        reason: 'the same',
      });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'registry.person-not-found']);
    }
  });

  it.each([
    ['an unknown field', { compare: { field: 'shoeSize', operator: 'eq', value: '40' } }],
    ['an operator that the field has not', { compare: { field: 'account', operator: 'like', value: '0' } }],
    ['no condition at all', {}],
  ])('IBR-030: refuses a query with %s and says which, instead of ignoring it', async (_what, where) => {
    const query = { recordType: 'Member', where, page: { number: 1, size: 10 } };
    const answer = await post('decider', 'search', { purpose: 'case', query });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'registry.query-not-possible']);
    expect(answer.json().details).toHaveProperty('problem');
  });

  it('IBR-016: takes records only for a source that is known', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/interlink/api/v1/registry/sources/nobody/records',
      headers: fromOurPage('operator', { 'content-type': 'application/octet-stream' }),
      payload: JSON.stringify(aPerson('9')),
    });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'registry.source-unknown']);
  });

  it.each([
    ['birthDate', { birthDate: { date: '0000-01-01', precision: 'day' } }],
    ['deathDate', { deathDate: { date: '1999-02-29', precision: 'day' } }],
    ['registrationDate', { registrationDate: '0000-12-31' }],
  ])('IBR-016: refuses a file with a %s that no calendar has, as the file’s fault', async (_field, data) => {
    const answer = await upload(JSON.stringify({ kind: 'person', key: 'dated', data }));
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'registry.record-refused']);
  });

  it.each([
    ['a text', { name: { givenName: 'A\u0000' } }],
    ['something that the model has no place for', { additional: { note: 'a\u0000b' } }],
    ['a key of its own', { additional: { 'a\u0000': 1 } }],
    ['half of a character', { additional: { note: '\ud83d' } }],
  ])('IBR-016: refuses a file that holds in %s what no database keeps, as the file’s fault', async (_what, data) => {
    const answer = await upload(JSON.stringify({ kind: 'person', key: 'nul', data }));
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'registry.record-refused']);
    expect(await test.personOf('second-mis', 'nul')).toBeUndefined();
  });
});
