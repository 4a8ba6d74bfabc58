import type { ExchangeContext } from '../context.js';
import { toFault } from './fault.js';
import type { Incoming } from './incoming.js';

/** What no agreement allows is on the operators' page of exchanges, with the reason, beside the audit. */
export async function orNoted<Done>(
  { platform, inbound }: Pick<ExchangeContext, 'inbound' | 'platform'>,
  { partner, role, operation, messageId, transactionId, bytes, signature }: Incoming,
  since: Date,
  work: () => Promise<Done>,
): Promise<Done> {
  try {
    return await work();
  } catch (thrown) {
    const { fault, why } = toFault(thrown);
    if (fault.code !== 'err.request.forbidden') throw thrown;
    await platform.inTransaction(partner.actor, (tx) =>
      inbound.record(tx, {
        ...{ partner: partner.id, direction: 'in', operation: `${role}-${operation}`, result: 'refused', refusal: why },
        ...{ messageId, transactionId, subjects: [], records: 0, since, bytes: bytes.length, signature },
      }),
    );
    throw thrown;
  }
}
