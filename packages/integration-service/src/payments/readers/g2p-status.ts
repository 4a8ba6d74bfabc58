import { DisburseStatusAnswer, OnDisburse, type DisbursementStatus } from '@interlink/contracts/payments/g2p-connect';
import { readDisbursed } from '@interlink/domain/payments/disburse-status';
import { exceedsLimits, messageLimits } from '@interlink/domain/interconnection/message-limits';
import { Value } from 'typebox/value';
import { parseJson } from '../../platform/json.js';
import { unknownWord, type ReportedLine, type StatusReport } from './pain-002.js';
import { zonedTime } from './times.js';
import { UnreadableMessage } from './xml.js';

/**
 * What the other side of a G2P Connect disbursement told, by itself or when asked; its signature was proven before. The
 * same rank as a pain.002 (2). Throws UnreadableMessage for what is no status, and a payment that is told twice.
 */
export function readG2pStatus(text: string): StatusReport {
  const body = exceedsLimits(text, { ...messageLimits, nodes: Infinity }) === undefined ? parseJson(text) : undefined;
  const { header, reason, transactionId, lines } = toldIn(body);
  const isWhole = header.status === 'rjct' && lines.length === 0;
  const whole = isWhole ? readDisbursed('rjct', reason?.replace('message_id', 'reference_id')) : undefined;
  if (new Set(lines.map(({ reference_id: id }) => id)).size < lines.length) {
    throw new UnreadableMessage('a payment is told twice');
  }
  return {
    id: header.message_id,
    createdAt: zonedTime(header.message_ts),
    originalMessageId: transactionId,
    ...(whole && { groupStatus: whole.status, groupReason: whole.reason }),
    lines: lines.map(lineOf),
  };
}

function toldIn(body: unknown) {
  if (Value.Check(OnDisburse, body)) {
    const { header, message } = body;
    const { transaction_id: transactionId, disbursements_status: lines } = message;
    return { header, reason: header.status_reason_code, transactionId, lines };
  }
  if (!Value.Check(DisburseStatusAnswer, body)) throw new UnreadableMessage('no status of a disbursement');
  const { transaction_id: transactionId, disbursements_status: lines } = body.message.txnstatus_response.txn_status;
  // The status of an answer is that of the question.
  return { header: { ...body.header, status: undefined }, reason: undefined, transactionId, lines };
}

function lineOf({ reference_id: instrId, status, ...line }: DisbursementStatus): ReportedLine {
  const { status_reason_code: code } = line;
  const said = readDisbursed(status, code) ?? unknownWord(code ? `${status} ${code}` : status);
  return { instrId, ...said, at: zonedTime(line.timestamp), amount: line.amount ?? undefined };
}
