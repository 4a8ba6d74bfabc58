import type { RecallReason } from '@interlink/contracts/payments/decision';
import { toDecimal } from '../money.js';
import { element, nest, safe, wrap } from './payment-xml.js';

export const CAMT_055 = 'camt.055.001.08';

/** A payment that we ask our bank to call back, by the ids that our file gave it; no name and no account is repeated. */
export interface CancellationRequest {
  /** Of the message and of its one cancellation. */
  readonly recallId: string;
  /** UTC, `2026-11-24T08:00:00Z`: when two people had decided, so that the bytes are the same whenever they are made. */
  readonly createdAt: string;
  readonly debtorName: string;
  readonly debtorId: string;
  readonly debtorAgent: string;
  readonly messageId: string;
  /** Of the file that paid, as `pain.001.001.09`. */
  readonly messageName: string;
  readonly paymentInfoId: string;
  readonly instrId: string;
  readonly endToEndId: string;
  readonly uetr: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly executionDate: string;
  readonly reason: RecallReason;
}

/** One message that asks for one payment. Throws RangeError for a text outside the characters of payments. */
export function camt055(request: CancellationRequest): string {
  const control = wrap('CtrlData', element('NbOfTxs', '1'));
  const original = wrap(
    'OrgnlGrpInf',
    element('OrgnlMsgId', request.messageId) + element('OrgnlMsgNmId', request.messageName),
  );
  const block = element('OrgnlPmtInfId', request.paymentInfoId) + original + transaction(request);
  const body = assignment(request) + control + wrap('Undrlyg', wrap('OrgnlPmtInfAndCxl', block));
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

function transaction(request: CancellationRequest): string {
  const { amountMinor: minor, currency } = request;
  const amount = `<OrgnlInstdAmt Ccy="${safe('Ccy', currency)}">${toDecimal({ minor, currency })}</OrgnlInstdAmt>`;
  return wrap(
    'TxInf',
    element('CxlId', request.recallId) +
      element('OrgnlInstrId', request.instrId) +
      element('OrgnlEndToEndId', request.endToEndId) +
      element('OrgnlUETR', request.uetr) +
      amount +
      nest('OrgnlReqdExctnDt/Dt', request.executionDate) +
      nest('CxlRsnInf/Rsn/Cd', request.reason),
  );
}
