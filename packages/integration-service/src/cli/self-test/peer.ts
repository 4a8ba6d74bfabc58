import { CompactSign, calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import type { SelfTestProfile } from './profile.js';
import { parseJsonObject } from '../../platform/json.js';

export interface PeerDeps {
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface Parts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly message: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Who speaks for the partner: fetches tokens, signs, sends. It uses nothing of the server's own code. */
export interface Peer {
  token(secret?: string): Promise<Answer>;
  parts(action: string, message: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): Parts;
  signed(parts: Parts): Promise<string>;
  /** `text`: sent as it is. Without a token none is sent. */
  post(path: string, text: string, token?: string): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

const TIMEOUT_MS = 15_000;

export async function openPeer(profile: SelfTestProfile, { now, newId }: PeerDeps): Promise<Peer> {
  const jwk = profile.privateKey as JWK;
  const alg = jwk.kty === 'EC' ? 'ES256' : 'EdDSA';
  const key = (await importJWK(jwk, alg)) as CryptoKey;
  const kid = await calculateJwkThumbprint(jwk);
  const base = `${profile.url.replace(/\/$/, '')}/interlink`;
  return {
    token: (secret = profile.clientSecret) =>
      send(`${base}/oauth2/client/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...{ grant_type: 'client_credentials', client_id: profile.clientId, client_secret: secret },
        }),
      }),
    parts: (action, message, header = {}) => ({
      header: {
        ...{ version: '1.0.0', message_id: newId(), message_ts: now().toISOString(), action },
        ...{ sender_id: profile.dciId, receiver_id: profile.receiverId, total_count: 1, is_msg_encrypted: false },
        ...header,
      },
      message,
    }),
    async signed(parts) {
      const payload = new TextEncoder().encode(JSON.stringify(parts));
      const signature = await new CompactSign(payload).setProtectedHeader({ alg, kid }).sign(key);
      return JSON.stringify({ signature, ...parts });
    },
    post: (path, text, token) =>
      send(`${base}/dci/${profile.role}/registry${path}`, {
        method: 'POST',
        body: text,
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      }),
    get: (path) => send(`${base}${path}`, {}),
  };
}

/** Status 0: nobody answered. */
async function send(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, body: parseJsonObject(await response.text()) };
  } catch {
    return { status: 0, body: {} };
  }
}
