import type { InquiryState } from '@interlink/contracts/exchange/inquiry';
import type { RegistryRequest } from '@interlink/contracts/exchange/registry-port';

/** One of our requests, as far as an answer is held against it. */
export interface AwaitingAnswer {
  readonly kind: RegistryRequest['kind'];
  readonly role: string;
  readonly state: InquiryState;
  readonly referenceId: string;
  /** Empty when the acknowledgement was lost: then any will do. */
  readonly correlationIds: readonly string[];
  readonly expiresAt: Date;
}

/** What came to one of our addresses. */
export interface CameBack {
  readonly kind: RegistryRequest['kind'];
  readonly role: string;
  readonly isSigned: boolean;
  readonly message: Readonly<Record<string, unknown>>;
}

/** Why an answer is refused, as the audit names it. */
export type AnswerFault = 'answer-foreign' | 'answer-late' | 'answer-repeated' | 'answer-unknown' | 'answer-unsigned';

const items = { search: 'search_response', subscribe: 'subscribe_response' } as const;

/** Undefined when it is the answer that we wait for, and the first. */
export function findAnswerFault(
  awaiting: AwaitingAnswer | undefined,
  came: CameBack,
  now: Date,
): AnswerFault | undefined {
  if (!awaiting) return 'answer-unknown';
  if (!came.isSigned) return 'answer-unsigned';
  if (awaiting.kind !== came.kind || awaiting.role !== came.role) return 'answer-foreign';
  if (!isCorrelated(awaiting, came.message)) return 'answer-foreign';
  if (awaiting.state === 'answered' || awaiting.state === 'refused') return 'answer-repeated';
  return awaiting.state === 'expired' || awaiting.expiresAt <= now ? 'answer-late' : undefined;
}

function isCorrelated({ kind, correlationIds, referenceId }: AwaitingAnswer, message: CameBack['message']): boolean {
  const { correlation_id: correlation } = message;
  if (correlationIds.length > 0 && !correlationIds.includes(String(correlation))) return false;
  if (kind !== 'search' && kind !== 'subscribe') return true;
  const told = message[items[kind]];
  // Of one item that was asked, one is answered; where nobody was found some peers leave it out.
  const list = Array.isArray(told) ? (told as readonly { readonly reference_id?: unknown }[]) : [];
  return list.length <= 1 && list.every(({ reference_id: id }) => id === referenceId);
}
