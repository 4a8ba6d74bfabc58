import type { DciAnswerEnvelope, DciAnswerHeader, DciAnswerItem } from '@interlink/contracts/exchange/dci-answer';

/** What the answer must be an answer to. */
export interface AskedFor {
  readonly transactionId: string;
  readonly referenceId: string;
  /** DCI id of the partner, and ours. */
  readonly askedOf: string;
  readonly askedBy: string;
}

/**
 * `foreign`: an answer to something else, or from somebody else; none of it may be used. `rejected` with the partner's
 * code. `pending`: no answer yet. `total` counts what the partner has, `records` what it sent.
 */
export type SearchAnswer =
  | { readonly kind: 'records'; readonly records: readonly Readonly<Record<string, unknown>>[]; readonly total: number }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'pending' }
  | { readonly kind: 'foreign'; readonly member: string };

/** Reads the one item we asked for. Records decide, not the status: samples carry data under `rcvd` (D, row 4'). */
export function readSearchAnswer(envelope: DciAnswerEnvelope, asked: AskedFor): SearchAnswer {
  const { header, message } = envelope;
  const items = message.search_response ?? [];
  const member = foreignMember(header, { ...message, items }, asked);
  if (member !== undefined) return { kind: 'foreign', member };
  return outcomeOfSearch(items[0], header);
}

/** What one item says; without a header, as inside of a status, the item alone counts. */
export function outcomeOfSearch(
  item: Partial<DciAnswerItem> | undefined,
  header: Pick<DciAnswerHeader, 'status' | 'status_reason_code'> | undefined,
): Exclude<SearchAnswer, { kind: 'foreign' }> {
  const records = item ? recordsOf(item) : [];
  if (records.length > 0) return { kind: 'records', records, total: Math.max(records.length, totalOf(item)) };
  const status = item?.status ?? header?.status;
  if (status === 'rjct' || header?.status === 'rjct') {
    return { kind: 'rejected', code: item?.status_reason_code ?? header?.status_reason_code ?? 'rjct' };
  }
  if (status === 'pdng') return { kind: 'pending' };
  // An item without records, or (OpenCRVS) no item at all: nobody was found.
  return { kind: 'records', records: [], total: 0 };
}

/** The member that shows that this answers something else, or is from somebody else. */
export function foreignMember(
  header: DciAnswerHeader,
  {
    transaction_id: transactionId,
    items,
  }: { readonly transaction_id: string; readonly items: readonly { readonly reference_id: string }[] },
  asked: AskedFor,
): string | undefined {
  if (transactionId !== asked.transactionId) return 'transaction_id';
  const party = foreignParty(header, asked);
  if (party !== undefined) return party;
  if (items.length > 1 || items.some((item) => item.reference_id !== asked.referenceId)) return 'reference_id';
  return header.is_msg_encrypted === true ? 'is_msg_encrypted' : undefined;
}

/** Some peers echo our own pair instead of turning it round; the signature says who answered. */
function foreignParty(header: DciAnswerHeader, { askedOf, askedBy }: AskedFor): string | undefined {
  const { sender_id: sender = null, receiver_id: receiver = null } = header;
  if (sender === askedBy && receiver === askedOf) return undefined;
  if (sender !== null && sender !== askedOf) return 'sender_id';
  return receiver !== null && receiver !== askedBy ? 'receiver_id' : undefined;
}

function recordsOf(item: Partial<DciAnswerItem>): readonly Readonly<Record<string, unknown>>[] {
  const given = item.data?.reg_records ?? [];
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  // An empty object stands for "none" in the field; inside of a status nobody looked before whether they are objects.
  const isRecord = (one: unknown): one is object => typeof one === 'object' && one !== null;
  return list
    .filter(isRecord)
    .filter((record) => Object.keys(record).length > 0)
    .map((record) => ({ ...record }));
}

function totalOf(item: Partial<DciAnswerItem> | undefined): number {
  return Number(item?.pagination?.total_count ?? 0);
}
