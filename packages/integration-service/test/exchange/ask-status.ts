import type { DciOperation } from '@interlink/contracts/exchange/dci/role';
import { send, type ExchangeKit, type Joined } from './exchange-kit.js';

/** Asks, as the partner, what became of transactions. */
export const statusAsker =
  (who: () => readonly [ExchangeKit, Joined]) =>
  (
    attribute_type: string,
    attribute_value: unknown,
    operation: DciOperation = 'sync-txn-status',
    txn_type = 'search',
  ) =>
    send(...who(), operation, {
      message: {
        transaction_id: 't-status',
        txnstatus_request: { reference_id: 'r-9', txn_type, attribute_type, attribute_value },
      },
    });
