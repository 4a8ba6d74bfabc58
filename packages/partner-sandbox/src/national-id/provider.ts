import { createHmac } from 'node:crypto';
import { interactionPolicy, Provider, type Account, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { JWK } from 'jose';
import type { Clock } from '../common/clock.js';
import type { NationalIdPerson } from '../common/country.js';
import { html, page } from '../common/html.js';
import type { PrivateJwk } from '../common/keys.js';
import { openMemory } from './memory-adapter.js';

/** Authentication by a code sent to the registered telephone, as eSignet names it. */
export const ACR = 'mosip:idp:acr:generated-code';
export const CLIENT_ID = 'interlink';

export interface ProviderSettings {
  readonly issuer: string;
  readonly clock: Clock;
  readonly signingKey: PrivateJwk;
  /** The client's public keys and where its people come back to. */
  readonly clientKeys: readonly JWK[];
  readonly redirectUri: string;
  readonly find: (nationalId: string) => NationalIdPerson | undefined;
  /** Who is told about instead, when a fault says so. */
  readonly findForUserinfo: (nationalId: string) => NationalIdPerson | undefined;
}

/** The maintained provider library, set to the national ID's rules: PKCE, private_key_jwt, pairwise, ES256. */
export function openProvider(settings: ProviderSettings): Provider {
  // Stable across restarts: the pairwise identifier of a person does not change.
  const salt = settings.signingKey.d ?? settings.issuer;
  const secretOf = (text: string) => createHmac('sha256', salt).update(text).digest('base64url');
  const configuration: Configuration = {
    ...rules(),
    adapter: openMemory(settings.clock),
    clients: [clientOf(settings)],
    jwks: { keys: [settings.signingKey as never] },
    cookies: {
      names: { session: 'national_id_session', interaction: 'national_id_interaction', resume: 'national_id_resume' },
      keys: [secretOf('cookies')],
    },
    findAccount: (ctx, nationalId) => findAccount(settings, ctx, nationalId),
    pairwiseIdentifier: async (_ctx, accountId, client) => secretOf(`${client.clientId}\n${accountId}`),
  };
  return new Provider(settings.issuer, configuration);
}

function clientOf({ clientKeys, redirectUri }: ProviderSettings) {
  return {
    client_id: CLIENT_ID,
    client_name: 'Interlink, Ministry of Social Welfare',
    redirect_uris: [redirectUri],
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise' as const,
    token_endpoint_auth_method: 'private_key_jwt' as const,
    token_endpoint_auth_signing_alg: 'ES256' as const,
    id_token_signed_response_alg: 'ES256' as const,
    userinfo_signed_response_alg: 'ES256' as const,
    require_auth_time: true,
    jwks: { keys: clientKeys.filter(({ alg }) => alg === 'ES256') as never[] },
  };
}

function rules(): Configuration {
  return {
    acrValues: [ACR],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'birthdate', 'gender'],
      phone: ['phone_number_verified'],
      liveness: null,
    },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256'],
      idTokenSigningAlgValues: ['ES256'],
      userinfoSigningAlgValues: ['ES256'],
    },
    expiresWithSession: async () => false,
    features: {
      claimsParameter: { enabled: true },
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { policy: signInEachTime(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = page(
        'This sign-in cannot go on',
        html`<p class="problem">${description ?? ''} (${error})</p>`,
        'narrow',
      );
    },
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 900, Session: 900 },
  };
}

/** Signing in and consent are asked on every visit, in one interaction. */
function signInEachTime(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  const asked = new Check('each_time', 'The person must sign in', (ctx) =>
    ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  );
  policy.get('login')?.checks.add(asked);
  return policy;
}

function findAccount(settings: ProviderSettings, ctx: KoaContextWithOIDC, nationalId: string): Account | undefined {
  if (!settings.find(nationalId)) return undefined;
  return {
    accountId: nationalId,
    claims: async (use) => {
      const isUserinfo = use === 'userinfo' && ctx.oidc.route === 'userinfo';
      const person = isUserinfo ? settings.findForUserinfo(nationalId) : settings.find(nationalId);
      return { sub: nationalId, ...(person ? claimsOf(person) : {}) };
    },
  };
}

const claimsOf = (person: NationalIdPerson) => ({
  name: `${person.givenName} ${person.surname}`,
  given_name: person.givenName,
  family_name: person.surname,
  birthdate: person.birthDate,
  gender: person.sex,
  phone_number_verified: person.mobile !== undefined,
  liveness: person.liveness,
});
