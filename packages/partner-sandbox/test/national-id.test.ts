import { openBrowser, type Browser } from './support/browser';
import { getJson, switchOn } from './support/http';
import { exchange, push, request, userinfo, verified } from './support/relying-party';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

let sandbox: TestSandbox;
let issuer: string;
let browser: Browser;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  issuer = sandbox.url['national-id'];
  browser = openBrowser(issuer);
});
afterEach(() => sandbox.close());

async function otpOf(to = '+254710000001'): Promise<string> {
  const { body } = await getJson<{ text: string }[]>(`${sandbox.url.hub}/inbox.json?to=${encodeURIComponent(to)}`);
  return /^\d{6}/.exec(body[0]?.text ?? '')?.[0] ?? '';
}

async function enter(individualId: string): Promise<void> {
  await browser.open(await push(issuer, sandbox.keys.oidc));
  await browser.submit(/identifier$/, { individualId });
}

async function signIn(individualId = '1001', mobile = '+254710000001'): Promise<string> {
  await enter(individualId);
  await browser.submit(/otp$/, { otp: await otpOf(mobile) });
  await browser.submit(/consent$/, { decision: 'allow' });
  return browser.left()?.searchParams.get('code') ?? '';
}

const wrongOtp = async () => ((await otpOf()) === '000000' ? '000001' : '000000');

describe('The national ID signs a person in', () => {
  it('by number, code and consent, and gives signed claims under a pairwise subject', async () => {
    const code = await signIn();
    expect(browser.left()?.searchParams.get('state')).toBe('state-1');
    const { body: tokens } = await exchange(issuer, sandbox.keys.oidc, code);
    const idToken = await verified(issuer, tokens['id_token'] ?? '');
    expect(idToken).toMatchObject({ acr: 'mosip:idp:acr:generated-code', nonce: 'nonce-1', iss: issuer });
    expect(idToken['auth_time']).toEqual(expect.any(Number));
    expect(idToken['sub']).not.toBe('1001');
    expect(await verified(issuer, await userinfo(issuer, tokens['access_token'] ?? ''))).toMatchObject({
      sub: idToken['sub'],
      name: 'Mercy Omondi',
      given_name: 'Mercy',
      family_name: 'Omondi',
      birthdate: '1946-06-02',
      phone_number_verified: true,
      liveness: true,
    });
  });

  it('knows the year alone of a birth of which no more is known', async () => {
    const { body } = await exchange(issuer, sandbox.keys.oidc, await signIn('1002', '+254710000002'));
    const claims = await verified(issuer, await userinfo(issuer, body['access_token'] ?? ''));
    expect(claims['birthdate']).toBe('1957');
  });

  it('asks everybody anew: the next person at the same browser is not the last one', async () => {
    await signIn();
    await browser.open(await push(issuer, sandbox.keys.oidc));
    expect(browser.page()).toContain('name="individualId"');
  });

  it('fills in the number that the request hints at', async () => {
    await browser.open(await push(issuer, sandbox.keys.oidc, { login_hint: '1001' }));
    expect(browser.page()).toMatch(/name="individualId"\s+value="1001"/);
  });

  it('works on plain labelled forms that fit a small screen', async () => {
    await enter('1001');
    expect(browser.page()).toContain('<label for="otp">');
    expect(browser.page()).toContain('width=device-width');
    expect(browser.page()).not.toContain('<script');
  });
});

describe('The national ID refuses', () => {
  it('a request without PKCE, and a code without its verifier', async () => {
    const { code_challenge: _challenge, ...bare } = request();
    await browser.open(`${issuer}/auth?${new URLSearchParams(bare)}`);
    expect(browser.left()?.searchParams.get('error')).toBe('invalid_request');
    const code = await signIn();
    const { status } = await exchange(issuer, sandbox.keys.oidc, code, { code_verifier: 'w'.repeat(64) });
    expect(status).toBe(400);
  });

  it('a client that cannot prove itself, and a code that was used', async () => {
    const code = await signIn();
    const foreign = { ...sandbox.keys.registry, ...(await makeForeign()) };
    expect((await exchange(issuer, foreign, code)).status).toBe(401);
    expect((await exchange(issuer, sandbox.keys.oidc, code)).status).toBe(200);
    expect((await exchange(issuer, sandbox.keys.oidc, code)).body['error']).toBe('invalid_grant');
  });

  it('a return address that is not registered', async () => {
    await browser.open(`${issuer}/auth?${new URLSearchParams(request({ redirect_uri: 'http://127.0.0.1:1/x' }))}`);
    expect(browser.page()).toContain('invalid_redirect_uri');
    expect(browser.left()).toBeUndefined();
  });

  it('an unknown number, on the page and at the way back', async () => {
    await enter('4711');
    expect(browser.page()).toContain('Nobody is registered under this number');
    await browser.submit(/cancel$/);
    expect(browser.left()?.searchParams.get('error')).toBe('invalid_individual_id');
  });

  it('a person without telephone, on the page and at the way back', async () => {
    await enter('1003');
    expect(browser.page()).toContain('No telephone is registered');
    await browser.submit(/cancel$/);
    expect(browser.left()?.searchParams.get('error')).toBe('send_otp_failed');
  });

  it('to tell anything when the person denies', async () => {
    await enter('1001');
    await browser.submit(/otp$/, { otp: await otpOf() });
    await browser.submit(/consent$/, { decision: 'deny' });
    expect(browser.left()?.searchParams.get('error')).toBe('access_denied');
  });

  it('a wrong code, and says so at the way back', async () => {
    await enter('1001');
    await browser.submit(/otp$/, { otp: await wrongOtp() });
    expect(browser.page()).toContain('This code is wrong');
    await browser.submit(/cancel$/);
    expect(browser.left()?.searchParams.get('error')).toBe('auth_failed');
  });

  it('a code older than five minutes', async () => {
    await enter('1001');
    sandbox.advance(301_000);
    await browser.submit(/otp$/, { otp: await otpOf() });
    expect(browser.page()).toContain('no longer valid');
  });
});

describe('S12: the national ID limits codes by person', () => {
  it('sends three codes in 15 minutes, and again after them', async () => {
    await enter('1001');
    await browser.submit(/resend$/);
    await browser.submit(/resend$/);
    await browser.submit(/resend$/);
    expect(browser.page()).toContain('Three codes were sent');
    const sent = async () => (await getJson<unknown[]>(`${sandbox.url.hub}/inbox.json`)).body.length;
    expect(await sent()).toBe(3);
    sandbox.advance(15 * 60_000);
    await enter('1001');
    expect(await sent()).toBe(4);
  });

  it('locks after five wrong codes for 10 minutes, whoever starts anew', async () => {
    await enter('1001');
    const otp = await wrongOtp();
    for (let tries = 0; tries < 5; tries += 1) await browser.submit(/otp$/, { otp });
    expect(browser.left()?.searchParams.get('error')).toBe('otp_locked');
    browser = openBrowser(issuer);
    await enter('1001');
    expect(browser.left()?.searchParams.get('error')).toBe('otp_locked');
    sandbox.advance(10 * 60_000 + 1);
    browser = openBrowser(issuer);
    await enter('1001');
    expect(browser.page()).toContain('name="otp"');
  });
});

describe('The national ID fails on demand', () => {
  const fault = (kind: string, operation: string) =>
    switchOn(sandbox.url.hub, { partner: 'national-id', operation, kind });

  it('signs wrongly, and speaks of another person under the same subject', async () => {
    const { body } = await exchange(issuer, sandbox.keys.oidc, await signIn());
    const accessToken = body['access_token'] ?? '';
    await fault('wrong-signature', 'userinfo');
    await expect(verified(issuer, await userinfo(issuer, accessToken))).rejects.toThrow(
      'signature verification failed',
    );
    await fault('wrong-person', 'userinfo');
    expect(await verified(issuer, await userinfo(issuer, accessToken))).toMatchObject({ given_name: 'Samuel' });
    expect(await verified(issuer, await userinfo(issuer, accessToken))).toMatchObject({ given_name: 'Mercy' });
  });

  it.each([
    ['lies', 'mosip:idp:acr:static-code'],
    ['withheld', undefined],
  ])('%s about how the person signed in, under its own signature', async (kind, acr) => {
    const code = await signIn();
    await fault(kind, 'token');
    const { body } = await exchange(issuer, sandbox.keys.oidc, code);
    const idToken = await verified(issuer, body['id_token'] ?? '');
    expect(idToken['acr']).toBe(acr);
    expect(idToken['nonce']).toBe('nonce-1');
  });

  it('says that the person signed in on an earlier day, though it was asked for a fresh sign-in', async () => {
    await browser.open(await push(issuer, sandbox.keys.oidc, { max_age: '300' }));
    await browser.submit(/identifier$/, { individualId: '1001' });
    await browser.submit(/otp$/, { otp: await otpOf() });
    await browser.submit(/consent$/, { decision: 'allow' });
    await fault('stale', 'token');
    const { body } = await exchange(issuer, sandbox.keys.oidc, browser.left()?.searchParams.get('code') ?? '');
    const { auth_time: at, iat } = await verified(issuer, body['id_token'] ?? '');
    expect(Number(iat) - Number(at)).toBeGreaterThanOrEqual(86_400);
  });

  it('answers 500, or does the work and loses the answer', async () => {
    const code = await signIn();
    await fault('status-500', 'discovery');
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(500);
    await fault('lost-answer', 'token');
    await expect(exchange(issuer, sandbox.keys.oidc, code)).rejects.toThrow('fetch failed');
    expect((await exchange(issuer, sandbox.keys.oidc, code)).body['error']).toBe('invalid_grant');
  });

  it('is recorded without secrets', async () => {
    await exchange(issuer, sandbox.keys.oidc, await signIn());
    const { body } = await getJson<{ operation: string; body: Record<string, string> | null }[]>(
      `${sandbox.url.hub}/received/national-id.json`,
    );
    expect(body.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['par', 'authorize', 'token']));
    const token = body.find(({ operation }) => operation === 'token')?.body;
    expect(token).toMatchObject({ grant_type: 'authorization_code', client_assertion: '(hidden)', code: '(hidden)' });
  });
});

async function makeForeign() {
  const { generateKeyPair, exportJWK } = await import('jose');
  return exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
}
