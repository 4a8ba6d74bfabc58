import { createHash, randomUUID } from 'node:crypto';
import { compactVerify, createRemoteJWKSet, importJWK, SignJWT, type JWK } from 'jose';
import { REDIRECT_URI } from './sandbox';

const ACR = 'mosip:idp:acr:generated-code';
const VERIFIER = 'v'.repeat(64);
const CLAIMS = {
  userinfo: {
    name: null,
    given_name: null,
    family_name: null,
    birthdate: null,
    phone_number_verified: null,
    liveness: null,
  },
};

export const request = (over: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  client_id: 'interlink',
  redirect_uri: REDIRECT_URI,
  response_type: 'code',
  scope: 'openid',
  state: 'state-1',
  nonce: 'nonce-1',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
  acr_values: ACR,
  claims: JSON.stringify(CLAIMS),
  ...over,
});

async function assertion(issuer: string, key: JWK): Promise<Record<string, string>> {
  const jwt = new SignJWT({ jti: randomUUID() }).setProtectedHeader({
    alg: 'ES256',
    ...(key.kid ? { kid: key.kid } : {}),
  });
  jwt.setIssuer('interlink').setSubject('interlink').setAudience(issuer).setIssuedAt().setExpirationTime('1m');
  return {
    client_id: 'interlink',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await jwt.sign(await importJWK(key, 'ES256')),
  };
}

const postForm = async (url: string, form: Record<string, string>) => {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};

/** Pushes the request; answers where the person is sent. */
export async function push(issuer: string, key: JWK, over: Readonly<Record<string, string>> = {}): Promise<string> {
  const { body } = await postForm(`${issuer}/request`, { ...request(over), ...(await assertion(issuer, key)) });
  return `${issuer}/auth?${new URLSearchParams({ client_id: 'interlink', request_uri: body['request_uri'] ?? '' })}`;
}

export const exchange = async (issuer: string, key: JWK, code: string, over: Record<string, string> = {}) =>
  postForm(`${issuer}/token`, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
    ...(await assertion(issuer, key)),
    ...over,
  });

/** The claims of what the provider signed; throws when it did not. */
export async function verified(issuer: string, jws: string): Promise<Record<string, unknown>> {
  const { payload } = await compactVerify(jws, createRemoteJWKSet(new URL(`${issuer}/jwks`)), {
    algorithms: ['ES256'],
  });
  return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
}

export async function userinfo(issuer: string, accessToken: string): Promise<string> {
  const answer = await fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  return answer.text();
}
