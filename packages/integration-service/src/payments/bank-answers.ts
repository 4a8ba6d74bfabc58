import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { OutgoingError } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import { parseJson } from '../platform/json.js';
import { LARGE_ANSWER } from './channels/large-answer.js';
import type { PaymentsContext } from './policy.js';
import { UnreadableMessage } from './readers/xml.js';

interface Question {
  readonly operation: string;
  readonly path: string;
  readonly actor: Actor;
  readonly subjectId: string;
}

/** An account as what a call is about: only its end is written down. */
export const aboutAccount = (account: string): string => `account:${account.slice(-4)}`;

/** A GET of the bank; undefined when it has nothing or does not answer. */
export async function fetchText(
  { bank, platform }: Pick<PaymentsContext, 'bank' | 'platform'>,
  { operation, path, actor, subjectId }: Question,
): Promise<string | undefined> {
  try {
    const question = { ...LARGE_ANSWER, operation, method: 'GET', path, cause: { actor, subjectId } } as const;
    const answer = await bank.outgoing.request(question);
    return answer.status === 200 ? answer.bytes.toString('utf8') : undefined;
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    // It will be as large the next time: somebody must ask the bank for smaller ones.
    if (thrown.reason === 'too-large')
      platform.log.error('An answer of the bank is too large', { partner: bank.id, operation });
    return undefined;
  }
}

/** The same as JSON of this form; undefined, and told, when it is anything else. */
export async function fetchJson<Schema extends TSchema>(
  context: PaymentsContext,
  question: Question,
  schema: Schema,
): Promise<Static<Schema> | undefined> {
  const text = await fetchText(context, question);
  if (text === undefined) return undefined;
  return readMessage(context, question.operation, () => {
    const answer = parseJson(text);
    if (!Value.Check(schema, answer)) throw new UnreadableMessage('not as expected');
    return answer;
  });
}

/**
 * What `read` makes of a message; undefined, and told, when it cannot be read: nothing that a bank says keeps anything
 * else from being heard, and what it says again is looked at again.
 */
export function readMessage<Message>(
  { platform, bank }: Pick<PaymentsContext, 'bank' | 'platform'>,
  operation: string,
  read: () => Message,
): Message | undefined {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof UnreadableMessage)) throw thrown;
    platform.log.error('A message of the bank cannot be read', { partner: bank.id, operation, kind: thrown.message });
    return undefined;
  }
}
