import { fetchToken, getJson, switchOn } from './support/http';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

describe('The mobile money operator', () => {
  let sandbox: TestSandbox;
  let token: string;
  const ask = (what: string, msisdn = '+254710000001', type = 'msisdn', bearer = token) =>
    getJson<Record<string, unknown>>(
      `${sandbox.url['mobile-money']}/accounts/${type}/${encodeURIComponent(msisdn)}/${what}`,
      bearer,
    );

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    token = await fetchToken(`${sandbox.url['mobile-money']}/oauth2/token`);
  });
  afterAll(() => sandbox.close());

  it('says that a wallet works, and whose it is', async () => {
    expect(await ask('status')).toEqual({ status: 200, body: { accountStatus: 'available' } });
    const { body } = await ask('accountname');
    expect(body).toMatchObject({ name: { firstName: 'Mercy', lastName: 'Omondi', fullName: 'Mercy Omondi' } });
  });

  it.each(['status', 'accountname'])('knows no wallet of a number that nobody has, asked for its %s', async (what) => {
    const { status, body } = await ask(what, '+254799999999');
    expect([status, body['errorCategory'], body['errorCode']]).toEqual([404, 'identification', 'identifierError']);
  });

  it.each([
    ['a number without plus', '254710000001', 'msisdn'],
    ['letters', '+25471abc', 'msisdn'],
    ['another kind of number', '+254710000001', 'iban'],
  ])('refuses %s as one of the wrong form', async (_what, msisdn, type) => {
    const { status, body } = await ask('status', msisdn, type);
    expect([status, body['errorCategory']]).toEqual([400, 'validation']);
  });

  it('tells nothing without a token of its own', async () => {
    for (const bearer of ['', 'made-up']) {
      const { status, body } = await ask('accountname', '+254710000001', 'msisdn', bearer);
      expect([status, body['errorCategory']]).toEqual([401, 'authorisation']);
      expect(JSON.stringify(body)).not.toMatch(/Mercy/);
    }
  });

  it('says once, when the switch says so, that the wallet is closed or somebody else’s', async () => {
    await switchOn(sandbox.url.hub, { partner: 'mobile-money', operation: 'status', kind: 'closed-account' });
    expect((await ask('status')).body).toEqual({ accountStatus: 'unavailable' });
    expect((await ask('status')).body).toEqual({ accountStatus: 'available' });
    await switchOn(sandbox.url.hub, { partner: 'mobile-money', operation: 'name', kind: 'wrong-person' });
    expect(JSON.stringify((await ask('accountname')).body)).not.toMatch(/Mercy/);
    expect(JSON.stringify((await ask('accountname')).body)).toMatch(/Mercy/);
  });
});
