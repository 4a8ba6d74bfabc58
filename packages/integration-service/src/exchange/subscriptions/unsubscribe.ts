import type { UnsubscribeReason } from '@interlink/contracts/exchange/dci/codes';
import type { UnsubscribeResponse } from '@interlink/contracts/exchange/dci/subscription';
import type { Tx } from '../../platform/transaction.js';
import type { Asked } from '../answers/search.js';
import { endSubscription } from '../store/subscriptions.js';

/** Ends all of them, or says why one was not: codes are acknowledged and judged only here (dci.md 6.3). */
export async function unsubscribe(
  tx: Tx,
  { partner, role, at }: Asked,
  codes: readonly string[],
  common: { readonly transactionId: string; readonly correlationId: string },
): Promise<UnsubscribeResponse> {
  const outcomes: { code: string; outcome: 'ended' | 'ended-before' | 'unknown' }[] = [];
  for (const code of new Set(codes)) {
    outcomes.push({ code, outcome: await endSubscription(tx, { partner: partner.id, role, code }) });
  }
  const reason = reasonOf(outcomes.map(({ outcome }) => outcome));
  return {
    transaction_id: common.transactionId,
    correlation_id: common.correlationId,
    timestamp: at,
    status: reason === undefined ? 'succ' : 'rjct',
    ...(reason !== undefined && { status_reason_code: reason }),
    // An unknown code has no state that could be told.
    subscription_status: outcomes
      .filter(({ outcome }) => outcome !== 'unknown')
      .map(({ code }) => ({ code, status: 'unsubscribe' as const })),
  };
}

function reasonOf(outcomes: readonly string[]): UnsubscribeReason | undefined {
  if (outcomes.includes('unknown')) return 'rjct.subscription_code.invalid';
  return outcomes.every((outcome) => outcome === 'ended-before') ? 'rjct.event.already_unsubscribed' : undefined;
}
