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
}

/** Who is tested may answer anything; that is to be told, not to end the test. */
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const messageOf = ({ body }: Answer): Loose => (isObject(body['message']) ? body['message'] : {});

export function tokenOf({ status, body }: Answer): string {
  return status === 200 && typeof body['access_token'] === 'string' ? body['access_token'] : '';
}

export const isAck = (answer: Answer): boolean => answer.status === 200 && messageOf(answer).ack_status === 'ACK';

export function itemsOf(answer: Answer): readonly Item[] {
  const { search_response: items } = messageOf(answer);
  return Array.isArray(items) ? items.filter(isObject) : [];
}

/** The code with which a message, or the first refused item of it, was refused; in either documented shape. */
export function codeOf(answer: Answer): string | undefined {
  const errors = answer.body['errors'] as readonly ({ readonly code?: unknown } | null)[] | null | undefined;
  const refused = itemsOf(answer).find(({ status }) => status === 'rjct');
  const found = errors?.[0]?.code ?? messageOf(answer).error?.code ?? refused?.status_reason_code;
  return typeof found === 'string' ? found : undefined;
}

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
