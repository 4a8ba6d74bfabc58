import { systemActor } from '../actor.js';
import type { Platform } from '../platform.js';
import type { Tx } from '../transaction.js';
import type { DeliveryOutcome, Split } from './destination.js';
import { closeCircuit, holdLease, pauseStream, type Lease } from './lease.js';
import { markDelivered, markRefused, postpone, type OutboxRow } from './rows.js';
import { SMS_STREAM } from './sms.js';
import { publishReceipt } from './sms-receipt.js';

/** A row and what its destination made of it. */
export interface Delivery {
  readonly row: OutboxRow;
  readonly outcome: DeliveryOutcome;
}

export interface Settled extends Delivery {
  readonly parked: boolean;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const pauseMs = (failures: number) => Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);

/**
 * Writes what became of a round: some delivered, then at most one that was not. The fence is checked in the transaction
 * that writes: a relay that slept too long changes nothing.
 */
export async function settle(
  { publish }: Platform,
  tx: Tx,
  lease: Lease,
  round: readonly Delivery[],
): Promise<readonly Settled[] | 'stale'> {
  const held = await holdLease(tx, lease);
  if (!held) return 'stale';
  const isAnswered = round.some(({ outcome }) => outcome.outcome !== 'unreachable');
  if (isAnswered) await closeCircuit(tx, lease.stream, held);
  const delivered = round.filter(({ outcome }) => outcome.outcome === 'delivered').map(({ row }) => row);
  if (delivered.length > 0) await settleDelivered(tx, lease.stream, delivered);
  const last = round.at(-1);
  if (last?.outcome.outcome === 'unreachable') await pauseStream(tx, lease.stream, pauseMs);
  if (last?.outcome.outcome === 'postponed') await postpone(tx, last.row, last.outcome);
  if (last?.outcome.outcome === 'split') await settleSplit(tx, last.row, last.outcome);
  const parked = last?.outcome.outcome === 'refused' && (await markRefused(tx, last.row, last.outcome.reason));
  if (last && parked) {
    tx.audit(entryOf(last.row, 'platform.parked'));
    if (lease.stream === SMS_STREAM) publishReceipt(publish, tx, last.row, 'failed');
  }
  return round.map((delivery) => ({ ...delivery, parked: parked && delivery === last }));
}

async function settleDelivered(tx: Tx, stream: string, rows: readonly OutboxRow[]): Promise<void> {
  const seqs = rows.map(({ seq }) => seq);
  await markDelivered(tx, stream, seqs);
  if (!stream.startsWith('events:')) for (const row of rows) tx.audit(entryOf(row, 'platform.delivered'));
}

/** What goes in its place is there with the commit by which it goes no more: a kill neither loses nor doubles it. */
async function settleSplit(tx: Tx, row: OutboxRow, { bodies }: Split): Promise<void> {
  const { stream, kind, seq } = row;
  for (const body of bodies) tx.send({ stream, kind, body });
  await markDelivered(tx, stream, [seq]);
  tx.audit(entryOf(row, 'platform.split'));
}

const entryOf = (row: OutboxRow, action: string) => ({
  stream: `outbox:${row.stream}`,
  action,
  subject: row.id,
  actor: systemActor(row.correlationId, row.onBehalfOf),
});

/** Metrics and log of a round that was written. */
export function report({ metrics, log, clock }: Platform, settled: readonly Settled[]): void {
  for (const { row, outcome, parked } of settled) {
    const { stream, kind, seq, correlationId } = row;
    metrics
      .counter('outbox_total', 'Tries to deliver', ['stream', 'outcome'])
      .inc({ stream, outcome: outcome.outcome });
    if (parked) log.error('A message is parked', { stream, kind, seq, correlationId });
    if (outcome.outcome !== 'delivered') continue;
    const seconds = (clock.now().getTime() - row.createdAt.getTime()) / 1000;
    metrics.histogram('outbox_lag_seconds', 'From commit to delivery', ['stream']).observe({ stream }, seconds);
  }
}
