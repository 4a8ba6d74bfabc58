import type { ExchangeCause } from '@interlink/contracts/interconnection/partner-port';
import { OutgoingError } from './outgoing-error.js';
import type { Outgoing } from './outgoing.js';
import { parseJsonObject } from '../platform/json.js';

export interface TokenClientSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenPath: string;
}

/** OAuth2 client credentials of one partner; a token is kept in memory until shortly before it expires. */
export interface TokenClient {
  get(cause: ExchangeCause): Promise<string>;
  /** The partner refused it: fetch another next time. */
  forget(token: string): void;
}

// A token that would expire on its way is of no use.
const SKEW_MS = 30_000;

export function openTokenClient(outgoing: Outgoing, settings: TokenClientSettings, now: () => number): TokenClient {
  let kept: { readonly token: string; readonly until: number } | undefined;
  let fetching: Promise<string> | undefined;
  const fetchToken = async (cause: ExchangeCause): Promise<string> => {
    const found = await requestToken(outgoing, settings, cause);
    kept = { token: found.token, until: now() + Math.max(found.lifetimeMs - SKEW_MS, 0) };
    return found.token;
  };
  return {
    async get(cause) {
      if (kept && now() < kept.until) return kept.token;
      // Many who ask at once share one fetch.
      fetching ??= fetchToken(cause).finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    forget(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

async function requestToken(outgoing: Outgoing, settings: TokenClientSettings, cause: ExchangeCause) {
  const answer = await outgoing.request({
    operation: 'token',
    method: 'POST',
    path: settings.tokenPath,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
    }).toString(),
    cause,
    maxBytes: 65_536,
  });
  if (answer.status >= 500) throw new OutgoingError('unreachable');
  if (answer.status !== 200) throw new OutgoingError('token-refused');
  return readToken(answer.bytes);
}

function readToken(bytes: Buffer): { readonly token: string; readonly lifetimeMs: number } {
  const body = parseJsonObject(bytes);
  const token = body['access_token'];
  // Text is met in the field (dci.md 2); no lifetime at all means five minutes.
  const seconds = Number(body['expires_in'] ?? 300);
  // What no header can bear would be kept as if it were one, and fail every question until it ran out (RFC 6750, 2.1).
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new OutgoingError('token-refused');
  return { token, lifetimeMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
}
