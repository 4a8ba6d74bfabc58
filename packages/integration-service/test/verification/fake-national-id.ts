import { createHash, randomUUID } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import {
  json,
  startFakePartner,
  type FakePartner,
  type Received,
  type Reply,
} from '../interconnection/fake-partner.js';
import type { TestKey } from '../interconnection/test-keys.js';

/** What a test may turn: the person, and what goes wrong. */
export interface NationalIdScript {
  claims: Record<string, unknown>;
  /** As it came: a provider may write anything. */
  acr: unknown;
  /** When the person signed in, seconds ago; undefined: it is not said. */
  signedIn: number | undefined;
  pushed: boolean;
  signer?: TestKey;
  nonce?: string;
  subject?: string;
  answer?: ((request: Received) => Reply | Promise<Reply> | undefined) | undefined;
}

interface Pending {
  readonly parameters: URLSearchParams;
  used: boolean;
}

/** An OpenID Connect provider written for these tests alone: it checks what a strict provider would. */
export async function startFakeNationalId(key: TestKey, client: TestKey) {
  const pushed = new Map<string, URLSearchParams>();
  const codes = new Map<string, Pending>();
  const script: NationalIdScript = {
    claims: { name: 'Mercy Omondi', birthdate: '1946-06-02', liveness: true, phone_number_verified: true },
    acr: 'mosip:idp:acr:generated-code',
    signedIn: 10,
    pushed: true,
  };
  const partner: FakePartner = await startFakePartner(async (request) => {
    const scripted = await script.answer?.(request);
    if (scripted !== undefined) return scripted;
    return route(request);
  });
  const issuer = partner.url;

  async function route({ path, body, headers }: Received): Promise<Reply> {
    if (path === '/.well-known/openid-configuration') return json(metadata(issuer, script.pushed));
    if (path === '/jwks') return json({ keys: [key.publicJwk] });
    if (path === '/par') return push(new URLSearchParams(body));
    if (path === '/token') return token(new URLSearchParams(body));
    if (path === '/userinfo') return userinfo(headers.authorization);
    return json({}, 404);
  }

  async function push(parameters: URLSearchParams): Promise<Reply> {
    if (!(await isClient(parameters))) return json({ error: 'invalid_client' }, 401);
    const uri = `urn:ietf:params:oauth:request_uri:${randomUUID()}`;
    pushed.set(uri, parameters);
    return json({ request_uri: uri, expires_in: 60 }, 201);
  }

  async function token(parameters: URLSearchParams): Promise<Reply> {
    if (!(await isClient(parameters))) return json({ error: 'invalid_client' }, 401);
    const pending = codes.get(parameters.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(parameters.get('code_verifier') ?? '')
      .digest('base64url');
    const asked = pending?.parameters;
    const right =
      asked?.get('code_challenge') === challenge && asked.get('redirect_uri') === parameters.get('redirect_uri');
    if (!pending || pending.used || !right) return json({ error: 'invalid_grant' }, 400);
    pending.used = true;
    const idToken = await sign({
      sub: 'psut-1',
      nonce: script.nonce ?? asked.get('nonce'),
      acr: script.acr,
      auth_time: script.signedIn && Math.floor(Date.now() / 1000) - script.signedIn,
    });
    return json({ access_token: 'at-1', token_type: 'Bearer', expires_in: 60, id_token: idToken });
  }

  async function userinfo(authorization: string | undefined): Promise<Reply> {
    if (authorization !== 'Bearer at-1') return json({}, 401);
    const body = await sign({ sub: script.subject ?? 'psut-1', ...script.claims });
    return { headers: { 'content-type': 'application/jwt' }, body };
  }

  const sign = (claims: object) => {
    const by = script.signer ?? key;
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setIssuer(issuer)
      .setAudience('interlink')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(by.privateKey);
  };

  async function isClient(parameters: URLSearchParams): Promise<boolean> {
    if (parameters.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      return false;
    const keys = createLocalJWKSet({ keys: [client.publicJwk] });
    const checks = { issuer: 'interlink', subject: 'interlink', audience: issuer, algorithms: ['ES256'] };
    return jwtVerify(parameters.get('client_assertion') ?? '', keys, checks).then(
      () => true,
      () => false,
    );
  }

  return {
    ...partner,
    script,
    keyId: key.kid,
    metadata: () => metadata(issuer, script.pushed),
    /** The person signs in at the address we were given: what comes back to our page. */
    signIn(authorizationUrl: string): {
      readonly state: string;
      readonly code: string;
      readonly asked: URLSearchParams;
    } {
      const url = new URL(authorizationUrl);
      const asked = pushed.get(url.searchParams.get('request_uri') ?? '') ?? url.searchParams;
      const code = randomUUID();
      codes.set(code, { parameters: asked, used: false });
      return { state: asked.get('state') ?? '', code, asked };
    },
  };
}
export type FakeNationalId = Awaited<ReturnType<typeof startFakeNationalId>>;

function metadata(issuer: string, par: boolean) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    ...(par ? { pushed_authorization_request_endpoint: `${issuer}/par` } : {}),
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    userinfo_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
  };
}
