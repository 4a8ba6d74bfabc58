import type { Registry } from '../../src/registry/service.js';
import type { TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';
import { registryRoutes } from '../../src/registry/routes.js';
import { ana, openErasureTest, sue, type ErasureTest } from './erasure-kit.js';
import { anEnrolment, aPayment, aPerson, DISTRICT } from './registry-kit.js';

describe('Retention, and what somebody may know', () => {
  let test: TestPlatform;
  let registry: Registry;
  let opened: ErasureTest;
  beforeEach(async () => {
    opened = await openErasureTest();
    ({ test, registry } = opened);
    for (let at = 1; at <= 4; at += 1) {
      const name = { givenName: `Person${at}`, surname: `Family${at * 13}` };
      await opened.feed(
        'openimis',
        aPerson(String(at), { name, birthDate: { date: `195${at}-0${at}-11`, precision: 'day' } }),
      );
    }
    await opened.feed(
      'openimis',
      anEnrolment('1', 'OAA', { status: 'graduated' }),
      anEnrolment('2', 'OAA'),
      aPayment('1', 'OAA', '2026-11-20'),
    );
  });
  afterEach(() => opened.close());
  const years = (count: number) => test.clock.advance(count * 366 * 86_400_000);
  const askAll = () => test.platform.inTransaction(sue, (tx) => registry.privacy.askRetention(tx, 'the yearly round'));
  const left = async () => (await test.superuser.query('select 1 from registry.person')).rows.length;

  it('names nobody before the time, and then only who is in nothing', async () => {
    expect(await registry.privacy.retention()).toMatchObject({ years: 7, due: 0 });
    await expect(askAll()).rejects.toMatchObject({ details: { reason: 'nobody-due' } });
    years(8);
    expect(await registry.privacy.retention()).toMatchObject({ due: 3 });
  });

  it('S10: erases all who are due after a second person confirmed, but who is held', async () => {
    years(8);
    const id = await askAll();
    await expect(registry.privacy.confirm(sue, id)).rejects.toMatchObject({ code: 'registry.second-person-needed' });
    const { rows } = await test.superuser.query(`select person_id from registry.person_record where record_key = '3'`);
    await test.platform.inTransaction(sue, (tx) => registry.privacy.setHold(tx, rows[0].person_id, true, 'a court'));
    await registry.privacy.confirm(ana, id);
    expect(await left()).toBe(2);
    expect(await registry.privacy.list([DISTRICT])).toMatchObject([
      { kind: 'retention', people: 3, erased: 2, state: 'done' },
    ]);
    // Confirmed again, whoever is still held stays, and nothing fails over it.
    await registry.privacy.confirm(ana, id);
    expect(await registry.privacy.get([DISTRICT], id)).toMatchObject({ people: 3, erased: 2 });
  });

  it('goes on where it was broken off, with the same end', async () => {
    years(8);
    const id = await askAll();
    opened.breaks.push('registry.after-erasure');
    await expect(registry.privacy.confirm(ana, id)).rejects.toThrow('broken off');
    expect(await left()).toBe(3);
    opened.breaks.splice(0);
    await registry.privacy.confirm(ana, id);
    expect(await left()).toBe(1);
  });

  it('is asked, shown, confirmed, held and exported by the API, each by whoever may', async () => {
    const here = { roles: ['Member of MSW'], districts: [DISTRICT] };
    const directory = fakeDirectory({
      sue: { ...here, rights: [990150, 990154] },
      ana: { ...here, rights: [990150, 990154] },
      ina: { ...here, rights: [990150] },
    });
    const app = await openTestServer(test.platform, directory, {
      api: [(api, http) => registryRoutes(api, http, registry)],
    });
    await app.ready();
    const V1 = '/interlink/api/v1';
    const get = (token: string, url: string) =>
      app.inject({ url: `${V1}/registry/${url}`, headers: { cookie: `JWT=${token}` } });
    const post = (token: string, url: string, payload: object) =>
      app.inject({
        method: 'POST',
        url: `${V1}/${url}`,
        headers: fromOurPage(token, { 'idempotency-key': `key-${url}` }),
        payload,
      });
    const personId = (await test.superuser.query(`select person_id from registry.person_record where record_key = '1'`))
      .rows[0].person_id as string;
    const reasoned = { purpose: 'audit', reason: 'asked to be forgotten' };
    expect((await post('sue', `registry/people/${personId}/erasure`, reasoned)).json()).toMatchObject({
      code: 'platform.confirmation-needed',
    });
    for (const token of ['sue', 'ana']) await post(token, 'session/confirm', { password: passwordOf(token) });
    expect((await get('ina', `people/${personId}/erasure?purpose=audit`)).statusCode).toBe(403);
    expect((await get('sue', `people/${personId}/erasure?purpose=audit`)).json()).toMatchObject({ enrolments: 1 });
    const exported = (await get('sue', `people/${personId}/export?purpose=correction`)).json();
    expect(exported.statements.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'enrolment',
      'payment',
      'person',
    ]);
    expect((await post('sue', `registry/people/${personId}/legal-hold`, { ...reasoned, holds: true })).statusCode).toBe(
      204,
    );
    expect((await post('ana', `registry/people/${personId}/erasure`, reasoned)).json()).toMatchObject({
      code: 'registry.legal-hold',
    });
    await app.inject({
      method: 'POST',
      url: `${V1}/registry/people/${personId}/legal-hold`,
      headers: fromOurPage('sue'),
      payload: { ...reasoned, holds: false },
    });
    const { id } = (await post('sue', `registry/people/${personId}/erasure`, reasoned)).json();
    expect((await post('sue', `registry/erasures/${id}/confirmation`, {})).json()).toMatchObject({
      code: 'registry.second-person-needed',
    });
    expect((await post('ana', `registry/erasures/${id}/confirmation`, {})).json()).toMatchObject({
      state: 'done',
      erased: 1,
    });
    expect((await get('sue', `people/${personId}?purpose=audit`)).json()).toMatchObject({ code: 'registry.erased' });
    expect((await get('sue', 'retention')).json()).toMatchObject({ due: 0 });
    expect((await get('ina', 'erasures')).statusCode).toBe(403);
    await app.close();
  });
});
