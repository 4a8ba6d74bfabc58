import type { RecallReason } from '@interlink/contracts/payments/decision';
import { toDecimal } from '../money.js';
import { element, nest, safe, wrap } from './payment-xml.js';

export const CAMT_055 = 'camt.055.001.08';

/**
 * Payments of one batch that we ask our bank to call back, by the ids that our files gave them; no name and no account
 * is repeated.
 */
export interface CancellationRequest {
  readonly recallId: string;
  /**
   * UTC, `2026-11-24T08:00:00Z`: when two people had decided, so that the bytes are the same whenever they are made.
   */
  readonly createdAt: string;
  readonly debtorName: string;
  readonly debtorId: string;
  readonly debtorAgent: string;
  readonly currency: string;
  readonly executionDate: string;
  readonly reason: RecallReason;
  readonly files: readonly RecalledFile[];
}

/** A file that paid, and those of its payments that are called back. */
export interface RecalledFile {
  readonly messageId: string;
  /** As `pain.001.001.09`. */
  readonly messageName: string;
  readonly paymentInfoId: string;
  readonly payments: readonly RecalledPayment[];
}

export interface RecalledPayment {
  /** Of its cancellation. */
  readonly cancellationId: string;
  readonly instrId: string;
  readonly endToEndId: string;
  readonly uetr: string;
  readonly amountMinor: number;
}

/** One message for all of them. Throws RangeError for a text outside the characters of payments, and for none. */
export function camt055(request: CancellationRequest): string {
  const count = request.files.reduce((sum, { payments }) => sum + payments.length, 0);
  if (count === 0) throw new RangeError('a recall of nothing');
  const blocks = request.files.map((file) => wrap('OrgnlPmtInfAndCxl', fileBlock(request, file)));
  const control = wrap('CtrlData', element('NbOfTxs', String(count)));
  const body = assignment(request) + control + wrap('Undrlyg', blocks.join(''));
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${CAMT_055}">${wrap('CstmrPmtCxlReq', body)}</Document>\n`
  );
}

function assignment({ recallId, createdAt, debtorName, debtorId, debtorAgent }: CancellationRequest): string {
  const us = element('Nm', debtorName) + nest('Id/OrgId/Othr/Id', debtorId);
  const parties = wrap('Assgnr', wrap('Pty', us)) + nest('Assgne/Agt/FinInstnId/Othr/Id', debtorAgent);
  return wrap('Assgnmt', element('Id', recallId) + parties + element('CreDtTm', createdAt));
}

function fileBlock(request: CancellationRequest, file: RecalledFile): string {
  const { messageId, messageName, paymentInfoId, payments } = file;
  const original = wrap('OrgnlGrpInf', element('OrgnlMsgId', messageId) + element('OrgnlMsgNmId', messageName));
  return element('OrgnlPmtInfId', paymentInfoId) + original + payments.map((one) => transaction(request, one)).join('');
}

function transaction({ currency, executionDate, reason }: CancellationRequest, payment: RecalledPayment): string {
  const { cancellationId, instrId, endToEndId, uetr, amountMinor: minor } = payment;
  const amount = `<OrgnlInstdAmt Ccy="${safe('Ccy', currency)}">${toDecimal({ minor, currency })}</OrgnlInstdAmt>`;
  return wrap(
    'TxInf',
    element('CxlId', cancellationId) +
      element('OrgnlInstrId', instrId) +
      element('OrgnlEndToEndId', endToEndId) +
      element('OrgnlUETR', uetr) +
      amount +
      nest('OrgnlReqdExctnDt/Dt', executionDate) +
      nest('CxlRsnInf/Rsn/Cd', reason),
  );
}
