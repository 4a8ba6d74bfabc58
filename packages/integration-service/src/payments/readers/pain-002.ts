import { isStatusWord } from '@interlink/domain/payments/fold-line';
import { countOf, isoTime } from './times.js';
import { elementsAt, findText, getElement, getText, readXml, type XmlElement } from './xml.js';

/** A line as a status report names it; a bank may give any of the three ids. */
export interface ReportedLine {
  readonly instrId?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly uetr?: string | undefined;
  /** Of ISO 20022; absent when nobody knows what was said. */
  readonly status?: string | undefined;
  /** What was said then. */
  readonly unknown?: string | undefined;
  readonly reason?: string | undefined;
  /** ISO time of this line's status, where it is another than the report's. */
  readonly at?: string | undefined;
  /** Decimal text, where the other side repeats it. */
  readonly amount?: string | undefined;
}

export interface StatusReport {
  readonly id: string;
  readonly createdAt: string;
  readonly originalMessageId: string;
  /** Absent when the bank does not repeat them. */
  readonly originalCount?: number | undefined;
  readonly originalSum?: string | undefined;
  /** Applies to every line that is not named. */
  readonly groupStatus?: string | undefined;
  readonly groupReason?: string | undefined;
  readonly lines: readonly ReportedLine[];
}

/** Any version of pain.002; throws UnreadableMessage. */
export function readPain002(text: string | Iterable<string>): StatusReport {
  const lines: ReportedLine[] = [];
  return { ...scanPain002(text, (line) => lines.push(line)), lines };
}

/** The same without its lines, which are handed over one by one. */
export function scanPain002(
  text: string | Iterable<string>,
  take: (line: ReportedLine) => void,
): Omit<StatusReport, 'lines'> {
  const document = readXml(text, {
    path: 'CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts',
    take: (transaction) => take(lineOf(transaction)),
  });
  const report = getElement(document, 'CstmrPmtStsRpt');
  const group = getElement(report, 'OrgnlGrpInfAndSts');
  const count = findText(group, 'OrgnlNbOfTxs');
  const { status, reason } = wordForAll(group, elementsAt(report, 'OrgnlPmtInfAndSts'));
  return {
    id: getText(report, 'GrpHdr/MsgId'),
    createdAt: isoTime(getText(report, 'GrpHdr/CreDtTm')),
    originalMessageId: getText(group, 'OrgnlMsgId'),
    originalCount: count === undefined ? undefined : countOf(count),
    originalSum: findText(group, 'OrgnlCtrlSum'),
    groupStatus: status,
    groupReason: reason,
  };
}

/**
 * Of the payment information rather than of the message: a file of ours has one, and a bank may refuse it in a message
 * that it took. Words about several that are not the same are a word about none.
 */
function wordForAll(group: XmlElement, blocks: readonly XmlElement[]) {
  const said = blocks.flatMap((block) => findText(block, 'PmtInfSts') ?? []);
  const [status, ...others] = new Set(said);
  if (status === undefined) return { status: findText(group, 'GrpSts'), reason: reasonOf(group) };
  if (others.length > 0) return { status: undefined, reason: undefined };
  const block = blocks.find((one) => findText(one, 'PmtInfSts') === status);
  return { status, reason: (block && reasonOf(block)) ?? reasonOf(group) };
}

function lineOf(transaction: XmlElement): ReportedLine {
  return {
    instrId: findText(transaction, 'OrgnlInstrId'),
    endToEndId: findText(transaction, 'OrgnlEndToEndId'),
    uetr: findText(transaction, 'OrgnlUETR'),
    ...wordOf(getText(transaction, 'TxSts')),
    reason: reasonOf(transaction),
  };
}

/** A status, or what somebody said instead of one; no status of ours is so long that it has to be cut. */
export function wordOf(said: string): Pick<ReportedLine, 'status' | 'unknown'> {
  return isStatusWord(said) ? { status: said } : unknownWord(said);
}

export const unknownWord = (said: string) => ({ unknown: said.slice(0, 99) });

function reasonOf(element: XmlElement): string | undefined {
  return findText(element, 'StsRsnInf/Rsn/Cd') ?? findText(element, 'StsRsnInf/Rsn/Prtry');
}
