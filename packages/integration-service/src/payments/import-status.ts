import type { LineEvidence } from '@interlink/domain/payments/line-state';
import { isIdOrCut, reportMatcher } from '@interlink/domain/payments/match-ids';
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
import { readPain002, wordOf, type ReportedLine, type StatusReport } from './readers/pain-002.js';
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
    if (source !== undefined && (await isRestated(context, tx, { kind, about: file.messageId, report, read: again })))
      return;
    const receivedId = await keepReceived(context, tx, {
      kind,
      text,
      batchId: file.batchId,
      source,
      about: file.messageId,
    });
    // A closed batch stands as it stood (I9): its statements say what else became of it.
    if (receivedId === undefined || batch.row.state === 'CLOSED') return;
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
  const { matches, instrIds } = await matchLines(tx, batch.id, part, report);
  // One that is named and that nobody knows may be any of them: then what is said of all is said of none.
  const told = new Map<string, ReportedLine>(matches.size === report.lines.length ? wordForAll(report, instrIds) : []);
  for (const [place, reported] of report.lines.entries()) {
    const line = matches.get(place);
    if (line) told.delete(line.instrId);
    if (line && !isOtherAmount(reported, line)) told.set(line.instrId, reported);
    else {
      const why = line ? 'amount-differs' : 'unknown-line';
      await keepSuspense(tx, { receivedId, key: `${report.id}#${place}`, why, batchId: batch.id });
    }
  }
  for (const [instrId, line] of told) await addEvidence(tx, batch.id, instrId, toEvidence(report, line), receivedId);
  return [...told.keys()];
}

type NamedLine = Pick<LineRow, 'amountMinor' | 'currency' | 'endToEndId' | 'instrId' | 'uetr'>;

/** Which line of the file each of the report is about, and all lines of the file. */
async function matchLines(tx: Tx, batchId: string, part: number, { lines }: StatusReport) {
  const matcher = reportMatcher<NamedLine>(lines);
  const instrIds: string[] = [];
  for await (const rows of pagesOfRows(tx, batchId, { part })) {
    for (const row of rows.filter(({ removedAt }) => removedAt === null)) {
      instrIds.push(row.instrId);
      matcher.see(row);
    }
  }
  return { matches: matcher.matches(), instrIds };
}

/** What is said of the file is said of each line that is not named. */
function wordForAll(
  { groupStatus: status, groupReason: reason }: StatusReport,
  instrIds: readonly string[],
): readonly (readonly [string, ReportedLine])[] {
  if (status === undefined || status === 'PART') return [];
  return instrIds.map((instrId) => [instrId, { ...wordOf(status), reason }]);
}

/** A word about another sum is no word about this payment: people look (A1.4). */
const isOtherAmount = ({ amount }: ReportedLine, { amountMinor, currency }: NamedLine) =>
  amount !== undefined && fromDecimal(amount, currency)?.minor !== amountMinor;

function toEvidence({ id, createdAt }: StatusReport, line: ReportedLine): LineEvidence {
  const { status, unknown = '', reason, at = createdAt } = line;
  if (status === undefined)
    return { key: `pain.002:${id}:?${unknown}`, at, said: { rank: 2, kind: 'unknown-word', word: unknown } };
  const said = { rank: 2, kind: 'status', status, ...(reason !== undefined && { reason }) } as const;
  return { key: `pain.002:${id}:${status}`, at, said };
}
