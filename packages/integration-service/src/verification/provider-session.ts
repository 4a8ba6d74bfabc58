import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import * as oidc from 'openid-client';
import {
  OutgoingError,
  type Outgoing,
  type OutgoingAnswer,
  type OwnKey,
  type Partner,
} from '../interconnection/service.js';

/** What an identity verifier needs beyond other verifiers. */
export interface IdentityTools {
  readonly partner: Partner;
  /** ES256: proves that it is us to the provider's token endpoint. */
  readonly clientKey: OwnKey;
  /** Where the person comes back to: a page of ours, registered with the provider. */
  readonly redirectUri: string;
  /** Values of `acr` that count, the first the dearest: one of them is asked for, and must be what is said. */
  readonly acr: readonly string[];
  /** Since the person signed in at the provider; longer ago it may have been somebody else. */
  readonly maxAgeSeconds: number;
  readonly now: () => number;
}

/**
 * One conversation with the provider; `received` holds the last answer of each endpoint, by its address, as it came.
 */
export interface ProviderSession {
  readonly config: oidc.Configuration;
  readonly received: ReadonlyMap<string, Buffer>;
  /** The provider's keys that this conversation fetched serve the next one too. */
  readonly keepKeys: () => void;
}

const METADATA_MS = 60_000;
const SIGNED = { userinfo_signed_response_alg: 'ES256', id_token_signed_response_alg: 'ES256' } as const;

/** Opens conversations; the provider's metadata and keys are kept for a minute. */
export function openProviderSessions({ partner, clientKey, now }: IdentityTools) {
  const { url, clientId, allowPrivateAddresses } = partner.settings;
  const clientAuth = oidc.PrivateKeyJwt({ key: clientKey.privateKey, kid: clientKey.kid });
  const insecure = allowPrivateAddresses === true && url.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  let known: { readonly config: oidc.Configuration; readonly at: number } | undefined;

  const discover = async (fetch: oidc.CustomFetch) => {
    if (known && now() - known.at < METADATA_MS) return known.config;
    const options = { execute: insecure, [oidc.customFetch]: fetch };
    const config = await oidc.discovery(new URL(url), clientId, SIGNED, clientAuth, options);
    known = { config, at: now() };
    return config;
  };

  return async (cause: ExchangeCause): Promise<ProviderSession> => {
    const received = new Map<string, Buffer>();
    const fetch = fetchThrough(partner.outgoing, url, cause, received);
    const shared = await discover(fetch);
    const config = new oidc.Configuration(shared.serverMetadata(), clientId, SIGNED, clientAuth);
    config[oidc.customFetch] = fetch;
    for (const allow of insecure) allow(config);
    // TLS alone does not prove later who said it: the signatures are checked, and kept.
    oidc.enableNonRepudiationChecks(config);
    const keys = oidc.getJwksCache(shared);
    if (keys) oidc.setJwksCache(config, keys);
    const keepKeys = () => {
      const fetched = oidc.getJwksCache(config);
      if (fetched) oidc.setJwksCache(shared, fetched);
    };
    return { config, received, keepKeys };
  };
}

/**
 * The library's requests go out like all others: timed, limited, logged, and to the partner's own origin only (S16).
 */
function fetchThrough(
  outgoing: Outgoing,
  base: string,
  cause: ExchangeCause,
  received: Map<string, Buffer>,
): oidc.CustomFetch {
  const origin = new URL(base);
  const prefix = origin.pathname.replace(/\/$/, '');
  return async (target, options) => {
    const url = new URL(target);
    if (url.origin !== origin.origin || !url.pathname.startsWith(`${prefix}/`))
      throw new OutgoingError('address-refused');
    const path = url.pathname.slice(prefix.length);
    const answer = await outgoing.request({
      operation: path.replace(/^\//, ''),
      method: options.method === 'POST' ? 'POST' : 'GET',
      path: `${path}${url.search}`,
      headers: options.headers,
      body: options.body instanceof URLSearchParams ? options.body.toString() : (options.body as string | undefined),
      cause,
      maxBytes: 262_144,
    });
    received.set(url.href, answer.bytes);
    return toResponse(answer);
  };
}

/**
 * A status or header that the library's form of an answer cannot have is no answer of a provider, as an error page is
 * none.
 */
function toResponse({ status, headers, bytes }: OutgoingAnswer): Response {
  try {
    return new Response(new Uint8Array(bytes), { status, headers });
  } catch (cause) {
    throw new OutgoingError('unreachable', { cause });
  }
}
