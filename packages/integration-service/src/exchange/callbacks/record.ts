import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { ExchangeEntry } from '../../interconnection/service.js';
import type { Tx } from '../../platform/transaction.js';
import type { Told } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import type { Incoming } from '../server/incoming.js';
import type { TransactionRow } from '../store/transactions.js';

export interface ToldOf {
  readonly row: Pick<TransactionRow, 'messageId' | 'role' | 'transactionId'> & { readonly kind: string };
  readonly told: readonly Told[];
  readonly result: string;
  /** When we began: with the request, or with a notice that was due. */
  readonly since: Date;
  /** The message that asked, where it is at hand; else what is told is ours alone. */
  readonly heard?: Pick<Incoming, 'bytes' | 'signature'>;
}

/** One line a permit that was used, or one that says that nobody's data passed. */
export async function recordTold(
  tx: Tx,
  { inbound }: Pick<ExchangeContext, 'inbound'>,
  partner: InboundPartner,
  { row, told, result, since, heard }: ToldOf,
): Promise<void> {
  const entryOf = ({ permit, subjects, records, isRepeat }: Partial<Told>): ExchangeEntry => ({
    partner: partner.id,
    operation: `${row.role}-${row.kind}`,
    result,
    // Of notices nobody asks: we tell.
    direction: row.kind === 'notify' ? 'out' : 'in',
    messageId: row.messageId,
    transactionId: row.transactionId,
    since,
    bytes: heard?.bytes.length ?? 0,
    signature: heard?.signature ?? 'ours',
    agreement: permit,
    subjects: subjects ?? [],
    records: records ?? 0,
    isRepeat,
  });
  if (told.length === 0) await inbound.record(tx, entryOf({}));
  for (const one of told) await inbound.record(tx, entryOf(one));
}
