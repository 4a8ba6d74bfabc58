import { Secret, TOTP } from 'otpauth';
import { ServiceError } from '@interlink/contracts/errors';
import type { ApproveBatch } from '@interlink/contracts/payments/batch';
import type { Api } from '../../src/platform/http/api.js';
import { paymentsRoutes } from '../../src/payments/routes.js';
import type { Payments } from '../../src/payments/service.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf, type FakeDirectory } from '../support/server.js';

const BATCH = '00000000-0000-4000-8000-0000000000b1';
const V1 = '/interlink/api/v1';
const statementHash = 'ab'.repeat(32);
const assertion = {
  nonce: 'cd'.repeat(32),
  credentialId: 'AAAA',
  authenticatorData: 'BBBB',
  clientDataJson: 'CCCC',
  signature: 'DDDD',
};

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(120_000);

describe('IBR-031: the route of an approval', () => {
  const approved: ApproveBatch[] = [];
  let test: TestPlatform;
  let directory: FakeDirectory;
  let app: Api;
  let people = 0;

  /** Whatever gets past the route is written down, and goes no further. */
  const payments = new Proxy({} as Payments, {
    get: (_target, name) =>
      name === 'approve'
        ? async (_tx: unknown, _who: unknown, _id: string, body: ApproveBatch) => {
            approved.push(body);
            throw new ServiceError('payments.batch-not-found');
          }
        : async () => ({}),
  });
  const post = (url: string, payload: unknown, token: string) =>
    app.inject({ method: 'POST', url: V1 + url, payload: JSON.stringify(payload), headers: fromOurPage(token) });
  const approve = async (token: string, body: object) =>
    (await post(`/payments/batches/${BATCH}/approvals`, { statementHash, ...body }, token)).json<{ code?: string }>();
  const confirm = (token: string, more: object = {}) =>
    post('/session/confirm', { password: passwordOf(token), ...more }, token);
  const somebody = () => {
    const login = `ana${(people += 1)}`;
    directory.people[login] = { rights: [990132], roles: ['Member of MSW'] };
    return login;
  };

  beforeAll(async () => {
    test = await openTestPlatform();
    directory = fakeDirectory({});
    const api = [(server: Api, http: Parameters<typeof paymentsRoutes>[1]) => paymentsRoutes(server, http, payments)];
    app = await openTestServer(test.platform, directory, { api, requestsPerMinute: 100_000 });
  });
  beforeEach(() => void approved.splice(0));
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  it('S7: lets nothing through of a session whose password was not given again, key or not', async () => {
    const thief = somebody();
    expect(await approve(thief, {})).toMatchObject({ code: 'platform.confirmation-needed' });
    expect(await approve(thief, { assertion })).toMatchObject({ code: 'platform.confirmation-needed' });
    expect(approved).toEqual([]);
  });

  it('S4: keeps answers of payments 400 days: they are asked about after the audit of their year', async () => {
    directory.people['pam'] = { rights: [990131], roles: ['Member of MSW'] };
    const headers = fromOurPage('pam', { 'idempotency-key': 'cancel-once' });
    await app.inject({ method: 'POST', url: `${V1}/payments/batches/${BATCH}/cancel`, payload: '{}', headers });
    const { rows } = await test.superuser.query(
      `select extract(day from expires_at - created_at)::int as days from platform.idempotency_key
       where key = 'cancel-once'`,
    );
    expect(rows).toEqual([{ days: 400 }]);
  });

  it('S11: wants an authenticator’s code where no security key signs', async () => {
    const ana = somebody();
    await confirm(ana);
    expect(await approve(ana, {})).toMatchObject({ code: 'platform.second-factor-needed' });
    expect(approved).toEqual([]);
    const { secret } = (await post('/session/totp', {}, ana)).json<{ secret: string }>();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: test.clock.now().getTime() });
    await post('/session/totp/activation', { code }, ana);
    await approve(ana, {});
    expect(approved).toEqual([{ statementHash }]);
  });

  it('S11: wants no code beside a security key', async () => {
    const abe = somebody();
    await confirm(abe);
    await approve(abe, { assertion });
    expect(approved).toEqual([{ statementHash, assertion }]);
  });

  it.each([
    ['a right one', '123456'],
    ['a wrong one', '000000'],
    ['something else', { totp: 1 }],
  ])('S11: a code in the body of an approval stands in for nothing: %s is refused with it', async (_which, code) => {
    const ada = somebody();
    await confirm(ada);
    expect(await approve(ada, { assertion, code })).toMatchObject({ code: 'platform.body-invalid' });
    expect(await approve(ada, { code })).toMatchObject({ code: 'platform.body-invalid' });
    expect(approved).toEqual([]);
  });

  it('I6: is closed to who may not approve', async () => {
    const pam = somebody();
    directory.people[pam] = { rights: [990130, 990131], roles: ['Member of MSW'] };
    await confirm(pam);
    expect(await approve(pam, { assertion })).toMatchObject({ code: 'platform.forbidden' });
    expect(approved).toEqual([]);
  });
});
