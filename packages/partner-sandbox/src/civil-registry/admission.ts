import type { Clock } from '../common/clock.js';
import { compileSchema } from '../common/schema.js';
import { refusal, REGISTRY_ID } from './answers.js';
import type { SearchEnvelope } from './messages.js';
import { searchRequestEnvelope } from './schemas/search-request.js';
import { isSignedBy } from './signature.js';

/** A message that may be looked at, or the answer to one that may not. */
export type Admission = { readonly envelope: SearchEnvelope } | { readonly refused: object };

const problemOf = compileSchema(searchRequestEnvelope);
const MAX_AGE_MS = 300_000;
const MAX_SKEW_MS = 60_000;

/** Form, signature and whom it is from and for; whether it is fresh is asked later, for a repeat may be old. */
export async function admit(body: unknown, sender: string, jwksFile: string, now: Date): Promise<Admission> {
  const refuse = (code: string, message: string) => ({ refused: refusal(code, message, now) });
  const problem = problemOf(body);
  if (problem !== undefined) return refuse('err.request.bad', problem);
  const envelope = body as SearchEnvelope;
  const { signature = '', header, message } = envelope;
  if (signature === '') return refuse('err.signature.missing', 'This registry answers signed messages only.');
  if (!(await isSignedBy(jwksFile, signature, { header, message }))) {
    return refuse('err.signature.invalid', 'No registered key signed this header and message.');
  }
  if (header.sender_id !== sender) return refuse('err.sender_id.invalid', 'The token belongs to somebody else.');
  if (header.receiver_id !== undefined && header.receiver_id !== REGISTRY_ID) {
    return refuse('err.receiver_id.invalid', `This is ${REGISTRY_ID}.`);
  }
  if (header.is_msg_encrypted) return refuse('err.encryption.invalid', 'This registry reads plain messages only.');
  return { envelope };
}

/** What the header must say besides its form; the code when it does not. */
export function findHeaderFault({ header, message }: SearchEnvelope, clock: Clock): string | undefined {
  if (header.version !== undefined && header.version !== '1.0.0') return 'rjct.version.invalid';
  const age = clock() - Date.parse(header.message_ts);
  if (age > MAX_AGE_MS || age < -MAX_SKEW_MS) return 'rjct.message_ts.invalid';
  return header.total_count === message.search_request.length ? undefined : 'rjct.total_count.invalid';
}
