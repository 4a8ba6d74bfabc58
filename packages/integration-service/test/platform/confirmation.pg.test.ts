import { Secret, TOTP } from 'otpauth';
import type { Api, HttpKit } from '../../src/platform/http/api.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf, type FakeDirectory } from '../support/server.js';

const V1 = '/interlink/api/v1';

function weighingRoutes(app: Api, http: HttpKit): void {
  const may = (secondFactor: boolean) => http.requirePermission('enrolment.approve', { fresh: true, secondFactor });
  app.post('/approve', { preHandler: may(false) }, async () => ({ done: true }));
  app.post('/pay', { preHandler: may(true) }, async () => ({ done: true }));
  app.post('/late', { preHandler: http.requireSession() }, async (request) => {
    await http.confirmed(request, { secondFactor: true });
    return { done: true };
  });
}

const codeOf = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at.getTime() });

describe('Giving the password again', () => {
  let test: TestPlatform;
  let directory: FakeDirectory;
  let app: Api;
  let people = 0;

  beforeAll(async () => {
    test = await openTestPlatform();
    directory = fakeDirectory({});
    app = await openTestServer(test.platform, directory, { api: [weighingRoutes], requestsPerMinute: 100_000 });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  /** Somebody whom no other test knows. */
  const somebody = () => {
    const login = `ana${(people += 1)}`;
    directory.people[login] = { rights: [990102] };
    return login;
  };
  const post = (url: string, payload: unknown, token: string) =>
    app.inject({ method: 'POST', url: V1 + url, payload: JSON.stringify(payload), headers: fromOurPage(token) });
  const confirm = (login: string, body: object = {}, token = login) =>
    post('/session/confirm', { password: passwordOf(login), ...body }, token);
  const entries = async (login: string) => {
    const { rows } = await test.superuser.query(
      `select header ->> 'action' as action, body from platform.audit_entry e join platform.audit_body b on b.entry_id = e.id
       where header ->> 'stream' = $1 order by e.id`,
      [`session:user-${login}`],
    );
    return rows as { action: string; body: string }[];
  };
  /** An authenticator that counts; gives its secret. */
  const enrol = async (login: string) => {
    await confirm(login);
    const { secret } = (await post('/session/totp', {}, login)).json();
    const code = codeOf(secret, test.clock.now());
    expect((await post('/session/totp/activation', { code }, login)).statusCode).toBe(200);
    return secret as string;
  };

  it('S7: refuses an approval without it, in words that say what to do, and takes it afterwards for five minutes', async () => {
    const ana = somebody();
    const refused = await app.inject({
      method: 'POST',
      url: `${V1}/approve`,
      payload: '{}',
      headers: fromOurPage(ana, { 'accept-language': 'fr' }),
    });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({
      code: 'platform.confirmation-needed',
      detail: expect.stringContaining('mot de passe'),
      details: { secondFactor: false },
    });
    const confirmed = await confirm(ana);
    expect(confirmed.json()).toEqual({ confirmedUntil: '2026-11-24T08:05:00.000Z', secondFactor: false });
    expect((await post('/approve', {}, ana)).statusCode).toBe(200);
    test.clock.advance(5 * 60_000 - 1);
    expect((await post('/approve', {}, ana)).statusCode).toBe(200);
    test.clock.advance(1);
    expect((await post('/approve', {}, ana)).json()).toMatchObject({ code: 'platform.confirmation-needed' });
  });

  it('S7: is good for the session that gave it and no other of the same user', async () => {
    const ana = somebody();
    const elsewhere = `${ana}-elsewhere`;
    directory.people[elsewhere] = { rights: [990102], userId: `user-${ana}`, loginName: ana };
    await confirm(ana);
    expect((await post('/approve', {}, elsewhere)).statusCode).toBe(403);
  });

  it('S7: does not take the password of somebody else, nor a token of another user for it', async () => {
    const [ana, abe] = [somebody(), somebody()];
    expect((await confirm(abe, {}, ana)).json()).toMatchObject({ code: 'platform.confirmation-refused' });
    expect((await post('/approve', {}, ana)).statusCode).toBe(403);
  });

  it('S7: locks for ten minutes after five wrong passwords, the right one included', async () => {
    const ana = somebody();
    for (let tries = 1; tries <= 5; tries += 1) {
      const wrong = await confirm(ana, { password: 'wrong' });
      expect([tries, wrong.statusCode, wrong.json().code]).toEqual([tries, 403, 'platform.confirmation-refused']);
    }
    const locked = await confirm(ana);
    expect(locked.statusCode).toBe(429);
    expect(locked.json()).toMatchObject({ code: 'platform.confirmation-locked', details: { seconds: 600 } });
    test.clock.advance(10 * 60_000);
    expect((await confirm(ana)).statusCode).toBe(200);
  });

  it('S7: answers no more than five of a hundred guesses made at once', async () => {
    const ana = somebody();
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, guess) => confirm(ana, { password: `guess-${guess}` })),
    );
    const judged = answers.filter(({ statusCode }) => statusCode === 403);
    expect(judged).toHaveLength(5);
  });

  it('S7: does not count a try that openIMIS could not judge', async () => {
    const ana = somebody();
    directory.reachable = true;
    await confirm(ana);
    const whoHas = directory.whoHas;
    directory.whoHas = () => Promise.reject(new Error('unreachable'));
    for (let tries = 0; tries < 6; tries += 1) expect((await confirm(ana)).statusCode).toBe(500);
    directory.whoHas = whoHas;
    expect((await confirm(ana)).statusCode).toBe(200);
  });

  it('S7: is written to the log of acts, refused or not, without the password', async () => {
    const ana = somebody();
    await confirm(ana, { password: 'marker-of-a-wrong-one' });
    await confirm(ana);
    const written = await entries(ana);
    expect(written.map(({ action }) => action)).toEqual(['platform.confirm-refused', 'platform.confirm']);
    expect(JSON.stringify(written)).not.toMatch(/marker|password-of/);
  });

  it('S13: keeps neither the password nor the token in any table', async () => {
    const ana = somebody();
    await confirm(ana);
    const { rows } = await test.superuser.query(
      `select (select string_agg(c::text, ' ') from platform.session_confirmation c)
        || (select coalesce(string_agg(t::text, ' '), '') from platform.confirmation_try t) as all_of_it`,
    );
    expect(rows[0].all_of_it).toContain(`user-${ana}`);
    expect(rows[0].all_of_it).not.toMatch(new RegExp(`password-of|[(,]${ana}[,)]`));
  });

  it('S11: wants an authenticator’s code for an act that moves money, and says whether there is one', async () => {
    const ana = somebody();
    const needed = { code: 'platform.second-factor-needed', details: { secondFactor: true, enrolled: false } };
    expect((await post('/pay', {}, ana)).json()).toMatchObject({
      code: 'platform.confirmation-needed',
      details: { secondFactor: true, enrolled: false },
    });
    await confirm(ana);
    expect((await post('/pay', {}, ana)).json()).toMatchObject(needed);
    expect((await post('/late', {}, ana)).json()).toMatchObject(needed);
  });

  it('S11: takes the code of an authenticator once, and nothing that was seen before it', async () => {
    const ana = somebody();
    const secret = await enrol(ana);
    expect((await post('/pay', {}, ana)).statusCode).toBe(200);
    test.clock.advance(6 * 60_000);
    const code = codeOf(secret, test.clock.now());
    expect((await confirm(ana, { code })).json()).toMatchObject({ secondFactor: true });
    expect((await post('/pay', {}, ana)).statusCode).toBe(200);
    expect((await post('/late', {}, ana)).statusCode).toBe(200);
    expect((await confirm(ana, { code })).json()).toMatchObject({ code: 'platform.confirmation-refused' });
    const before = codeOf(secret, new Date(test.clock.now().getTime() - 30_000));
    expect((await confirm(ana, { code: before })).json()).toMatchObject({ code: 'platform.confirmation-refused' });
  });

  it('S11: gives one of two confirmations that race with the same code', async () => {
    const ana = somebody();
    const secret = await enrol(ana);
    test.clock.advance(60_000);
    const code = codeOf(secret, test.clock.now());
    const answers = await Promise.all([confirm(ana, { code }), confirm(ana, { code })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 403]);
  });

  it('S11: counts a wrong code like a wrong password', async () => {
    const ana = somebody();
    const secret = await enrol(ana);
    test.clock.advance(60_000);
    const right = codeOf(secret, test.clock.now());
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await confirm(ana, { code: wrong })).statusCode).toBe(403);
    }
    expect((await confirm(ana, { code: right })).statusCode).toBe(429);
  });

  it('S11: sets an authenticator up only after the password, and replaces one only with a code of it', async () => {
    const ana = somebody();
    expect((await post('/session/totp', {}, ana)).json()).toMatchObject({ code: 'platform.confirmation-needed' });
    const secret = await enrol(ana);
    test.clock.advance(6 * 60_000);
    await confirm(ana);
    expect((await post('/session/totp', {}, ana)).json()).toMatchObject({ code: 'platform.second-factor-needed' });
    await confirm(ana, { code: codeOf(secret, test.clock.now()) });
    const next = await post('/session/totp', {}, ana);
    expect(next.json().uri).toMatch(/^otpauth:\/\/totp\/Interlink:ana/);
    // The old one counts until the new one gave its first code.
    test.clock.advance(60_000);
    expect((await confirm(ana, { code: codeOf(secret, test.clock.now()) })).statusCode).toBe(200);
  });

  it('S15: keeps the secret sealed', async () => {
    const ana = somebody();
    const secret = await enrol(ana);
    const { rows } = await test.superuser.query('select secret from platform.authenticator where user_id = $1', [
      `user-${ana}`,
    ]);
    expect(rows[0].secret.includes(Buffer.from(secret))).toBe(false);
    expect(JSON.stringify(await entries(ana))).not.toContain(secret);
  });
});
