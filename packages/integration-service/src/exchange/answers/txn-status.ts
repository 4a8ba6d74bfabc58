import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { SearchResponseItem } from '@interlink/contracts/exchange/dci/search';
import type {
  TxnOutcome,
  TxnStatusQuestion,
  TxnStatusResponse,
  TxnType,
} from '@interlink/contracts/exchange/dci/txn-status';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { ExchangeContext } from '../context.js';
import {
  findByReference,
  findForStatus,
  openResult,
  type TransactionResult,
  type TransactionRow,
} from '../store/transactions.js';
import type { TransactionKind } from '../tables.js';
import { keptItems, retell, type KeptItem } from './retell.js';
import type { SearchAnswers } from './search.js';

const kinds: Readonly<Record<TxnType, TransactionKind | undefined>> = {
  search: 'search',
  subscribe: 'subscribe',
  unsubscribe: 'unsubscribe',
  // Whatever was received, of whichever kind.
  receipt: undefined,
};

export interface StatusAsked {
  readonly partner: InboundPartner;
  readonly role: DciRole;
  readonly transactionId: string;
  readonly question: TxnStatusQuestion;
  readonly at: string;
  readonly correlationId: string;
}

/**
 * What came of a partner's own transactions, as far as it may be told now. One that is unknown is answered too, as items
 * that are rejected. Throws DciFault when what was found may not be told any more.
 */
export async function answerTxnStatus(context: ExchangeContext, asked: StatusAsked): Promise<StatusAnswer> {
  const { question } = asked;
  const given = question.attribute_value;
  const values = typeof given === 'string' ? given.split(',').map((value) => value.trim()) : given;
  const kind = kinds[question.txn_type];
  const { outcome, ...found } =
    question.attribute_type === 'reference_id_list' && (kind === 'search' || kind === 'subscribe')
      ? await outcomeOfReferences(context, kind, [...new Set(values)], asked)
      : await outcomeOfNewest(context, values, asked);
  const message = {
    transaction_id: asked.transactionId,
    correlation_id: asked.correlationId,
    txnstatus_response: { txn_type: question.txn_type, txn_status: outcome },
  };
  return { message, ...found };
}

interface StatusAnswer extends Pick<SearchAnswers, 'grounds' | 'told'> {
  readonly message: TxnStatusResponse;
}
interface Outcome extends Pick<SearchAnswers, 'grounds' | 'told'> {
  readonly outcome: TxnOutcome;
}

const NOBODY = { grounds: [], told: [] } as const;

function unknownTo(values: readonly string[], { question, at, correlationId }: StatusAsked): Outcome {
  const ids = question.attribute_type === 'reference_id_list' ? values : [question.reference_id];
  const items = ids.map((id) => pending(id, at, 'rjct'));
  const outcome = { transaction_id: firstOf(values), correlation_id: correlationId, search_response: items };
  return { outcome, ...NOBODY };
}

async function outcomeOfNewest(
  context: ExchangeContext,
  values: readonly string[],
  asked: StatusAsked,
): Promise<Outcome> {
  const { question, partner, role } = asked;
  const [row] = await findForStatus(context.platform, {
    ...{ partner: partner.id, role, values },
    kind: kinds[question.txn_type],
    attribute: question.attribute_type,
  });
  return row ? outcomeOf(context, row, values, asked) : unknownTo(values, asked);
}

/**
 * An item a reference id, each of its own newest transaction: a partner may name ids of several. The transaction that
 * the answer names is the newest of them.
 */
async function outcomeOfReferences(
  context: ExchangeContext,
  kind: 'search' | 'subscribe',
  values: readonly string[],
  asked: StatusAsked,
): Promise<Outcome> {
  const { role, partner, at } = asked;
  const rows = await findByReference(context.platform, { partner: partner.id, role, kind, values });
  const [newest] = [...rows.values()].sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
  if (!newest) return unknownTo(values, asked);
  const common = { transaction_id: newest.transactionId, correlation_id: newest.correlationId };
  const results = await resultsOf(context, new Set(rows.values()));
  const itemOf = (id: string, name: 'search_response' | 'subscribe_response'): KeptItem => {
    const row = rows.get(id);
    if (!row) return { item: pending(id, at, 'rjct'), ground: null };
    const result = results.get(row.id);
    const kept = result && keptItems(result.message[name] as SearchResponseItem[], result.grounds);
    return kept?.find(({ item }) => item.reference_id === id) ?? { item: pending(id, at, 'pdng'), ground: null };
  };
  if (kind === 'subscribe' && results.size > 0) {
    const items = values.map((id) => itemOf(id, 'subscribe_response').item);
    const receipt = { receipt_information: { kind, status: results.get(newest.id)?.status ?? 'pdng' } };
    const outcome = { ...common, subscribe_response: items, ...(!hasOutcomes(role) && receipt) };
    return { outcome: outcome as TxnOutcome, ...NOBODY };
  }
  const shown = values.map((id) => itemOf(id, 'search_response'));
  const { items, ...found } = await retell(context, { partner, operation: 'txn-status' }, shown);
  return { outcome: { ...common, search_response: [...items] }, ...found };
}

/** By the row; of one whose callback was withheld too: what may be told of it is judged anew. */
async function resultsOf(
  { platform }: ExchangeContext,
  rows: ReadonlySet<TransactionRow>,
): Promise<ReadonlyMap<string, TransactionResult>> {
  const results = new Map<string, TransactionResult>();
  for (const row of rows) {
    const result = row.state === 'waiting' ? undefined : await openResult(platform, row);
    if (result) results.set(row.id, result);
  }
  return results;
}

/** The published text of SR and IBR has a receipt for whatever is no search. */
const hasOutcomes = (role: DciRole) => role !== 'sr' && role !== 'ibr';

async function outcomeOf(
  context: ExchangeContext,
  row: TransactionRow,
  values: readonly string[],
  { question, at, role, partner }: StatusAsked,
): Promise<Outcome> {
  const wanted = question.attribute_type === 'reference_id_list' ? values : undefined;
  const common = { transaction_id: row.transactionId, correlation_id: row.correlationId };
  // Of one whose callback was withheld too: what may be told of it is judged anew.
  const result = row.state === 'waiting' ? undefined : await openResult(context.platform, row);
  if (row.kind === 'search' || !result) {
    const items = result ? itemsOf(result.message) : row.referenceIds.map((id) => pending(id, at, 'pdng'));
    const kept = keptItems(items, result?.grounds);
    const shown = kept.filter(({ item: { reference_id: id } }) => wanted === undefined || wanted.includes(id));
    const { items: told, ...found } = await retell(context, { partner, operation: 'txn-status' }, shown);
    return { outcome: { ...common, search_response: [...told] }, ...found };
  }
  const isPublished = hasOutcomes(role) && question.txn_type !== 'receipt';
  if (isPublished) return { outcome: result.message as TxnOutcome, ...NOBODY };
  // The receipt of a question about another transaction does not tell again what came of that.
  const message = row.kind === 'txn-status' ? {} : result.message;
  const receipt = { receipt_information: { kind: row.kind, status: result.status } };
  return { outcome: { ...message, ...common, ...receipt } as TxnOutcome, ...NOBODY };
}

const itemsOf = (message: Anything) => message['search_response'] as SearchResponseItem[];

function pending(id: string, at: string, status: 'pdng' | 'rjct'): SearchResponseItem {
  const refused = { status_reason_code: 'rjct.reference_id.invalid', status_reason_message: 'no such transaction' };
  return { reference_id: id, timestamp: at, status, ...(status === 'rjct' && refused) };
}

const firstOf = ([first = 'unknown']: readonly string[]) => first.slice(0, 99) || 'unknown';
