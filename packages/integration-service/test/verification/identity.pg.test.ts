import { randomUUID } from 'node:crypto';
import { openVerificationKit, type VerificationKit } from './verification-kit.js';
import { inClear } from '../support/in-clear';

describe('SR-009, SR-011, IBR-035: identity with the national ID', () => {
  let kit: VerificationKit;
  const actor = () => kit.actor;
  const start = (over: object = {}) =>
    kit.verification.startIdentity({ journeyId: randomUUID(), language: 'en', actor: actor(), ...over });
  const startAndSignIn = async (over: object = {}) => {
    const { state, code } = kit.nationalId.signIn((await start(over)).authorizationUrl);
    return { state, code };
  };
  const complete = (back: object) => kit.verification.completeIdentity({ state: '', ...back, actor: actor() } as never);
  const rowOf = async (id: string) => {
    const { rows } = await kit.superuser.query('select * from verification.result where id = $1', [id]);
    return rows[0] as Record<string, unknown> & {
      evidence: Buffer;
      attributes: Buffer;
      proof: Record<string, unknown>;
    };
  };

  beforeAll(async () => {
    kit = await openVerificationKit();
  });
  beforeEach(() => {
    Object.assign(kit.nationalId.script, {
      claims: {
        name: 'Mercy Omondi',
        given_name: 'Mercy',
        family_name: 'Omondi',
        birthdate: '1946-06-02',
        liveness: true,
      },
      acr: 'mosip:idp:acr:generated-code',
      signedIn: 10,
      pushed: true,
      signer: undefined,
      nonce: undefined,
      subject: undefined,
      answer: undefined,
    });
  });
  afterAll(() => kit.close());

  it('is verified with the attributes of signed userinfo', async () => {
    const journeyId = randomUUID();
    const { state, code } = await startAndSignIn({ journeyId });
    const answer = await complete({ state, code });
    expect(answer).toMatchObject({
      journeyId,
      result: {
        kind: 'identity',
        outcome: 'verified',
        reasons: [],
        source: 'national-id',
        evidence: { signature: 'verified' },
      },
      attributes: {
        subject: 'psut-1',
        givenName: 'Mercy',
        surname: 'Omondi',
        fullName: 'Mercy Omondi',
        birthDate: { date: '1946-06-02', precision: 'day' },
        liveness: true,
      },
    });
    expect(await kit.verification.list(journeyId)).toEqual([answer.result]);
  });

  it('asks for as little as it needs, by PAR, with PKCE and the OTP as the means', async () => {
    const { authorizationUrl } = await start({ nationalId: '20058312', language: 'fr' });
    const { asked } = kit.nationalId.signIn(authorizationUrl);
    expect([...new URL(authorizationUrl).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    expect(asked.get('scope')).toBe('openid');
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('acr_values')).toBe('mosip:idp:acr:generated-code');
    expect(asked.get('max_age')).toBe('300');
    expect(asked.get('login_hint')).toBe('20058312');
    expect(asked.get('ui_locales')).toBe('fr');
    expect(asked.get('redirect_uri')).toBe('http://127.0.0.1:3000/front/interlink/enrolment/identity');
    expect(Object.keys(JSON.parse(asked.get('claims') ?? '{}').userinfo).sort()).toEqual([
      'birthdate',
      'family_name',
      'given_name',
      'liveness',
      'name',
      'phone_number_verified',
    ]);
  });

  it('never puts the identifier into an address that a browser keeps', async () => {
    kit.nationalId.script.pushed = false;
    kit.clock.advance(61_000);
    const { authorizationUrl } = await start({ nationalId: '20058312' });
    expect(authorizationUrl).toContain('code_challenge=');
    expect(authorizationUrl).not.toContain('20058312');
    kit.nationalId.script.pushed = true;
    kit.clock.advance(61_000);
  });

  it('S15: keeps what was received sealed, and state and PKCE verifier in no readable form', async () => {
    const { state, code } = await startAndSignIn();
    const { result } = await complete({ state, code });
    const row = await rowOf(result.id);
    const verifier = new URLSearchParams(kit.nationalId.at('/token').at(-1)?.body).get('code_verifier') ?? 'none';
    const { rows } = await kit.superuser.query('select * from verification.authentication');
    const text = JSON.stringify([row, rows]) + row.evidence.toString('latin1') + row.attributes.toString('latin1');
    for (const secret of ['Mercy', 'Omondi', '1946-06-02', state, verifier]) expect(text).not.toContain(secret);
    expect(row.proof).toEqual({
      acr: 'mosip:idp:acr:generated-code',
      authTime: expect.any(Number),
      idTokenSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('gives the first answer again when a completed state comes again, and asks nobody', async () => {
    const { state, code } = await startAndSignIn();
    const first = await complete({ state, code });
    const before = kit.nationalId.received.length;
    expect(await complete({ state, code: 'another-code' })).toEqual(first);
    kit.clock.advance(16 * 60_000);
    expect(await complete({ state, error: 'access_denied' })).toEqual(first);
    expect(kit.nationalId.received.length).toBe(before);
  });

  it('asks the provider once when one state is completed many times at once', async () => {
    const { state, code } = await startAndSignIn();
    const before = kit.nationalId.at('/token').length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => complete({ state, code })));
    expect(new Set(answers.map(({ result }) => result.id)).size).toBe(1);
    expect(answers.every(({ attributes }) => attributes?.fullName === 'Mercy Omondi')).toBe(true);
    expect(kit.nationalId.at('/token').length - before).toBe(1);
  });

  it('asks for metadata and keys at most once a minute', async () => {
    kit.clock.advance(61_000);
    const count = () =>
      kit.nationalId.at('/.well-known/openid-configuration').length + kit.nationalId.at('/jwks').length;
    const before = count();
    for (let round = 0; round < 3; round += 1) await complete(await startAndSignIn());
    expect(count() - before).toBe(2);
  });

  it('is begun again when whoever took the state died before the answer', async () => {
    const { state, code } = await startAndSignIn();
    await kit.superuser.query('update verification.authentication set claimed_at = $1 where result_id is null', [
      new Date(kit.clock.now().getTime() - 12_000),
    ]);
    const before = kit.nationalId.received.length;
    await expect(complete({ state, code })).rejects.toMatchObject({ code: 'verification.authentication-unknown' });
    expect(kit.nationalId.received.length).toBe(before);
  });

  it('knows no state that it did not make, and none after 15 minutes', async () => {
    await expect(complete({ state: 'made-up', code: 'x' })).rejects.toMatchObject({
      code: 'verification.authentication-unknown',
    });
    const { state, code } = await startAndSignIn();
    kit.clock.advance(15 * 60_000);
    await expect(complete({ state, code })).rejects.toMatchObject({ code: 'verification.authentication-unknown' });
  });

  it.each([
    ['access_denied', 'refused', 'consent-refused'],
    ['otp_wrong', 'refused', 'otp-wrong'],
    ['otp_locked', 'refused', 'otp-locked'],
    ['invalid_identifier', 'not-found', 'identifier-unknown'],
    ['send_otp_failed', 'unavailable', 'unreachable'],
    ['something_new', 'refused', 'request-rejected'],
  ])('says what the error %s means for the person', async (error, outcome, reason) => {
    const { state } = await startAndSignIn();
    const answer = await complete({ state, error });
    expect(answer.result).toMatchObject({ outcome, reasons: [reason], evidence: { signature: 'absent' } });
    expect(answer.attributes).toBeUndefined();
  });

  it.each([
    ['userinfo is signed by a stranger', () => ({ signer: kit.strangerEs })],
    ['the nonce is of another request', () => ({ nonce: 'another' })],
    ['userinfo is about another subject', () => ({ subject: 'psut-2' })],
  ])('is not verified when %s', async (_why, turn) => {
    const { state, code } = await startAndSignIn();
    Object.assign(kit.nationalId.script, turn());
    const { result, attributes } = await complete({ state, code });
    expect(result).toMatchObject({
      outcome: 'refused',
      reasons: ['signature-invalid'],
      evidence: { signature: 'invalid' },
    });
    expect(attributes).toBeUndefined();
  });

  it('is not verified when userinfo is not signed at all', async () => {
    const { state, code } = await startAndSignIn();
    kit.nationalId.script.answer = ({ path }) =>
      path === '/userinfo' ? { body: JSON.stringify({ sub: 'psut-1', name: 'Mercy Omondi' }) } : undefined;
    expect((await complete({ state, code })).result.outcome).toBe('refused');
  });

  it.each<[string, unknown]>([
    ['a weaker one', 'mosip:idp:acr:static-code'],
    ['none at all', undefined],
    ['the right one among others, which is no `acr`', ['mosip:idp:acr:generated-code', 'mosip:idp:acr:static-code']],
    ['the right one and something that no database keeps', 'mosip:idp:acr:generated-code\u0000'],
  ])('is not verified unless the ID token names the means that was asked for: it names %s', async (_what, acr) => {
    kit.nationalId.script.acr = acr;
    const { state, code } = await startAndSignIn();
    const { result, attributes } = await complete({ state, code });
    expect(result).toMatchObject({ outcome: 'refused', reasons: ['request-rejected'] });
    expect(attributes).toBeUndefined();
  });

  it.each([
    ['longer ago than it may be', 400, 'request-rejected'],
    ['at a time that is not said', undefined, 'signature-invalid'],
  ])('OIDC Core 3.1.3.7: is not verified when the person signed in %s', async (_when, signedIn, reason) => {
    Object.assign(kit.nationalId.script, { signedIn });
    const { state, code } = await startAndSignIn();
    const { result, attributes } = await complete({ state, code });
    expect(result).toMatchObject({ outcome: 'refused', reasons: [reason] });
    expect(attributes).toBeUndefined();
  });

  it.each([
    ['silent', 'timed-out'],
    ['lost', 'unreachable'],
  ] as const)('is unavailable when the answer is %s, and never used again', async (reply, reason) => {
    const { state, code } = await startAndSignIn();
    kit.nationalId.script.answer = ({ path }) => (path === '/token' ? reply : undefined);
    const { result } = await complete({ state, code });
    expect(result).toMatchObject({ outcome: 'unavailable', reasons: [reason] });
    expect(result.expiresAt).toBe(result.checkedAt);
  });

  it('is unavailable when the provider answers with an error page', async () => {
    const { state, code } = await startAndSignIn();
    kit.nationalId.script.answer = ({ path }) =>
      path === '/userinfo' ? { status: 502, headers: { 'content-type': 'text/html' }, body: 'sorry' } : undefined;
    expect((await complete({ state, code })).result.outcome).toBe('unavailable');
  });

  it('cannot start when the provider does not answer, and says so', async () => {
    kit.nationalId.script.answer = () => ({ status: 500 });
    await expect(start()).rejects.toMatchObject({ code: 'verification.source-unavailable' });
    kit.nationalId.script.answer = () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/par' } });
    await expect(start()).rejects.toMatchObject({ code: 'verification.source-unavailable' });
  });

  it('S6: leaves in the access log who asked whom about which journey, without a personal value', async () => {
    const journeyId = randomUUID();
    const { state, code } = await startAndSignIn({ journeyId });
    await complete({ state, code });
    const { rows } = await kit.superuser.query(
      `select e.header ->> 'action' as action, e.header ->> 'actorLogin' as who, b.body
       from platform.audit_entry e join platform.audit_body b on b.entry_id = e.id
       where e.header ->> 'subject' = $1 order by e.seq`,
      [journeyId],
    );
    const actions = rows.map(({ action }) => String(action));
    expect(actions.filter((action) => action === 'interconnection.exchange').length).toBeGreaterThanOrEqual(3);
    expect(actions.at(-1)).toBe('verification.check');
    expect(new Set(rows.map(({ who }) => String(who)))).toEqual(new Set(['ina.intake']));
    expect(JSON.stringify(rows)).not.toMatch(inClear('Mercy', 'Omondi', '1946-\\d{2}-\\d{2}'));
  });
});
