import { BatchAnswers, BatchDetail, BatchSummary, type BatchTransfer } from '@interlink/contracts/payments/payment-hub';
import { addsUp, readHubStatus } from '@interlink/domain/payments/hub-status';
import { toDecimal } from '@interlink/domain/payments/money';
import type { TSchema, Static } from 'typebox';
import { Value } from 'typebox/value';
import { parseJson } from '../../platform/json.js';
import { minorOf } from './pain-001.js';
import { unknownWord, type ReportedLine, type StatusReport } from './pain-002.js';
import { zonedTime } from './times.js';
import { UnreadableMessage } from './xml.js';

/**
 * What a payment hub answered about one batch, as a status report (rank 2). Its totals are those that were sealed or
 * the batch stops; totals that do not add up are none. `currency`: of the batch. Throws UnreadableMessage.
 */
export function readHubAnswers(text: string, currency: string): StatusReport {
  const { messageId, summary, details } = checked(BatchAnswers, text);
  const said = checked(BatchSummary, summary);
  const transfers = details.flatMap((page) => checked(BatchDetail, page).content);
  if (new Set(transfers.map(({ requestId }) => requestId)).size < transfers.length) {
    throw new UnreadableMessage('a payment is told twice');
  }
  if (transfers.length !== said.total) throw new UnreadableMessage('payments are missing');
  const minor = (amount: number) => minorOf(String(amount), currency);
  const amounts = [said.successfulAmount, said.pendingAmount, said.failedAmount].map(minor);
  const total = minor(said.totalAmount);
  const isWhole =
    addsUp({ total: said.total, parts: [said.successful, said.ongoing, said.failed] }) &&
    addsUp({ total, parts: amounts });
  const createdAt = zonedTime(said.generatedAt);
  return {
    id: `${said.batchId}:${createdAt}`,
    createdAt,
    originalMessageId: messageId,
    // A sum that is none differs from every seal.
    originalCount: isWhole ? said.total : -1,
    originalSum: toDecimal({ minor: total, currency }),
    lines: transfers.map((one) => lineOf(one)),
  };
}

function lineOf({ requestId: instrId, status, errorCode, amount, completedAt }: BatchTransfer): ReportedLine {
  const said = readHubStatus(status, errorCode) ?? unknownWord(status);
  const at = completedAt === undefined || completedAt === null ? undefined : zonedTime(completedAt);
  return { instrId, ...said, at, amount: String(amount) };
}

function checked<Schema extends TSchema>(schema: Schema, text: string): Static<Schema> {
  const value = parseJson(text);
  if (!Value.Check(schema, value)) throw new UnreadableMessage('not an answer of a payment hub');
  return value;
}
