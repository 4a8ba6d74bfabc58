import type { Clock } from '../common/clock.js';
import { openEncrypted } from '../common/encryption.js';
import type { PrivateJwk } from '../common/keys.js';
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
export type Admission<Envelope> =
  { readonly envelope: Envelope; readonly wasEncrypted: boolean } | { readonly refused: object };

/** Who is asked: its id in messages, the form that it takes, and the keys that it knows. */
export interface Desk {
  readonly id: string;
  readonly problemOf: (body: unknown) => string | undefined;
  readonly jwksFile: string;
  /** What is encrypted for it is opened with it; without one it reads plain messages only. */
  readonly encryptionKey?: PrivateJwk | undefined;
}

const MAX_AGE_MS = 300_000;
const MAX_SKEW_MS = 60_000;

/** Form, signature and whom it is from and for; whether it is fresh is asked later, for a repeat may be old. */
export async function admit<Envelope extends SignedEnvelope>(
  body: unknown,
  sender: string,
  { id, problemOf, jwksFile, encryptionKey }: Desk,
  now: Date,
): Promise<Admission<Envelope>> {
  const refuse = (code: string, message: string) => ({ refused: refusal(code, message, now) });
  const wasEncrypted = (body as Partial<SignedEnvelope> | null)?.header?.is_msg_encrypted === true;
  const plain = wasEncrypted ? opened(body as SignedEnvelope, encryptionKey) : body;
  if (plain === undefined) return refuse('err.encryption.invalid', 'This registry cannot read the message.');
  const problem = problemOf(plain);
  if (problem !== undefined) return refuse('err.request.bad', problem);
  const envelope = plain as Envelope;
  const { signature = '', header, message } = envelope;
  if (signature === '') return refuse('err.signature.missing', 'This registry answers signed messages only.');
  if (!(await isSignedBy(jwksFile, signature, { header, message }))) {
    return refuse('err.signature.invalid', 'No registered key signed this header and message.');
  }
  if (header.sender_id !== sender) return refuse('err.sender_id.invalid', 'The token belongs to somebody else.');
  if (header.receiver_id !== undefined && header.receiver_id !== id) {
    return refuse('err.receiver_id.invalid', `This is ${id}.`);
  }
  return { envelope, wasEncrypted };
}

function opened(envelope: SignedEnvelope, key: PrivateJwk | undefined): SignedEnvelope | undefined {
  const message = key && openEncrypted(envelope.message, key);
  return message && { ...envelope, message };
}

/** What the header must say besides its form; the code when it does not. */
export function findHeaderFault({ header }: SignedEnvelope, items: number, clock: Clock): string | undefined {
  if (header.version !== undefined && header.version !== '1.0.0') return 'rjct.version.invalid';
  const age = clock() - Date.parse(header.message_ts);
  if (age > MAX_AGE_MS || age < -MAX_SKEW_MS) return 'rjct.message_ts.invalid';
  return header.total_count === items ? undefined : 'rjct.total_count.invalid';
}
