import type { Api } from '../../src/platform/http/api.js';
import { maintenanceRoutes } from '../../src/registry/maintenance-routes.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';
import { testActor } from '../support/platform.js';
import { aPerson, openRegistryTest, type RegistryTest } from './registry-kit.js';

describe('The registry as a whole', () => {
  let test: RegistryTest;
  let app: Api;
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.superuser.query(`create schema if not exists pgboss`);
    const directory = fakeDirectory({ olu: { rights: [990153] }, ina: { rights: [990150] } });
    app = await openTestServer(test.platform, directory, {
      api: [(api, http) => maintenanceRoutes(api, http, test.registry)],
    });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });
  const get = (token = 'olu') =>
    app.inject({ url: '/interlink/api/v1/registry/maintenance', headers: { cookie: `JWT=${token}` } });
  const post = (what: string, token = 'olu') =>
    app.inject({
      method: 'POST',
      url: `/interlink/api/v1/registry/maintenance/${what}`,
      headers: fromOurPage(token),
      payload: {},
    });

  it('refuses a sweep of an openIMIS that was never followed', async () => {
    expect((await post('sweep')).json()).toMatchObject({ code: 'registry.source-unknown' });
  });

  it('makes a sweep due that was done, and leaves the rest of the cursor', async () => {
    await test.feed('openimis', aPerson('1'));
    const cursor = { sweptAt: '2026-11-24T07:00:00.000Z', followedTo: '2026-11-24T07:59:00.000Z' };
    await test.superuser.query(`update registry.source set cursor = $1 where code = 'openimis'`, [cursor]);
    expect((await get()).json()).toEqual({ sweep: 'done', sweptAt: cursor.sweptAt });
    expect((await post('sweep')).statusCode).toBe(204);
    expect((await get()).json()).toEqual({ sweep: 'due' });
    expect(await test.rows('registry.source', 'cursor')).toEqual([{ cursor: { followedTo: cursor.followedTo } }]);
  });

  it('folds the view anew in the background, and tells how far it is', async () => {
    expect((await post('rebuild')).statusCode).toBe(204);
    const [{ id } = { id: '' }] = (await test.rows('registry.rebuild', 'id')) as { id: string }[];
    await test.superuser.query(`update registry.person set data = '{}'`);
    await test.registry.runRebuild(testActor('interlink'), id);
    expect((await get()).json()).toMatchObject({ rebuild: { askedBy: 'olu', done: 1, total: 1 } });
    expect((await get()).json().rebuild).toHaveProperty('finishedAt');
    expect(JSON.stringify(await test.rows('registry.person', 'data'))).toContain('Wanjiru');
  });

  it('S8: is for whoever operates it', async () => {
    expect([(await get('ina')).statusCode, (await post('rebuild', 'ina')).statusCode]).toEqual([403, 403]);
  });

  it('S19: wants the password before it erases again', async () => {
    expect((await post('erasures')).json()).toMatchObject({ code: 'platform.confirmation-needed' });
  });
});
