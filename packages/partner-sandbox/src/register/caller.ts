import { randomUUID } from 'node:crypto';
import { signParts, type Parts } from '../civil-registry/signature.js';
import { openJournal } from '../common/journal.js';
import type { PrivateJwk } from '../common/keys.js';
import type { PartnerTools } from '../common/partner-server.js';
import type { FaultKind, PartnerName } from '../common/partners.js';
import { parseJson } from '../common/schema.js';
import type { Credentials } from '../consumer/credentials.js';
import { openSender } from '../consumer/sender.js';
import { openVerifier } from '../consumer/verify.js';

export interface CallerSettings {
  readonly name: PartnerName;
  readonly interlinkUrl: string;
  readonly signingKey: PrivateJwk;
  /** As Interlink registered it; nobody is called before. */
  readonly given: () => Credentials | undefined;
  /** Under which id it is registered with Interlink, when that is not the one by which it is asked. */
  readonly idOf?: (credentials: Credentials) => string;
}

/** What came of one message that a register sent by itself. */
export interface Called {
  readonly at: string;
  readonly path: string;
  readonly messageId: string;
  readonly transactionId: string;
  readonly ack: string;
  readonly code: string | null;
}

const TIMEOUT_MS = 10_000;

/** Calls Interlink back, to addresses of Interlink alone and only once its clerks were given credentials. */
export function openCaller(tools: PartnerTools, { name, interlinkUrl, signingKey, given, idOf }: CallerSettings) {
  const sender = openSender({ interlinkUrl, signingKey, verify: openVerifier(interlinkUrl) });
  const called = openJournal<Called>(tools.folder, `${name}-called`);

  async function post(url: string, token: string, body: string, parts: Parts): Promise<void> {
    const answer = await fetch(url, {
      ...{ method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    });
    const said = parseJson(await answer.text()) as { readonly message?: Acknowledged } | undefined;
    const { ack_status: ack = String(answer.status), error } = said?.message ?? {};
    note(url, parts, ack, error?.message ?? null);
  }

  return {
    called: called.entries,
    /** Says nothing to anybody else than Interlink. */
    async call(url: string | undefined, parts: Parts, fault: FaultKind | undefined): Promise<void> {
      const credentials = given();
      if (!credentials || url === undefined || !url.startsWith(`${interlinkUrl}/`) || fault === 'withheld') return;
      try {
        const sender_id = idOf?.(credentials);
        const named = sender_id === undefined ? parts : { ...parts, header: { ...parts.header, sender_id } };
        await tell(url, await sender.token(credentials), named, fault);
      } catch (thrown) {
        // Not made again: who asked can ask for the status. What went wrong is in the books.
        const code = thrown instanceof Error ? thrown.message : String(thrown);
        note(url, parts, 'none', code);
      }
    },
  };

  async function tell(url: string, token: string, parts: Parts, fault: FaultKind | undefined): Promise<void> {
    const told = fault === 'other-correlation' ? withOther(parts) : parts;
    const body = await envelopeOf(told, signingKey, fault);
    await post(url, token, body, told);
    if (fault === 'replayed') await post(url, token, body, told);
    if (fault !== 'said-twice') return;
    const again = { ...told, header: { ...told.header, message_id: randomUUID() } };
    await post(url, token, await envelopeOf(again, signingKey, undefined), again);
  }

  function note(url: string, { header, message }: Parts, ack: string, code: string | null): void {
    const { message_id: messageId } = header as { readonly message_id: string };
    const { transaction_id: transactionId } = message as { readonly transaction_id: string };
    const at = new Date(tools.clock()).toISOString();
    called.append({ at, path: new URL(url).pathname, messageId, transactionId, ack, code });
  }
}
export type Caller = ReturnType<typeof openCaller>;

interface Acknowledged {
  readonly ack_status?: string;
  readonly error?: { readonly code: string; readonly message?: string };
}

const withOther = (parts: Parts): Parts => ({
  ...parts,
  message: { ...parts.message, correlation_id: randomUUID() },
});

async function envelopeOf(parts: Parts, key: PrivateJwk, fault: FaultKind | undefined): Promise<string> {
  const signature = await signParts(parts, key, fault === 'wrong-signature');
  const message = fault === 'tampered' ? { ...parts.message, changed: 'on the way' } : parts.message;
  return JSON.stringify({ ...(fault !== 'unsigned' && { signature }), header: parts.header, message });
}
