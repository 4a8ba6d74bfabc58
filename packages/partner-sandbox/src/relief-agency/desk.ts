import { createHash, randomUUID } from 'node:crypto';
import { isSignedBy } from '../civil-registry/signature.js';
import type { Clock } from '../common/clock.js';
import { openJournal } from '../common/journal.js';
import { parseJson } from '../common/schema.js';
import { AGENCY_ID, type EnrolledQuestion, type SearchQuestion } from './answers.js';

type Question = SearchQuestion | EnrolledQuestion;

const MAX_AGE_MS = 300_000;
const MAX_SKEW_MS = 60_000;

/** A message that could not be looked at. */
export function refusal(code: string, message: string, at: string): object {
  const error = { code, message };
  return {
    errors: [error],
    message: { ack_status: 'ERR', timestamp: at, correlation_id: randomUUID(), error },
  };
}

/** Form, signature, and whom it is from and for; the refusal when one of them is wrong. */
export async function admit<Q extends Question>(
  text: string,
  sender: string,
  { problemOf, jwksFile, at }: Rules,
): Promise<{ readonly question: Q } | { readonly refused: object }> {
  const refuse = (code: string, why: string) => ({ refused: refusal(code, why, at) });
  const body = parseJson(text);
  const problem = problemOf(body);
  if (problem !== undefined) return refuse('err.request.bad', problem);
  const { signature = '', header, message } = body as Q & { readonly signature?: string };
  if (signature === '') return refuse('err.signature.missing', 'The agency answers signed messages only.');
  if (!(await isSignedBy(jwksFile, signature, { header, message }))) {
    return refuse('err.signature.invalid', 'No registered key signed this header and message.');
  }
  if (header.sender_id !== sender) return refuse('err.sender_id.invalid', 'The token belongs to somebody else.');
  if ((header.receiver_id ?? AGENCY_ID) !== AGENCY_ID)
    return refuse('err.receiver_id.invalid', `This is ${AGENCY_ID}.`);
  if (header.is_msg_encrypted) return refuse('err.encryption.invalid', 'The agency reads plain messages only.');
  return { question: body as Q };
}

export interface Rules {
  readonly problemOf: (body: unknown) => string | undefined;
  readonly jwksFile: string;
  readonly at: string;
}

/** What the header must say besides its form; the code when it does not. */
export function headerFault({ header }: Question, items: number, clock: Clock): string | undefined {
  if (header.version !== undefined && header.version !== '1.0.0') return 'rjct.version.invalid';
  const age = clock() - Date.parse(header.message_ts);
  if (age > MAX_AGE_MS || age < -MAX_SKEW_MS) return 'rjct.message_ts.invalid';
  return header.total_count === items ? undefined : 'rjct.total_count.invalid';
}

interface Told {
  readonly messageId: string;
  readonly bodyHash: string;
  readonly reply: string;
}

/** Each message is answered once: the same bytes get the same answer, other bytes under its id none. */
export function openMemory(folder: string) {
  const told = openJournal<Told>(folder, 'relief-agency-answers');
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    find(messageId: string, text: string): { readonly reply: string } | 'other-bytes' | undefined {
      const known = told.entries.find((one) => one.messageId === messageId);
      if (!known) return undefined;
      return known.bodyHash === hashOf(text) ? { reply: known.reply } : 'other-bytes';
    },
    keep(messageId: string, text: string, reply: string): void {
      told.append({ messageId, bodyHash: hashOf(text), reply });
    },
  };
}
