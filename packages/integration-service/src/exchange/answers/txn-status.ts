import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { TxnOutcome, TxnStatusQuestion, TxnType } from '@interlink/contracts/exchange/dci/txn-status';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import type { ExchangeContext } from '../context.js';
import { findForStatus, openResult, type TransactionRow } from '../store/transactions.js';
import type { TransactionKind } from '../tables.js';

const kinds: Readonly<Record<TxnType, TransactionKind | undefined>> = {
  search: 'search',
  subscribe: 'subscribe',
  unsubscribe: 'unsubscribe',
  // Whatever was received, of whichever kind.
  receipt: undefined,
};

export interface StatusAsked {
  readonly partner: string;
  readonly role: DciRole;
  readonly transactionId: string;
  readonly question: TxnStatusQuestion;
  readonly at: string;
  readonly correlationId: string;
}

/** What came of a partner's own transactions. One that is unknown is answered too, as items that are rejected. */
export async function answerTxnStatus({ platform }: ExchangeContext, asked: StatusAsked) {
  const { question, partner, role } = asked;
  const given = question.attribute_value;
  const values = typeof given === 'string' ? given.split(',').map((value) => value.trim()) : given;
  const rows = await findForStatus(platform, {
    ...{ partner, role, values },
    kind: kinds[question.txn_type],
    attribute: question.attribute_type,
  });
  const outcome = await outcomeOf(platform, rows, values, asked);
  return {
    transaction_id: asked.transactionId,
    correlation_id: asked.correlationId,
    txnstatus_response: { txn_type: question.txn_type, txn_status: outcome },
  };
}

async function outcomeOf(
  platform: ExchangeContext['platform'],
  rows: readonly TransactionRow[],
  values: readonly string[],
  { question, at, role, correlationId }: StatusAsked,
): Promise<TxnOutcome> {
  const [row] = rows;
  const wanted = question.attribute_type === 'reference_id_list' ? values : undefined;
  if (!row) {
    const ids = wanted ?? [question.reference_id];
    const items = ids.map((id) => pending(id, at, 'rjct'));
    return { transaction_id: firstOf(values), correlation_id: correlationId, search_response: items };
  }
  const common = { transaction_id: row.transactionId, correlation_id: row.correlationId };
  const result = row.state === 'waiting' || row.state === 'withheld' ? undefined : await openResult(platform, row);
  if (row.kind === 'search' || !result) {
    const items = result ? itemsOf(result.message) : row.referenceIds.map((id) => pending(id, at, 'pdng'));
    const shown = wanted ? items.filter(({ reference_id: id }) => wanted.includes(id)) : items;
    return { ...common, search_response: shown };
  }
  const message = result.message as TxnOutcome & Anything;
  if (role !== 'sr' && role !== 'ibr' && question.txn_type !== 'receipt') return message;
  // The published text of these two has a receipt for whatever is no search.
  return { ...message, ...common, receipt_information: { kind: row.kind, status: result.status } } as TxnOutcome;
}

type Item = { readonly reference_id: string; readonly timestamp: string; readonly status: 'pdng' | 'rjct' };

const itemsOf = (message: Anything) => message['search_response'] as Item[];

function pending(id: string, at: string, status: 'pdng' | 'rjct'): Item {
  const refused = { status_reason_code: 'rjct.reference_id.invalid', status_reason_message: 'no such transaction' };
  return { reference_id: id, timestamp: at, status, ...(status === 'rjct' && refused) };
}

const firstOf = ([first = 'unknown']: readonly string[]) => first.slice(0, 99) || 'unknown';
