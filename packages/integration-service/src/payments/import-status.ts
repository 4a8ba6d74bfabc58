import type { LineEvidence } from '@interlink/domain/payments/line-state';
import { toDecimal } from '@interlink/domain/payments/money';
import { OutgoingError } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import type { PaymentsContext } from './policy.js';
import { readPain002, type ReportedLine, type StatusReport } from './readers/pain-002.js';
import { keepReceived } from './received.js';
import { addEvidence, addFact, getBatch, refold, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

/** A GET of the bank; undefined when it has nothing or does not answer. */
export async function fetchText(
  { bank }: PaymentsContext,
  operation: string,
  path: string,
  actor: Actor,
  subjectId: string,
) {
  try {
    const answer = await bank.outgoing.request({ operation, method: 'GET', path, cause: { actor, subjectId } });
    return answer.status === 200 ? answer.bytes.toString('utf8') : undefined;
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    return undefined;
  }
}

/** Asks the bank how the message stands and keeps its word as evidence of rank 2. */
export async function importStatus(context: PaymentsContext, { row }: LoadedBatch, actor: Actor): Promise<void> {
  const path = `/payments/${row.messageId}/pain002`;
  const text = await fetchText(context, 'payment-status', path, actor, row.id);
  if (text === undefined) return;
  const report = readPain002(text);
  await context.platform.inTransaction(actor, async (tx) => {
    const batch = await getBatch(tx, row.id, { lock: true });
    const receivedId = await keepReceived(context, tx, 'pain.002', text, row.id);
    if (receivedId === undefined) return;
    if (report.originalMessageId !== row.messageId) return keepSuspense(tx, receivedId, report.id, 'unknown-message');
    if (differsFromSeal(report, batch)) await addFact(tx, row.id, 'exception');
    else await keepReport(tx, batch, report, receivedId);
    await refold(tx, row.id);
  });
}

/** Kept aside for people: it may be forged or somebody else's. */
export async function keepSuspense(tx: Tx, receivedId: string, key: string, why: string): Promise<void> {
  const values = { receivedId, key, why, at: tx.now };
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.suspense')
    .values(values)
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Totals that are not those that were sealed may mean that the file was changed on its way. */
function differsFromSeal({ originalCount, originalSum }: StatusReport, { row }: LoadedBatch): boolean {
  if (originalCount !== undefined && originalCount !== row.count) return true;
  const sum = toDecimal({ minor: row.totalMinor, currency: row.currency });
  return originalSum !== undefined && Number(originalSum) !== Number(sum);
}

async function keepReport(tx: Tx, batch: LoadedBatch, report: StatusReport, receivedId: string): Promise<void> {
  await addFact(tx, batch.row.id, 'acknowledged');
  const named = new Set<string>();
  for (const [place, reported] of report.lines.entries()) {
    const instrId = findLine(batch, reported);
    if (instrId === undefined) {
      await keepSuspense(tx, receivedId, `${report.id}#${place}`, 'unknown-line');
      continue;
    }
    named.add(instrId);
    await addEvidence(tx, batch.row.id, instrId, toEvidence(report, reported.status, reported.reason), receivedId);
  }
  const { groupStatus, groupReason } = report;
  if (groupStatus === undefined || groupStatus === 'PART') return;
  for (const { row } of batch.lines.filter((line) => !named.has(line.row.instrId))) {
    await addEvidence(tx, batch.row.id, row.instrId, toEvidence(report, groupStatus, groupReason), receivedId);
  }
}

function toEvidence({ id, createdAt: at }: StatusReport, status: string, reason: string | undefined): LineEvidence {
  const said = { rank: 2, kind: 'status', status, ...(reason !== undefined && { reason }) } as const;
  return { key: `pain.002:${id}:${status}`, at, said };
}

/** In the order of A1.4: UETR, then EndToEndId, then InstrId. */
function findLine({ lines }: LoadedBatch, { uetr, endToEndId, instrId }: ReportedLine): string | undefined {
  const found =
    (uetr && lines.find(({ row }) => row.uetr === uetr)) ||
    (endToEndId && lines.find(({ row }) => row.endToEndId === endToEndId)) ||
    (instrId && lines.find(({ row }) => row.instrId === instrId));
  return found ? found.row.instrId : undefined;
}
