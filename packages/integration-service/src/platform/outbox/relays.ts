import { startLoop, type Loop } from '../loop.js';
import type { Platform } from '../platform.js';
import type { Destination } from './destination.js';
import type { Life } from './life.js';
import { openRelay } from './relay.js';

export interface Relays {
  /** Waits for the deliveries that are going on. */
  stop(): Promise<void>;
}

const POLL_MS = 250;
const AFTER_FAILURE_MS = 2000;

/** One relay a stream; a stream that is slow or paused holds up no other. */
export function startRelays(platform: Platform, life: Life, destinations: readonly Destination[]): Relays {
  const loops = destinations.map((destination): Loop => {
    const relay = openRelay(platform, destination, life.owner);
    let restUntil = 0;
    return startLoop(POLL_MS, async () => {
      if (platform.clock.now().getTime() < restUntil) return false;
      if (!life.isProven()) return false;
      try {
        return (await relay.drain()) > 0;
      } catch (thrown) {
        // Our own database is away; the rows wait.
        const errorName = thrown instanceof Error ? thrown.name : 'unknown';
        platform.log.error('A relay failed', { stream: destination.stream, errorName });
        restUntil = platform.clock.now().getTime() + AFTER_FAILURE_MS;
        return false;
      }
    });
  });
  return { stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))) };
}
