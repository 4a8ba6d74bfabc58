import { ServiceError, type ErrorCode } from '@interlink/contracts/errors';
import { isWitnessOverdue } from '@interlink/domain/audit/witness-rule';
import { findUnwitnessedSince } from '../audit/service.js';
import type { PaymentsContext } from './policy.js';

/** Throws `payments.log-unwitnessed`: what is sealed now could be taken out of the log without anybody knowing (S5). */
export async function refuseToSeal({ platform }: Pick<PaymentsContext, 'platform'>): Promise<void> {
  const since = await findUnwitnessedSince(platform);
  if (!isWitnessOverdue(since, platform.clock.now())) return;
  throw new ServiceError('payments.log-unwitnessed', { since: since?.toISOString() });
}

/** What keeps batches from being sealed now, for people to read. */
export async function listStops({ platform }: Pick<PaymentsContext, 'platform'>): Promise<ErrorCode[]> {
  const isUnwitnessed = isWitnessOverdue(await findUnwitnessedSince(platform), platform.clock.now());
  return isUnwitnessed ? ['payments.log-unwitnessed'] : [];
}
