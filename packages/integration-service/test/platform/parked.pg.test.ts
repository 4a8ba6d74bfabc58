import type { Api } from '../../src/platform/http/api.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';

const V1 = '/interlink/api/v1';

describe('Messages that were refused ten times', () => {
  let test: TestPlatform;
  let app: Api;
  const answers: string[] = [];
  const destination = {
    stream: 'test-sink',
    whenParked: 'go-on' as const,
    deliver: async () => {
      const refused = answers.shift() ?? 'refused';
      return refused === 'refused'
        ? { outcome: 'refused' as const, reason: 'status-400' }
        : { outcome: 'delivered' as const };
    },
  };
  beforeAll(async () => {
    test = await openTestPlatform();
    const directory = fakeDirectory({ otto: { rights: [990120] }, ina: { rights: [990100] } });
    app = await openTestServer(test.platform, directory, { requestsPerMinute: 100_000 });
    await test.platform.inTransaction(testActor(), async (tx) => {
      const personal = { subjectId: 'p1', content: { to: 'marker-phone' } };
      tx.send({ stream: 'test-sink', kind: 'test.thing', body: { note: 'marker-body' }, personal });
    });
    const relay = openRelay(test.platform, destination, 'r');
    for (let tries = 0; tries < 10; tries += 1) {
      await relay.drain();
      test.clock.advance(61_000);
    }
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const get = (token: string, query = '') =>
    app.inject({ url: `${V1}/platform/outbox/parked${query}`, headers: { authorization: `Bearer ${token}` } });
  const post = (token: string, path: string, body: object = {}) =>
    app.inject({ method: 'POST', url: V1 + path, payload: JSON.stringify(body), headers: fromOurPage(token) });
  const replay = async (token = 'otto') => {
    const { rows } = await test.superuser.query(`select id from platform.outbox where kind = 'test.thing'`);
    return post(token, `/platform/outbox/${rows[0].id}/replay`);
  };

  it('S3: are listed to who operates, with the refusal’s code and nothing of what they say', async () => {
    const answer = await get('otto');
    expect(answer.json()).toMatchObject({
      items: [{ stream: 'test-sink', seq: 1, kind: 'test.thing', tries: 10, refusal: 'status-400' }],
    });
    expect(answer.body).not.toContain('marker');
    expect((await get('otto', '?stream=other')).json()).toEqual({ items: [] });
    expect((await get('ina')).statusCode).toBe(403);
  });

  it('S7: are tried again only by who gave the password, and only while they are parked', async () => {
    expect((await replay()).json()).toMatchObject({ code: 'platform.confirmation-needed' });
    await post('otto', '/session/confirm', { password: passwordOf('otto') });
    expect((await replay('ina')).json()).toMatchObject({ code: 'platform.forbidden' });
    expect((await replay()).statusCode).toBe(204);
    expect((await replay()).statusCode).toBe(404);
    answers.push('delivered');
    expect(await openRelay(test.platform, destination, 'r').drain()).toBe(1);
    expect((await get('otto')).json()).toEqual({ items: [] });
    const { rows } = await test.superuser.query(
      `select header ->> 'actorLogin' as who from platform.audit_entry where header ->> 'action' = 'platform.replay'`,
    );
    expect(rows).toEqual([{ who: 'otto' }]);
  });
});
