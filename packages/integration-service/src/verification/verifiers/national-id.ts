import { createHash } from 'node:crypto';
import type { IdentityAttributes, IdentityReturn } from '@interlink/contracts/verification/checks';
import type {
  AuthenticationSecrets,
  IdentityVerifier,
  OpenIdentityVerifier,
  VerifierAnswer,
} from '@interlink/contracts/verification/verifier';
import { judgeIdentityError } from '@interlink/domain/verification/identity-error';
import * as oidc from 'openid-client';
import { OutgoingError } from '../../interconnection/service.js';
import { findUnstorable } from '../../platform/http/storable.js';
import { openProviderSessions, type IdentityTools, type ProviderSession } from '../provider-session.js';
import { toIdentityAttributes } from '../identity-claims.js';

type Answer = VerifierAnswer<IdentityAttributes>;
type Rules = Pick<IdentityTools, 'acr' | 'maxAgeSeconds' | 'redirectUri'>;

// As little as the journey needs; the national identifier is not among them.
const CLAIMS = {
  userinfo: {
    name: { essential: true },
    given_name: null,
    family_name: null,
    birthdate: { essential: true },
    phone_number_verified: null,
    liveness: null,
  },
};

/** OpenID Connect with the national identity provider: authorization code, PKCE, private_key_jwt, signed userinfo. */
export const nationalId: IdentityVerifier<IdentityTools> = {
  id: 'national-id',
  kind: 'identity',
  open(tools) {
    const session = openProviderSessions(tools);
    return {
      start: (request, cause) => orNoAnswer(async () => start(request, await session(cause), tools)),
      complete: (back, secrets, cause) => complete(back, secrets, () => session(cause), tools),
    };
  },
};

async function start(
  { nationalId: hint, language, state }: Parameters<OpenIdentityVerifier['start']>[0],
  { config }: ProviderSession,
  { redirectUri, acr, maxAgeSeconds }: Rules,
) {
  const codeVerifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const parameters = {
    redirect_uri: redirectUri,
    scope: 'openid',
    response_type: 'code',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    acr_values: acr.join(' '),
    max_age: String(maxAgeSeconds),
    claims: JSON.stringify(CLAIMS),
    ui_locales: language,
  };
  const pushed = config.serverMetadata().pushed_authorization_request_endpoint !== undefined;
  // Without PAR the identifier would stand in the browser's history: then the person types it.
  const hinted = pushed && hint !== undefined ? { ...parameters, login_hint: hint } : parameters;
  const url = pushed
    ? await oidc.buildAuthorizationUrlWithPAR(config, hinted)
    : oidc.buildAuthorizationUrl(config, hinted);
  return { authorizationUrl: url.href, secrets: { codeVerifier, nonce } };
}

async function complete(
  back: IdentityReturn,
  secrets: AuthenticationSecrets,
  open: () => Promise<ProviderSession>,
  rules: Rules,
): Promise<Answer> {
  if (back.error !== undefined || back.code === undefined) {
    const judged = judgeIdentityError(back.error ?? 'code missing');
    return { ...judged, evidence: { signature: 'absent' }, proof: {} };
  }
  try {
    return await exchange(back, secrets, await open(), rules);
  } catch (thrown) {
    return judgeFailure(thrown);
  }
}

async function exchange(
  { state, code = '' }: IdentityReturn,
  { codeVerifier = '', nonce = '' }: AuthenticationSecrets,
  { config, received, keepKeys }: ProviderSession,
  { redirectUri, acr, maxAgeSeconds }: Rules,
): Promise<Answer> {
  const server = config.serverMetadata();
  const url = new URL(redirectUri);
  // Our page passes code and state on; there is one provider, so its `iss` can be no other.
  url.search = new URLSearchParams({ code, state, iss: server.issuer }).toString();
  const tokens = await oidc.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    // Of an ID token that does not say when, nothing is believed either.
    maxAge: maxAgeSeconds,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
  keepKeys();
  // By the address as it was asked, however the provider spells it.
  const raw = received.get(new URL(server.userinfo_endpoint ?? server.issuer).href);
  const proof = {
    acr: typeof claims?.acr === 'string' && findUnstorable(claims.acr) === undefined ? claims.acr : '',
    authTime: Number(claims?.auth_time ?? 0),
    idTokenSha256: createHash('sha256')
      .update(tokens.id_token ?? '')
      .digest('hex'),
  };
  const evidence = { raw, signature: 'verified' } as const;
  const attributes = toIdentityAttributes(userInfo);
  // A weaker authentication than the one asked for is not this authentication, nor is one of which nothing is said.
  if (attributes === undefined || !acr.includes(proof.acr)) {
    return { outcome: 'refused', reasons: ['request-rejected'], evidence, proof };
  }
  return { outcome: 'verified', reasons: [], attributes, evidence, proof };
}

function judgeFailure(thrown: unknown): Answer {
  const none = { evidence: { signature: 'absent' }, proof: {} } as const;
  const outgoing = causeOf(thrown);
  if (outgoing) throw outgoing;
  if (thrown instanceof oidc.ResponseBodyError) return { ...judgeResponse(thrown), ...none };
  // An answer that is no OpenID Connect answer at all, such as a 500 with a page.
  if (thrown instanceof Error && thrown.cause instanceof Response) {
    return { outcome: 'unavailable', reasons: ['unreachable'], ...none };
  }
  if (thrown instanceof oidc.ClientError && isTooLongAgo(thrown)) {
    return { outcome: 'refused', reasons: ['request-rejected'], ...none };
  }
  if (thrown instanceof oidc.ClientError || thrown instanceof oidc.WWWAuthenticateChallengeError) {
    // Signature, issuer, nonce, audience or time of what came is wrong: whoever said it, it does not count.
    return { outcome: 'refused', reasons: ['signature-invalid'], evidence: { signature: 'invalid' }, proof: {} };
  }
  throw thrown;
}

/** OpenID Connect Core 3.1.3.7: the person signed in before `max_age`, and must do so again. */
const isTooLongAgo = ({ cause }: oidc.ClientError) =>
  cause instanceof Error && (cause.cause as { readonly claim?: unknown } | undefined)?.claim === 'auth_time';

function judgeResponse({ status, error }: oidc.ResponseBodyError): Pick<Answer, 'outcome' | 'reasons'> {
  return status >= 500 ? { outcome: 'unavailable', reasons: ['unreachable'] } : judgeIdentityError(error);
}

/** Before the person is sent anywhere, whatever the provider does wrong means that it cannot be used now. */
async function orNoAnswer<Started>(begin: () => Promise<Started>): Promise<Started> {
  try {
    return await begin();
  } catch (thrown) {
    const isTheirs = thrown instanceof oidc.ResponseBodyError || thrown instanceof oidc.ClientError;
    throw causeOf(thrown) ?? (isTheirs ? new OutgoingError('unreachable', { cause: thrown }) : thrown);
  }
}

/** The library wraps what our way out threw. */
function causeOf(thrown: unknown): OutgoingError | undefined {
  if (thrown instanceof OutgoingError) return thrown;
  return thrown instanceof Error && thrown.cause !== undefined ? causeOf(thrown.cause) : undefined;
}
