import type { Clock } from './clock.js';
import { openJournal } from './journal.js';
import { partnerNames, type PartnerName } from './partners.js';

/** One request as it reached a partner, before anything was done about it. */
export interface ReceivedRequest {
  readonly at: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly correlationId: string | null;
  /** JSON, form fields, or the text when it was neither; secrets masked. */
  readonly body: unknown;
}

export interface Received {
  list(partner: PartnerName): readonly ReceivedRequest[];
  add(partner: PartnerName, request: Omit<ReceivedRequest, 'at'>): void;
}

const SECRETS = ['client_secret', 'client_assertion', 'access_token', 'code', 'code_verifier', 'otp'];

/** On disk: tests that kill processes count here. */
export function openReceived(folder: string, clock: Clock): Received {
  const journals = new Map(
    partnerNames.map((name) => [name, openJournal<ReceivedRequest>(folder, `received-${name}`)]),
  );
  return {
    list: (partner) => journals.get(partner)?.entries ?? [],
    add(partner, request) {
      journals.get(partner)?.append({ at: new Date(clock()).toISOString(), ...request });
    },
  };
}

/** The body for the record. */
export function describeBody(text: string, contentType: string): unknown {
  if (text === '') return null;
  if (contentType.includes('json')) return parsed(text);
  return contentType.includes('urlencoded') ? maskSecrets(Object.fromEntries(new URLSearchParams(text))) : text;
}

export function maskSecrets(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, SECRETS.includes(name) ? '(hidden)' : value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
