import type { UnsubscribeReason } from '@interlink/contracts/exchange/dci/codes';
import { UnsubscribeRequest, type UnsubscribeResponse } from '@interlink/contracts/exchange/dci/subscription';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import type { Tx } from '../../platform/transaction.js';
import { firstFault } from '../answers/first-fault.js';
import type { Asked } from '../answers/search.js';
import { endSubscription, type Ended } from '../store/subscriptions.js';

interface Common {
  readonly transactionId: string;
  readonly correlationId: string;
}

/**
 * Ends all of them, or says why one was not: the message was acknowledged, so that whatever is wrong with it is told
 * only here (dci.md 6.3). A message that is not of its form ends nothing.
 */
export async function unsubscribe(
  tx: Tx,
  { partner, role, at }: Asked,
  message: Anything,
  common: Common,
): Promise<UnsubscribeResponse> {
  const fault = formReason(message);
  if (fault !== undefined) return answered(common, at, { reason: fault, ended: [] });
  const outcomes: { code: string; outcome: Ended }[] = [];
  for (const code of (message as UnsubscribeRequest).subscription_codes) {
    outcomes.push({ code, outcome: await endSubscription(tx, { partner: partner.id, role, code }) });
  }
  const reason = reasonOf(outcomes.map(({ outcome }) => outcome));
  // An unknown code has no state that could be told, and one of another role was not asked for here.
  const told = outcomes.filter(({ outcome }) => outcome === 'ended' || outcome === 'ended-before');
  return answered(common, at, { reason, ended: told.map(({ code }) => code) });
}

/** Of messages alone; undefined when nothing is wrong with this one. */
function formReason(message: Anything): UnsubscribeReason | undefined {
  const fault = firstFault(UnsubscribeRequest, message);
  if (fault?.startsWith('/timestamp')) return 'rjct.timestamp.invalid';
  if (fault !== undefined) return 'rjct.reference_id.invalid';
  const { subscription_codes: codes } = message as UnsubscribeRequest;
  return new Set(codes).size < codes.length ? 'rjct.reference_id.duplicate' : undefined;
}

function answered(
  { transactionId, correlationId }: Common,
  at: string,
  { reason, ended }: { readonly reason: UnsubscribeReason | undefined; readonly ended: readonly string[] },
): UnsubscribeResponse {
  return {
    transaction_id: transactionId,
    correlation_id: correlationId,
    timestamp: at,
    status: reason === undefined ? 'succ' : 'rjct',
    ...(reason !== undefined && { status_reason_code: reason }),
    subscription_status: ended.map((code) => ({ code, status: 'unsubscribe' as const })),
  };
}

function reasonOf(outcomes: readonly Ended[]): UnsubscribeReason | undefined {
  if (outcomes.includes('unknown')) return 'rjct.subscription_code.invalid';
  if (outcomes.includes('other-role')) return 'rjct.requester.invalid';
  return outcomes.every((outcome) => outcome === 'ended-before') ? 'rjct.event.already_unsubscribed' : undefined;
}
