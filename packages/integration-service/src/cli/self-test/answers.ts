import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Answer } from './peer.js';

interface Item {
  readonly status?: unknown;
  readonly status_reason_code?: unknown;
}
interface Loose {
  readonly ack_status?: unknown;
  readonly error?: { readonly code?: unknown };
  readonly search_response?: unknown;
  readonly txnstatus_response?: { readonly txn_status?: unknown } | null;
}

/** Who is tested may answer anything; that is to be told, not to end the test. */
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const messageOf = ({ body }: Answer): Loose => (isObject(body['message']) ? body['message'] : {});

export function tokenOf({ status, body }: Answer): string {
  return status === 200 && typeof body['access_token'] === 'string' ? body['access_token'] : '';
}

export const isAck = (answer: Answer): boolean => answer.status === 200 && messageOf(answer).ack_status === 'ACK';

export const itemsOf = (answer: Answer): readonly Item[] => itemsIn(messageOf(answer));

/** The items of a search that is asked about by transaction status. */
export function statusItemsOf(answer: Answer): readonly Item[] {
  const outcome = messageOf(answer).txnstatus_response?.txn_status;
  return isObject(outcome) ? itemsIn(outcome) : [];
}

const itemsIn = ({ search_response: items }: Pick<Loose, 'search_response'>): readonly Item[] =>
  Array.isArray(items) ? items.filter(isObject) : [];

/** The codes with which a message, or items of it, were refused; in either documented shape, the broader first. */
export function codesOf(answer: Answer): readonly string[] {
  const { errors, header } = answer.body as { readonly errors?: unknown; readonly header?: unknown };
  const listed = Array.isArray(errors)
    ? errors.filter(isObject).map((error) => (error as { code?: unknown }).code)
    : [];
  const refused = itemsOf(answer).filter(({ status }) => status === 'rjct');
  const items = refused.map(({ status_reason_code: code }) => code);
  const { status_reason_code: whole } = (isObject(header) ? header : {}) as Item;
  return [...listed, messageOf(answer).error?.code, ...items, whole].filter((code) => typeof code === 'string');
}

export const codeOf = (answer: Answer): string | undefined => codesOf(answer)[0];

/** Status and code, never what a record says. */
export function show(answer: Answer): string {
  if (answer.status === 0) return 'nobody answered';
  const items = itemsOf(answer).map(({ status }) => (typeof status === 'string' ? status : 'no status'));
  return [`status ${answer.status}`, codeOf(answer) ?? 'no code', ...items].join(', ');
}

/** Whether a published key signed header and message of the answer (attached JWS). */
export async function verifies(answer: Answer, published: Answer): Promise<boolean> {
  const { signature, header, message } = answer.body;
  if (typeof signature !== 'string') return false;
  try {
    const keys = createLocalJWKSet(published.body as unknown as JSONWebKeySet);
    const { payload } = await compactVerify(signature, keys);
    return new TextDecoder().decode(payload) === JSON.stringify({ header, message });
  } catch {
    return false;
  }
}
