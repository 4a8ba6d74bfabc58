import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { Tx } from '../../platform/transaction.js';
import type { Told } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import type { TransactionRow } from '../store/transactions.js';

export interface ToldOf {
  readonly row: Pick<TransactionRow, 'messageId' | 'role' | 'transactionId'> & { readonly kind: string };
  readonly told: readonly Told[];
  readonly result: string;
}

/** One line a permit that was used, or one that says that nobody's data passed. */
export async function recordTold(
  tx: Tx,
  { inbound }: Pick<ExchangeContext, 'inbound'>,
  partner: InboundPartner,
  { row, told, result }: ToldOf,
): Promise<void> {
  const entry = {
    ...({ partner: partner.id, direction: 'in', operation: `${row.role}-${row.kind}`, result } as const),
    ...({
      messageId: row.messageId,
      transactionId: row.transactionId,
      tookMs: 0,
      bytes: 0,
      signature: 'ours',
    } as const),
  };
  if (told.length === 0) await inbound.record(tx, { ...entry, subjects: [], records: 0 });
  for (const { permit, subjects, records } of told) {
    await inbound.record(tx, { ...entry, subjects, records, agreement: permit });
  }
}
