import type { DciAnswerItem } from '@interlink/contracts/exchange/dci-answer';
import type { AboutRequest, RegistryOutcome } from '@interlink/contracts/exchange/registry-port';
import { outcomeOfSearch } from '../search-answer.js';

type Members = Readonly<Record<string, unknown>>;

/** What the message of an answer says about a request of that kind, whether it came by callback or as a status. */
export function readOutcome(kind: AboutRequest['kind'], message: Members): RegistryOutcome {
  // A status that is no status of a search says of an unknown transaction what a search would (dci.md 3).
  if (kind === 'search' || 'search_response' in message) return ofSearch(message);
  return kind === 'subscribe' ? ofSubscribe(message) : ofUnsubscribe(message);
}

/** The outcome inside the answer to a question about a transaction. */
export function readStatus(kind: AboutRequest['kind'], message: Members): RegistryOutcome {
  const told = membersOf(membersOf(message['txnstatus_response'])['txn_status']);
  // An empty list, and a receipt that tells no more than that it is one, say nothing of what came of it.
  const isSilent = SPOKEN.every((member) => listOf(told[member]).length === 0) && told['status'] === undefined;
  return isSilent ? { kind: 'pending' } : readOutcome(kind, told);
}

const SPOKEN = ['search_response', 'subscribe_response', 'subscription_status'] as const;

function ofSearch(message: Members): RegistryOutcome {
  const [item] = listOf(message['search_response']);
  return outcomeOfSearch(membersOf(item) as Partial<DciAnswerItem>, undefined);
}

function ofSubscribe(message: Members): RegistryOutcome {
  const item = membersOf(listOf(message['subscribe_response'])[0]);
  const codes = codesOf(item['subscriptions'], 'subscribe');
  if (codes.length > 0) return { kind: 'subscribed', codes };
  return unlessDone(item);
}

function ofUnsubscribe(message: Members): RegistryOutcome {
  const codes = codesOf(message['subscription_status'], 'unsubscribe');
  if (codes.length > 0) return { kind: 'unsubscribed', codes };
  return unlessDone(message);
}

/** Without a code nothing was subscribed to, whatever the status claims. */
function unlessDone({ status, status_reason_code: code }: Members): RegistryOutcome {
  if (status === 'pdng' || status === 'rcvd') return { kind: 'pending' };
  return { kind: 'rejected', code: typeof code === 'string' && code !== '' ? code : 'rjct' };
}

const codesOf = (list: unknown, wanted: string): readonly string[] =>
  listOf(list)
    .map(membersOf)
    .flatMap(({ code, status }) => (typeof code === 'string' && status === wanted ? [code] : []));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
