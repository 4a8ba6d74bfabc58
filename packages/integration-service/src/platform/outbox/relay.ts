import { systemActor } from '../actor.js';
import type { Platform } from '../platform.js';
import type { OutboxTables } from '../tables.js';
import { inSpan } from '../tracing.js';
import type { DeliveryOutcome, Destination } from './destination.js';
import { claimLease, ensureLeaseRow, releaseLease, type Lease } from './lease.js';
import { findDue, isAnyDue, letGo, toMessage, type OutboxRow } from './rows.js';
import { report, settle, type Delivery } from './settle.js';

/** Delivers one stream; any number of relays may run, one of them works at a time. */
export interface Relay {
  /** Delivers what is due and says how many rows left. Throws only when our own database fails. */
  drain(limit?: number): Promise<number>;
}

const LEASE_MS = 30_000;
/**
 * A round is settled in one transaction. It ends with its time, so that a slow destination settles each message and a
 * quick one many: what a kill repeats is never more than a round, and the receiver knows the ids.
 */
const ROUND_ROWS = 100;
const ROUND_MS = 200;

export function openRelay(platform: Platform, destination: Destination, owner: string): Relay {
  const { stream } = destination;
  const self = () => systemActor(platform.ids.next());
  let prepared = false;
  return {
    async drain(limit = 100) {
      if (!prepared) await platform.inTransaction(self(), (tx) => ensureLeaseRow(tx, stream));
      prepared = true;
      if (!(await isAnyDue(platform.db<OutboxTables>(), destination, platform.clock.now()))) return 0;
      const lease = await platform.inTransaction(self(), async (tx) => {
        const claimed = await claimLease(tx, stream, owner, LEASE_MS);
        if (claimed) await letGo(tx, stream);
        return claimed;
      });
      if (!lease) return 0;
      platform.failpoint('relay.after-claim');
      const left = await deliverDue(platform, destination, lease, limit);
      await platform.inTransaction(self(), (tx) => releaseLease(tx, lease));
      return left;
    },
  };
}

async function deliverDue(platform: Platform, destination: Destination, lease: Lease, limit: number): Promise<number> {
  const until = platform.clock.now().getTime() + LEASE_MS / 2;
  const find = (most: number) => findDue(platform.db<OutboxTables>(), destination, most);
  let left = 0;
  // Looked for again after the claim: only the holder's reading counts.
  let rows: readonly OutboxRow[] = [];
  while (left < limit && platform.clock.now().getTime() < until) {
    if (rows.length === 0) rows = await find(Math.min(limit - left, ROUND_ROWS));
    if (rows.length === 0) break;
    const round = await deliverRound(platform, destination, rows);
    const last = round.at(-1);
    if (!last) break;
    const actor = systemActor(last.row.correlationId, last.row.onBehalfOf);
    const settled = await platform.inSharedTransaction(actor, (tx) => settle(platform, tx, lease, round));
    if (settled === 'stale') break;
    report(platform, settled);
    left += settled.filter(({ outcome }) => outcome.outcome !== 'unreachable').length;
    if (last.outcome.outcome === 'unreachable') break;
    // What is not delivered may change those behind it; after what is, they stand as they were found.
    rows = last.outcome.outcome === 'delivered' ? rows.slice(round.length) : [];
  }
  return left;
}

/** Ends early at what is not delivered: what that means for those behind it is settled first. */
async function deliverRound(
  platform: Platform,
  destination: Destination,
  rows: readonly OutboxRow[],
): Promise<Delivery[]> {
  const round: Delivery[] = [];
  const until = performance.now() + ROUND_MS;
  for (const row of rows) {
    const outcome = await deliver(platform, destination, row);
    round.push({ row, outcome });
    if (outcome.outcome !== 'delivered' || performance.now() > until) break;
  }
  return round;
}

async function deliver(platform: Platform, destination: Destination, row: OutboxRow): Promise<DeliveryOutcome> {
  const { stream, kind, correlationId } = row;
  platform.failpoint('relay.before-delivery');
  try {
    const message = await toMessage(platform, platform.vault, row);
    const outcome = await inSpan('outbox.deliver', { stream, kind, correlationId }, () => destination.deliver(message));
    platform.failpoint('relay.after-delivery');
    return outcome;
  } catch (thrown) {
    const errorName = thrown instanceof Error ? thrown.name : 'unknown';
    platform.log.error('A delivery threw', { stream, kind, correlationId, errorName });
    return { outcome: 'refused', reason: 'delivery-threw' };
  }
}
