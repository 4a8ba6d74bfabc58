import { systemActor } from '../actor.js';
import type { Platform } from '../platform.js';
import type { OutboxTables } from '../tables.js';
import { inSpan } from '../tracing.js';
import type { Tx } from '../transaction.js';
import type { DeliveryOutcome, Destination } from './destination.js';
import {
  claimLease,
  closeCircuit,
  ensureLeaseRow,
  holdsLease,
  pauseStream,
  releaseLease,
  type Lease,
} from './lease.js';
import { SMS_STREAM } from './sms.js';
import { publishReceipt } from './sms-receipt.js';
import { findDue, markDelivered, markRefused, toMessage, type OutboxRow } from './rows.js';

/** Delivers one stream; any number of relays may run, one of them works at a time. */
export interface Relay {
  /** Delivers what is due and says how many rows left. Throws only when our own database fails. */
  drain(limit?: number): Promise<number>;
}

const LEASE_MS = 30_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const pauseMs = (failures: number) => Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);

export function openRelay(platform: Platform, destination: Destination, owner: string): Relay {
  const { stream } = destination;
  const self = () => systemActor(platform.ids.next());
  let prepared = false;
  return {
    async drain(limit = 100) {
      if (!prepared) await platform.inTransaction(self(), (tx) => ensureLeaseRow(tx, stream));
      prepared = true;
      const due = await findDue(platform.db<OutboxTables>(), destination, platform.clock.now());
      if (!due) return 0;
      const lease = await platform.inTransaction(self(), (tx) => claimLease(tx, stream, owner, LEASE_MS));
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
  let left = 0;
  // Looked for again after the claim: only the holder's reading counts.
  while (left < limit && platform.clock.now().getTime() < until) {
    const row = await findDue(platform.db<OutboxTables>(), destination, platform.clock.now());
    if (!row) break;
    const outcome = await deliver(platform, destination, row);
    const actor = systemActor(row.correlationId, row.onBehalfOf);
    const settled = await platform.inTransaction(actor, (tx) => settle(platform, tx, lease, row, outcome));
    report(platform, row, outcome, settled);
    if (settled === 'stale' || outcome.outcome === 'unreachable') break;
    left += 1;
  }
  return left;
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

type Settled = 'written' | 'parked' | 'stale';

/** The fence is checked in the transaction that writes: a relay that slept too long changes nothing. */
async function settle(
  { publish }: Platform,
  tx: Tx,
  lease: Lease,
  row: OutboxRow,
  outcome: DeliveryOutcome,
): Promise<Settled> {
  if (!(await holdsLease(tx, lease))) return 'stale';
  if (outcome.outcome === 'unreachable') {
    await pauseStream(tx, lease.stream, pauseMs);
    return 'written';
  }
  await closeCircuit(tx, lease.stream);
  if (outcome.outcome === 'refused') {
    const parked = await markRefused(tx, row, outcome.reason);
    if (parked) tx.audit({ stream: `outbox:${row.stream}`, action: 'platform.parked', subject: row.id });
    if (parked && row.stream === SMS_STREAM) publishReceipt(publish, tx, row, 'failed');
    return parked ? 'parked' : 'written';
  }
  await markDelivered(tx, row);
  if (!row.stream.startsWith('events:')) {
    tx.audit({ stream: `outbox:${row.stream}`, action: 'platform.delivered', subject: row.id });
  }
  return 'written';
}

function report(platform: Platform, row: OutboxRow, { outcome }: DeliveryOutcome, settled: Settled): void {
  const { stream, kind, seq, correlationId } = row;
  platform.metrics.counter('outbox_total', 'Tries to deliver', ['stream', 'outcome']).inc({ stream, outcome });
  if (settled === 'parked') platform.log.error('A message is parked', { stream, kind, seq, correlationId });
  if (outcome !== 'delivered') return;
  const seconds = (platform.clock.now().getTime() - row.createdAt.getTime()) / 1000;
  platform.metrics.histogram('outbox_lag_seconds', 'From commit to delivery', ['stream']).observe({ stream }, seconds);
}
