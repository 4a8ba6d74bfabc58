import type { Clock } from '../common/clock.js';
import { refusal } from './answers.js';
import type { RequestHeader } from './messages.js';
import { isSignedBy } from './signature.js';

/** What every message has, whatever is asked. */
export interface SignedEnvelope {
  readonly signature?: string;
  readonly header: RequestHeader;
  readonly message: object;
}

/** A message that may be looked at, or the answer to one that may not. */
export type Admission<Envelope> = { readonly envelope: Envelope } | { readonly refused: object };

/** Who is asked: its id in messages, the form that it takes, and the keys that it knows. */
export interface Desk {
  readonly id: string;
  readonly problemOf: (body: unknown) => string | undefined;
  readonly jwksFile: string;
}

const MAX_AGE_MS = 300_000;
const MAX_SKEW_MS = 60_000;

/** Form, signature and whom it is from and for; whether it is fresh is asked later, for a repeat may be old. */
export async function admit<Envelope extends SignedEnvelope>(
  body: unknown,
  sender: string,
  { id, problemOf, jwksFile }: Desk,
  now: Date,
): Promise<Admission<Envelope>> {
  const refuse = (code: string, message: string) => ({ refused: refusal(code, message, now) });
  const problem = problemOf(body);
  if (problem !== undefined) return refuse('err.request.bad', problem);
  const envelope = body as Envelope;
  const { signature = '', header, message } = envelope;
  if (signature === '') return refuse('err.signature.missing', 'This registry answers signed messages only.');
  if (!(await isSignedBy(jwksFile, signature, { header, message }))) {
    return refuse('err.signature.invalid', 'No registered key signed this header and message.');
  }
  if (header.sender_id !== sender) return refuse('err.sender_id.invalid', 'The token belongs to somebody else.');
  if (header.receiver_id !== undefined && header.receiver_id !== id) {
    return refuse('err.receiver_id.invalid', `This is ${id}.`);
  }
  if (header.is_msg_encrypted) return refuse('err.encryption.invalid', 'This registry reads plain messages only.');
  return { envelope };
}

/** What the header must say besides its form; the code when it does not. */
export function findHeaderFault({ header }: SignedEnvelope, items: number, clock: Clock): string | undefined {
  if (header.version !== undefined && header.version !== '1.0.0') return 'rjct.version.invalid';
  const age = clock() - Date.parse(header.message_ts);
  if (age > MAX_AGE_MS || age < -MAX_SKEW_MS) return 'rjct.message_ts.invalid';
  return header.total_count === items ? undefined : 'rjct.total_count.invalid';
}
