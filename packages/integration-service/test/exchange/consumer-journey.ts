import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agreement, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type { NewCredential } from '@interlink/contracts/interconnection/partner-commands';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { Terminal } from '../cli/typed-command';
import { eventually, need } from '../enrolment/running-stack';

type Json = Readonly<Record<string, unknown>>;

/** What the sandbox's consumer heard, as its own page tells it. */
export interface HeardMessage {
  readonly at: string;
  readonly operation: string;
  readonly subscriptionCode: string | null;
  readonly verified: boolean;
  readonly problem: string | null;
  readonly repeated: boolean;
  readonly message: {
    readonly transaction_id: string;
    readonly correlation_id: string;
    readonly [member: string]: unknown;
  };
}

export interface Sent {
  readonly status: number;
  readonly verified: boolean;
  readonly body: {
    readonly header?: Json;
    readonly errors?: readonly { readonly code: string; readonly message: string }[];
    readonly message: {
      readonly ack_status?: string;
      readonly correlation_id: string;
      readonly error?: { readonly code: string };
      readonly [member: string]: unknown;
    };
  };
}

const consumer = () => need('SANDBOX_CONSUMER_URL');

/** The partner's own staff: only over HTTP, only by what the partner itself shows. */
export const partnerDesk = {
  async keys(): Promise<{ readonly keys: readonly JWK[] }> {
    return (await fetch(`${consumer()}/.well-known/jwks.json`)).json() as Promise<{ keys: JWK[] }>;
  },
  async takeCredentials({ clientId, clientSecret }: NewCredential): Promise<void> {
    const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
    await fetch(`${consumer()}/desk/credentials`, { method: 'POST', body: form });
  },
  async send(role: string, operation: string, message: Json): Promise<Sent> {
    const answer = await fetch(`${consumer()}/desk/send`, {
      ...{ method: 'POST', body: JSON.stringify({ role, operation, message }) },
      headers: { 'content-type': 'application/json' },
    });
    if (answer.status !== 200) throw new Error(`the partner could not send: ${await answer.text()}`);
    return (await answer.json()) as Sent;
  },
  async heard(): Promise<readonly HeardMessage[]> {
    return (await fetch(`${consumer()}/heard.json`)).json() as Promise<HeardMessage[]>;
  },
  /** Waits for a message of that kind that fits. */
  async hears(operation: string, fits: (one: HeardMessage) => boolean, seconds = 90): Promise<HeardMessage> {
    const find = async () => (await this.heard()).find((one) => one.operation === operation && fits(one));
    const found = await eventually(find, (one) => one !== undefined, seconds);
    if (!found) throw new Error(`the partner heard no ${operation} within ${seconds} s`);
    return found;
  },
  async misbehave(operation: string, kind: string, times = 1): Promise<void> {
    await fetch(`${need('SANDBOX_HUB_URL')}/faults`, {
      ...{ method: 'POST', body: JSON.stringify({ partner: 'consumer', operation, kind, times }) },
      headers: { 'content-type': 'application/json' },
    });
  },
  async behave(): Promise<void> {
    await fetch(`${need('SANDBOX_HUB_URL')}/faults`, { method: 'DELETE' });
  },
};

/** Writes a file into the terminal's folder and gives its path. */
export function fileOf({ home }: Terminal, name: string, content: unknown): string {
  const file = join(home, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

export const registrationOf = (id: string): Json => ({
  ...{ id, name: 'Registry consumer of the sandbox', environment: 'test' },
  ...{ dciId: `https://${id}.sandbox.example/dci`, ownDciId: 'interlink', signature: 'required' },
  ...{ dialect: 'attached-jws', encryption: 'none', lenient: false, contacts: [], quotas: {} },
});

export const termsOf = (over: Partial<AgreementTerms>): AgreementTerms => ({
  ...{ purpose: 'benefit-coordination', direction: 'out', mode: 'query', recordTypes: [] },
  elements: ['member_identifier', 'demographic_info.name', 'demographic_info.birth_date'],
  ...{ legalBasis: 'Social Protection Act, article 7', consentRequired: false, exactCounts: true },
  ...{ validFrom: '2026-01-01', validUntil: '2036-12-31', retentionDays: 30, breachContact: 'dpo@example.org' },
  ...over,
});

const ADDRESSES = [
  ['callback', 'on-search'],
  ['callback', 'on-subscribe'],
  ['callback', 'on-unsubscribe'],
  ['callback', 'txn/on-status'],
  ['notify', 'notify'],
] as const;

/** Ian writes the partner down with its keys and addresses and makes it a secret; nothing of it counts yet. */
export async function writeDown(ian: Terminal, id: string): Promise<NewCredential> {
  await ian.json('partner', 'add', fileOf(ian, 'partner.json', registrationOf(id)));
  await ian.json('partner', 'keys', id, fileOf(ian, 'jwks.json', await partnerDesk.keys()));
  for (const [kind, path] of ADDRESSES) {
    await ian.json('partner', 'address', id, kind, `${consumer()}/registry/${path}`);
  }
  return (await ian.json<{ credential: NewCredential }>('partner', 'secret', id)).credential;
}

/** The fingerprint as the partner reads it out on the telephone. */
async function fingerprintOnThePhone(): Promise<string> {
  const [key] = (await partnerDesk.keys()).keys;
  if (!key) throw new Error('the partner publishes no key');
  return calculateJwkThumbprint(key);
}

/** What whoever confirms heard from the partner by telephone, as the command wants it; or another fingerprint. */
export async function asHeard(fingerprint?: string): Promise<readonly string[]> {
  const addresses = ADDRESSES.flatMap(([, path]) => ['--address', `${consumer()}/registry/${path}`]);
  return ['--thumbprints', fingerprint ?? (await fingerprintOnThePhone()), ...addresses];
}

/** Ian drafts; Sue approves and lets it begin. */
export async function agree(ian: Terminal, sue: Terminal, id: string, over: Partial<AgreementTerms>): Promise<string> {
  const file = fileOf(ian, 'agreement.json', termsOf(over));
  const { agreement } = await ian.json<{ agreement: Agreement }>('partner', 'agreement', 'draft', id, file);
  await sue.json('partner', 'agreement', 'approve', id, agreement.id);
  await sue.json('partner', 'agreement', 'activate', id, agreement.id);
  return agreement.id;
}
