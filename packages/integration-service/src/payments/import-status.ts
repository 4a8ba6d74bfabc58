import type { LineEvidence } from '@interlink/domain/payments/line-state';
import { isIdOrCut, repeatedIds, type OwnIds } from '@interlink/domain/payments/match-ids';
import { fromDecimal } from '@interlink/domain/payments/money';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { readMessage } from './bank-answers.js';
import type { ReadReport } from './channels/channel.js';
import { channelOf } from './channels/open.js';
import { listFiles, type KeptFile } from './files.js';
import { formatOf } from './formats.js';
import type { LineRow } from './line-table.js';
import { pagesOfRows } from './lines.js';
import type { PaymentsContext } from './policy.js';
import { readCsvStatus } from './readers/csv-status.js';
import { readPain002, type ReportedLine, type StatusReport } from './readers/pain-002.js';
import { UnreadableMessage } from './readers/xml.js';
import { keepReceived } from './received.js';
import { refold } from './refold.js';
import { isRestated } from './restated.js';
import { addEvidence, addFact, addHold, getBatch, type LoadedBatch } from './store.js';
import { keepSuspense } from './suspense.js';

/** Asks the bank how each file of the batch stands and keeps its word as evidence of rank 2. */
export async function importStatus(context: PaymentsContext, { row }: LoadedBatch, actor: Actor): Promise<void> {
  for (const file of await listFiles(context.platform, row.id)) {
    const reports = await channelOf(context, row.channel).reports(file.messageId, { actor, subjectId: row.id });
    for (const text of reports) await keepStatus(context, file, text, actor);
  }
}

/** In the transaction of a report's effect: false when it has no effect any more. */
type Admit = (tx: Tx) => Promise<boolean>;

/** One report about one of our files; kept once, however often it comes, and not at all when it cannot be read. */
export async function keepStatus(
  context: PaymentsContext,
  file: KeptFile,
  text: string,
  actor: Actor,
  admit: Admit = () => Promise.resolve(true),
): Promise<void> {
  const { row } = await getBatch(context.platform, file.batchId);
  const read = readMessage(context, 'payment-status', () => readReport(context, row, text));
  if (!read) return;
  const { kind, report } = read;
  context.platform.failpoint('payments.before-status');
  await context.platform.inTransaction(actor, async (tx) => {
    if (!(await admit(tx))) return;
    const batch = await getBatch(tx, file.batchId, { lock: true });
    const source = context.channels.get(row.channel)?.from;
    const again = (earlier: string) => readReport(context, row, earlier);
    if (source !== undefined && (await isRestated(context, tx, batch, { kind, report, read: again }))) return;
    const receivedId = await keepReceived(context, tx, kind, text, file.batchId, source);
    if (receivedId === undefined) return;
    if (!isIdOrCut(report.originalMessageId, file.messageId)) {
      return keepSuspense(tx, { receivedId, key: report.id, why: 'unknown-message', batchId: file.batchId });
    }
    if (differsFromSeal(report, file, batch.row.currency)) {
      await addHold(tx, context.platform.ids.next, batch, 'status-totals-differ', { messageId: file.messageId });
      await refold(tx, context.refold, file.batchId);
    } else {
      await refold(tx, context.refold, file.batchId, await keepReport(tx, batch, file, report, receivedId));
    }
  });
  context.platform.failpoint('payments.after-status');
}

/** A message of ISO 20022 begins with a mark that no status file in columns begins with. */
function readReport(context: PaymentsContext, { channel, currency }: LoadedBatch['row'], text: string): ReadReport {
  if (/^\uFEFF?\s*</.test(text)) return { kind: 'pain.002', report: readPain002(text) };
  const own = context.channels.get(channel)?.readReport;
  if (own) return own(text, currency);
  const status = formatOf(context, channel).definition?.status;
  if (!status) throw new UnreadableMessage('no status of a format of ours');
  return { kind: 'csv-status', report: readCsvStatus(status, text) };
}

/** Totals that are not those that were sealed may mean that the file was changed on its way. */
function differsFromSeal(
  { originalCount, originalSum }: StatusReport,
  { count, totalMinor }: KeptFile,
  currency: string,
): boolean {
  if (originalCount !== undefined && originalCount !== count) return true;
  return originalSum !== undefined && fromDecimal(originalSum, currency)?.minor !== totalMinor;
}

/** Gives the lines that something was said about. */
async function keepReport(
  tx: Tx,
  { row: batch }: LoadedBatch,
  { part }: KeptFile,
  report: StatusReport,
  receivedId: string,
): Promise<readonly string[]> {
  await addFact(tx, batch.id, 'acknowledged', part);
  const named = new Map<string, ReportedLine>();
  const wanted = lookUp(report.lines);
  const { groupStatus, groupReason } = report;
  const forAll = groupStatus === undefined || groupStatus === 'PART' ? undefined : groupStatus;
  for await (const rows of pagesOfRows(tx, batch.id, { part })) {
    for (const row of rows.filter(({ removedAt }) => removedAt === null)) {
      const reported = wanted.find(row);
      if (reported && isOtherAmount(reported, row)) {
        const key = `${report.id}:${row.instrId}`;
        await keepSuspense(tx, { receivedId, key, why: 'amount-differs', batchId: batch.id });
      } else if (reported) named.set(row.instrId, reported);
      else if (forAll !== undefined) named.set(row.instrId, { status: forAll, reason: groupReason });
    }
  }
  for (const [instrId, line] of named) await addEvidence(tx, batch.id, instrId, toEvidence(report, line), receivedId);
  for (const place of wanted.unused()) {
    await keepSuspense(tx, { receivedId, key: `${report.id}#${place}`, why: 'unknown-line', batchId: batch.id });
  }
  return [...named.keys()];
}

/** A word about another sum is no word about this payment: people look (A1.4). */
const isOtherAmount = ({ amount }: ReportedLine, { amountMinor, currency }: LineRow) =>
  amount !== undefined && fromDecimal(amount, currency)?.minor !== amountMinor;

/** In the order of A1.4: UETR, then EndToEndId, then InstrId; whole, then cut by the bank. */
function lookUp(lines: readonly ReportedLine[]) {
  const index = (id: 'uetr' | 'endToEndId' | 'instrId') =>
    repeatedIds(lines.flatMap((line, place) => (line[id] === undefined ? [] : [[line[id], place] as const])));
  const [byUetr, byEndToEnd, byInstr] = [index('uetr'), index('endToEndId'), index('instrId')];
  const used = new Set<number>();
  return {
    find(row: OwnIds) {
      const place =
        byUetr.exact(row.uetr) ??
        byEndToEnd.exact(row.endToEndId) ??
        byInstr.exact(row.instrId) ??
        byInstr.cut(row.instrId) ??
        byEndToEnd.cut(row.endToEndId);
      if (place === undefined || used.has(place)) return undefined;
      used.add(place);
      return lines[place];
    },
    unused: () => lines.map((_line, place) => place).filter((place) => !used.has(place)),
  };
}

function toEvidence({ id, createdAt }: StatusReport, { status, reason, at = createdAt }: ReportedLine): LineEvidence {
  const said = { rank: 2, kind: 'status', status, ...(reason !== undefined && { reason }) } as const;
  return { key: `pain.002:${id}:${status}`, at, said };
}
