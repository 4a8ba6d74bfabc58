import { sql } from 'kysely';
import { startLoop, type Loop } from '../../platform/loop.js';
import type { Life } from '../../platform/outbox/life.js';
import { openRelay, type Relay } from '../../platform/outbox/relay.js';
import type { OutboxTables } from '../../platform/tables.js';
import type { ExchangeContext } from '../context.js';
import { partnerDestination } from './deliver.js';

export interface PartnerRelays {
  /** Waits for the deliveries that are going on. */
  stop(): Promise<void>;
}

const LOOK_MS = 500;
const POLL_MS = 250;
const REST_MS = 2000;

/** A relay for each partner that has something to be told, from the moment it has; a slow one holds up no other. */
export function startPartnerRelays(context: ExchangeContext, life: Life): PartnerRelays {
  const loops = new Map<string, Loop>();
  const start = (stream: string) => {
    const relay = openRelay(context.platform, partnerDestination(context, stream.slice('dci:'.length)), life.owner);
    loops.set(
      stream,
      startLoop(POLL_MS, () => drain(context, relay, stream)),
    );
  };
  const finder = startLoop(LOOK_MS, async () => {
    if (!life.isProven()) return false;
    try {
      for (const stream of await waitingStreams(context)) if (!loops.has(stream)) start(stream);
    } catch (thrown) {
      logFailure(context, 'dci', thrown);
    }
    return false;
  });
  return {
    async stop() {
      await finder.stop();
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
}

async function drain(context: ExchangeContext, relay: Relay, stream: string): Promise<boolean> {
  try {
    return (await relay.drain()) > 0;
  } catch (thrown) {
    // Our own database is away; the rows wait.
    logFailure(context, stream, thrown);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    return false;
  }
}

function logFailure({ platform }: ExchangeContext, stream: string, thrown: unknown): void {
  const errorName = thrown instanceof Error ? thrown.name : 'unknown';
  platform.log.error('A relay failed', { stream, errorName });
}

/** Streams of partners with something to deliver, now or at its time; each is looked for, not its rows. */
export async function waitingStreams({ platform }: Pick<ExchangeContext, 'platform'>): Promise<readonly string[]> {
  const db = platform.db<OutboxTables>();
  const { rows } = await sql<{ stream: string }>`
    select stream from platform.stream_head as head where stream like 'dci:%' and (
      exists (select from platform.outbox where stream = head.stream and state = 'waiting' and not held) or
      exists (select from platform.outbox where stream = head.stream and held))`.execute(db);
  return rows.map(({ stream }) => stream);
}
