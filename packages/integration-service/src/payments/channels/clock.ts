import { MAX_PARTNER_SKEW_MS } from '@interlink/domain/interconnection/clock-skew';
import type { Partner } from '../../interconnection/service.js';
import type { Cause, ChannelClock } from './channel.js';

/** An answer is believed for so long: two clocks do not drift apart by half a minute in an hour. */
const SKEW_KEPT_MS = 3_600_000;

/** The `Date` of the partner's answers, whatever they were about; a status that nobody has is an answer too. */
export function channelClock(
  { outgoing }: Partner,
  askStatus: (messageId: string, cause: Cause) => Promise<unknown>,
): ChannelClock {
  const lastSkewMs = () => outgoing.skew()?.skewMs;
  return {
    lastSkewMs,
    async skewMs(messageId, cause) {
      const seen = outgoing.skew();
      const isGood = seen && Math.abs(seen.skewMs) <= MAX_PARTNER_SKEW_MS && Date.now() - seen.seenAt < SKEW_KEPT_MS;
      if (!isGood) await askStatus(messageId, cause);
      return lastSkewMs();
    },
  };
}
