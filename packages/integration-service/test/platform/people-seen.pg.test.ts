import type { Api, HttpKit } from '../../src/platform/http/api.js';
import type { Platform } from '../../src/platform/platform.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';

const V1 = '/interlink/api/v1';
const people = (from: number, count: number) => Array.from({ length: count }, (_, at) => `p${from + at}`);

describe('People whom an operator sees in a day', () => {
  let test: TestPlatform;
  beforeEach(async () => {
    test = await openTestPlatform();
  });
  afterEach(() => test.close());

  const shown = jest.fn(async () => 'shown');
  const read = (subjects: readonly string[], login = 'ina', platform: Platform = test.platform, over = {}) =>
    platform.auditedRead(testActor(login), { action: 'test.read', stream: 'test', subjects, ...over }, shown);

  it('S12: are asked a reason for at the 200th, and stop at the 500th, seen ones excepted', async () => {
    await read(people(0, 199));
    shown.mockClear();
    await expect(read(['p199'])).rejects.toMatchObject({ code: 'platform.reason-needed', details: { people: 199 } });
    expect(shown).not.toHaveBeenCalled();
    await expect(read(people(0, 30))).resolves.toBe('shown');
    const directory = fakeDirectory({ ina: { userId: testActor('ina').id } });
    const app = await openTestServer(test.platform, directory);
    const give = (reason: string) =>
      app.inject({
        method: 'POST',
        url: `${V1}/session/reason`,
        payload: JSON.stringify({ reason }),
        headers: fromOurPage('ina'),
      });
    expect((await give('short')).statusCode).toBe(400);
    expect((await give('Flood relief list of the district')).statusCode).toBe(204);
    await read(people(199, 300));
    await expect(read(['p499'])).rejects.toMatchObject({ code: 'platform.too-many-people' });
    await expect(read(['p0'])).resolves.toBe('shown');
    await app.close();
  });

  it('S12: are counted once over all replicas, whoever asks at once', async () => {
    const answers = await Promise.all(
      people(0, 240).map((person) =>
        read([person]).then(
          () => 'shown',
          (thrown: { code: string }) => thrown.code,
        ),
      ),
    );
    expect(answers.filter((one) => one === 'shown')).toHaveLength(199);
    expect(answers.filter((one) => one === 'platform.reason-needed')).toHaveLength(41);
  }, 60_000);

  it('S12: begin anew the next day, and are counted for each operator', async () => {
    await read(people(0, 199));
    await expect(read(people(300, 50), 'ana')).resolves.toBe('shown');
    await expect(read(['p200'])).rejects.toMatchObject({ code: 'platform.reason-needed' });
    test.clock.advance(86_400_000);
    await expect(read(['p200'])).resolves.toBe('shown');
  });

  it('S12: count for no process of ours, and not on pages without a name', async () => {
    await expect(read(people(0, 600), 'interlink')).resolves.toBe('shown');
    await expect(read(people(0, 600), 'pam', test.platform, { isNameless: true })).resolves.toBe('shown');
    await expect(read(['p1'], 'pam')).resolves.toBe('shown');
  });

  it('S12: leave in the log that somebody was stopped, and the reason that was given', async () => {
    await read(people(0, 199));
    await read(['p199']).catch(() => undefined);
    const { rows } = await test.superuser.query(
      `select header ->> 'actorLogin' as who from platform.audit_entry where header ->> 'action' = 'platform.reason-needed'`,
    );
    expect(rows).toEqual([{ who: 'ina' }]);
  });

  it('S12: are asked about by the API as a problem that says what to do', async () => {
    const directory = fakeDirectory({ ina: { rights: [990100] } });
    const routes = (app: Api, http: HttpKit) =>
      void app.get('/people', { preHandler: http.requirePermission('enrolment.read') }, (request) => {
        const entry = { action: 'test.read', stream: 'test', subjects: people(0, 200) };
        return test.platform.auditedRead(http.operatorOf(request).actor, entry, async () => ({}));
      });
    const app = await openTestServer(test.platform, directory, { api: [routes] });
    const answer = await app.inject({ url: `${V1}/people`, headers: { authorization: 'Bearer ina' } });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'platform.reason-needed', detail: expect.stringContaining('Say why') });
    await app.close();
  });
});
