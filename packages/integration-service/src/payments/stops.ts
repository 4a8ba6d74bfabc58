import { ServiceError, type ErrorCode } from '@interlink/contracts/errors';
import { isWitnessOverdue } from '@interlink/domain/audit/witness-rule';
import { MAX_PARTNER_SKEW_MS } from '@interlink/domain/interconnection/clock-skew';
import { messageIdOf } from '@interlink/domain/payments/ids';
import { findUnwitnessedSince } from '../audit/service.js';
import type { Actor } from '../platform/actor.js';
import { databaseSkewMs, MAX_DATABASE_SKEW_MS } from '../platform/database-clock.js';
import { channelOf } from './channels/open.js';
import { idHmac } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import type { BatchRow } from './tables.js';

type Stopping = Pick<PaymentsContext, 'channels' | 'platform'>;

/**
 * Throws `payments.log-unwitnessed`: what is sealed now could be taken out of the log without anybody knowing (S5).
 * Throws what `refuseToSend` throws.
 */
export async function refuseToSeal(context: Stopping, row: BatchRow, actor: Actor): Promise<void> {
  const { platform } = context;
  const since = await findUnwitnessedSince(platform);
  if (isWitnessOverdue(since, platform.clock.now())) {
    throw new ServiceError('payments.log-unwitnessed', { since: since?.toISOString() });
  }
  await refuseToSend(context, row, actor);
}

/**
 * Throws `payments.clock-differs`, with whose clock it is: days of execution and times of evidence would be wrong
 * (S14). A bank that does not answer tells no time; its silence is for the channel to deal with.
 */
export async function refuseToSend(context: Stopping, row: BatchRow, actor: Actor): Promise<void> {
  const { platform } = context;
  if (Math.abs(await databaseSkewMs(platform)) > MAX_DATABASE_SKEW_MS) throw clockDiffers('database');
  const messageId = messageIdOf(idHmac(platform.vault), row.id, 1);
  const skew = await channelOf(context, row.channel).clock?.skewMs(messageId, { actor, subjectId: row.id });
  if (isOff(skew)) throw clockDiffers('bank', skew);
}

/** For the ready check: throws `payments.clock-differs` when the last answer of a channel said so. Asks nobody. */
export function refuseWrongBankClock({ channels }: Pick<PaymentsContext, 'channels'>): void {
  for (const { clock } of channels.values()) {
    const skew = clock?.lastSkewMs();
    if (isOff(skew)) throw clockDiffers('bank', skew);
  }
}

/** What keeps batches from being sealed now, for people to read. */
export async function listStops({ platform, channels }: Stopping): Promise<ErrorCode[]> {
  const isUnwitnessed = isWitnessOverdue(await findUnwitnessedSince(platform), platform.clock.now());
  const isDatabaseOff = Math.abs(await databaseSkewMs(platform)) > MAX_DATABASE_SKEW_MS;
  const isClockOff = isDatabaseOff || [...channels.values()].some(({ clock }) => isOff(clock?.lastSkewMs()));
  return [
    ...(isUnwitnessed ? (['payments.log-unwitnessed'] as const) : []),
    ...(isClockOff ? (['payments.clock-differs'] as const) : []),
  ];
}

const isOff = (skewMs: number | undefined) => skewMs !== undefined && Math.abs(skewMs) > MAX_PARTNER_SKEW_MS;

const clockDiffers = (whose: 'bank' | 'database', skewMs?: number) =>
  new ServiceError('payments.clock-differs', {
    reason: `${whose}-clock`,
    ...(skewMs !== undefined && { seconds: Math.round(skewMs / 1000) }),
  });
