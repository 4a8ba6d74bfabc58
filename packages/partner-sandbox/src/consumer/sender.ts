import type { FaultKind } from '../common/partners.js';
import type { PrivateJwk } from '../common/keys.js';
import { parseJson } from '../common/schema.js';
import { signParts, type Parts } from '../civil-registry/signature.js';
import type { Credentials } from './credentials.js';
import { SENT, type SentOperation } from './messages.js';
import type { Verifier } from './verify.js';

/** What came of one message. `verified`: the answer bears a signature of Interlink over all of it. */
export interface Answered {
  readonly status: number;
  readonly verified: boolean;
  readonly body: unknown;
}

export interface SenderSettings {
  readonly interlinkUrl: string;
  readonly signingKey: PrivateJwk;
  readonly verify: Verifier;
}

const TIMEOUT_MS = 30_000;

/** Fetches tokens, signs and posts; misbehaves on order. */
export function openSender({ interlinkUrl, signingKey, verify }: SenderSettings) {
  let last: string | undefined;

  async function envelopeOf(parts: Parts, fault: FaultKind | undefined): Promise<string> {
    // The very bytes that went out before: an eavesdropper has no others.
    if (fault === 'replayed' && last !== undefined) return last;
    const signature = await signParts(parts, signingKey, fault === 'wrong-signature');
    const { message } = parts;
    const told = fault === 'tampered' ? { ...message, transaction_id: 'changed-on-the-way' } : message;
    return JSON.stringify({ ...(fault === 'unsigned' ? {} : { signature }), header: parts.header, message: told });
  }

  return {
    async token({ clientId, clientSecret }: Credentials): Promise<string> {
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      const answer = await fetch(`${interlinkUrl}/interlink/oauth2/client/token`, {
        ...{ method: 'POST', body: new URLSearchParams(form), signal: AbortSignal.timeout(TIMEOUT_MS) },
      });
      const { access_token: token } = (await answer.json()) as { readonly access_token?: unknown };
      if (typeof token !== 'string') throw new Error(`Interlink gave no token (${answer.status}).`);
      return token;
    },
    async send(
      token: string,
      { role, operation, parts, fault }: Sending,
    ): Promise<Answered & { readonly sent: unknown }> {
      const body = await envelopeOf(parts, fault);
      last = body;
      const answer = await fetch(`${interlinkUrl}/interlink/dci/${role}/registry${SENT[operation].path}`, {
        ...{ method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) },
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
      const told = parseJson(await answer.text()) as (Parts & { readonly signature?: unknown }) | undefined;
      const verified = told?.header !== undefined && (await verify(told.signature, told));
      return { status: answer.status, verified, body: told ?? null, sent: JSON.parse(body) as unknown };
    },
  };
}

export interface Sending {
  readonly role: string;
  readonly operation: SentOperation;
  readonly parts: Parts;
  readonly fault: FaultKind | undefined;
}
