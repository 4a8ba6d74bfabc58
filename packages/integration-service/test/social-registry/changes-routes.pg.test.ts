import type { Api } from '../../src/platform/http/api.js';
import { changeRoutes } from '../../src/social-registry/changes/routes.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';
import { openChangesKit, OTHER_VILLAGE, type ChangesKit } from './changes-kit.js';
import { VILLAGE } from './kit.js';

const V1 = '/interlink/api/v1';
const [READ, APPROVE, UPDATE] = [990160, 990163, 990164];

describe('SR-027: the API of changes in lives', () => {
  let kit: ChangesKit;
  let app: Api;
  beforeAll(async () => {
    kit = await openChangesKit();
    const here = { roles: ['Member of MSW'], districts: [VILLAGE.districtId ?? ''] };
    const directory = fakeDirectory({
      ina: { ...here, rights: [READ, UPDATE] },
      ana: { ...here, rights: [READ, APPROVE] },
      aud: { ...here, rights: [READ] },
      vic: { ...here, rights: [990150] },
    });
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => changeRoutes(api, http, kit.changes)],
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  const get = (token: string, path: string) =>
    app.inject({ url: `${V1}/social-registry/changes${path}`, headers: { cookie: `JWT=${token}` } });
  const post = (token: string, path: string, payload: object, key?: string) =>
    app.inject({
      method: 'POST',
      url: `${V1}/social-registry/changes${path}`,
      headers: fromOurPage(token, key === undefined ? {} : { 'idempotency-key': key }),
      payload,
    });
  const confirm = (token: string) =>
    app.inject({
      method: 'POST',
      url: `${V1}/session/confirm`,
      headers: fromOurPage(token),
      payload: { password: passwordOf(token) },
    });

  it('SR-027: enters, shows, approves and lists a change', async () => {
    const body = kit.body({ event: 'marriage', maritalStatus: 'W' });
    const made = await post('ina', '', body, 'key-of-marriage');
    expect(made.statusCode).toBe(201);
    const again = await post('ina', '', body, 'key-of-marriage');
    expect(again.headers['idempotency-replayed']).toBe('true');
    const { id } = made.json().request;
    const { effect } = (await get('ana', `/${id}`)).json();
    const early = await post('ana', `/${id}/approval`, { shown: effect.digest });
    expect(early.json()).toMatchObject({ code: 'platform.confirmation-needed' });
    await confirm('ana');
    const done = await post('ana', `/${id}/approval`, { shown: effect.digest });
    expect(done.json()).toMatchObject({ request: { state: 'done', approverLogin: 'ana' } });
    expect((await get('aud', '?state=done')).json()).toMatchObject({ items: [{ id, event: 'marriage' }] });
  });

  it('SR-027: finds a village of any district by a part of its name, asking openIMIS once for several keys', async () => {
    const search = (token: string, name: string) =>
      app.inject({
        url: `${V1}/social-registry/villages/search?name=${name}`,
        headers: { cookie: `JWT=${token}` },
      });
    const listed = jest.spyOn(kit.openimis, 'asService');
    const found = { items: [{ code: OTHER_VILLAGE.code, name: 'Mathare' }], count: 1 };
    expect((await search('ina', 'math')).json()).toMatchObject(found);
    expect((await search('ina', 'mathare')).json()).toMatchObject(found);
    expect(listed).toHaveBeenCalledTimes(1);
    expect((await search('ina', 'nowhere')).json()).toEqual({ items: [], count: 0 });
    expect((await search('ina', 'm')).json()).toMatchObject({ code: 'platform.body-invalid' });
    expect((await search('aud', 'math')).statusCode).toBe(403);
  });

  it('SR-027: refuses with a reason, and answers without a body', async () => {
    const made = await post('ina', '', kit.body({ event: 'death' }), 'key-of-death');
    const { id } = made.json().request;
    await confirm('ana');
    expect((await post('ana', `/${id}/refusal`, { reason: 'No such paper' })).statusCode).toBe(204);
    expect((await get('ana', `/${id}`)).json()).toMatchObject({ request: { state: 'refused' } });
    expect((await post('ina', `/${id}/take-up`, {})).json()).toMatchObject({ request: { state: 'refused' } });
  });

  it.each([
    ['another event', { change: { event: 'graduation' } }],
    ['a telephone that is none', { change: { event: 'contact', phone: '0710' } }],
    ['a field that nobody asked for', { change: { event: 'death', account: 'x' } }],
    ['a day that does not exist', { happenedOn: '2026-02-30' }],
    ['a person who is no id', { personId: 'amina' }],
    ['control characters', { note: 'a\u0000b' }],
    ['eleven papers', { evidence: Array(11).fill({ kind: 'letter', reference: 'L' }) }],
  ])('refuses %s before anything is looked at', async (_what, over) => {
    const answer = await post(
      'ina',
      '',
      { ...kit.body({ event: 'death' }), ...over },
      `key-of-${_what}`.replaceAll(' ', '-'),
    );
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'platform.body-invalid']);
  });

  it('S4: refuses a request without a key', async () => {
    expect((await post('ina', '', kit.body({ event: 'death' }))).json()).toMatchObject({
      code: 'platform.idempotency-key-missing',
    });
  });

  it('S8: lets nobody enter, decide or read without the right', async () => {
    const some = '00000000-0000-4000-8000-000000000001';
    expect((await post('aud', '', kit.body({ event: 'death' }), 'key-of-aud')).statusCode).toBe(403);
    expect((await post('ina', `/${some}/approval`, { shown: 'a'.repeat(64) })).statusCode).toBe(403);
    expect((await post('ina', `/${some}/refusal`, { reason: 'none' })).statusCode).toBe(403);
    expect((await get('vic', '')).statusCode).toBe(403);
    expect((await get('aud', `/${some}`)).statusCode).toBe(404);
  });
});
