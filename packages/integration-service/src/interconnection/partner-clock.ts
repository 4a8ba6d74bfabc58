import { leastSkewMs } from '@interlink/domain/interconnection/clock-skew';

/** How far a partner's clock is from ours, as its last dated answer proves. */
export interface PartnerSkew {
  /** Milliseconds, at least so many; positive when ours is ahead. */
  readonly skewMs: number;
  /** By our clock, milliseconds since 1970. */
  readonly seenAt: number;
}

interface PartnerClock {
  /** Keeps what the answer's `Date` says; an answer without one changes nothing. */
  observe(sentAt: number, headers: Readonly<Record<string, string>>): void;
  /** Undefined until there was a dated answer. */
  seen(): PartnerSkew | undefined;
}

/** `wall` is the machine's own clock, never one that can be moved: it is what is measured (S14). */
export function partnerClock(wall: () => number): PartnerClock {
  let last: PartnerSkew | undefined;
  return {
    observe(sentAt, headers) {
      const date = Date.parse(headers['date'] ?? '');
      const receivedAt = wall();
      if (!Number.isNaN(date))
        last = { skewMs: leastSkewMs({ sentAt, receivedAt, date, precisionMs: 1000 }), seenAt: receivedAt };
    },
    seen: () => last,
  };
}
