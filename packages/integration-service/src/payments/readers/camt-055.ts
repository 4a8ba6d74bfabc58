import { CAMT_055 } from '@interlink/domain/payments/formats/camt-055';
import { elementsAt, getText, readXml, UnreadableMessage } from './xml.js';

/** What a request to call payments back asks for. */
export interface ReadRecall {
  readonly recallId: string;
  readonly count: number;
  readonly payments: readonly ReadRecalledPayment[];
}

export interface ReadRecalledPayment {
  readonly messageId: string;
  readonly instrId: string;
  readonly endToEndId: string;
  /** Decimal text. */
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
}

/** A camt.055 of ours, read by another way than it was written; throws UnreadableMessage when it is none. */
export function readCamt055(text: string): ReadRecall {
  const document = readXml(text);
  if (document.attributes['xmlns'] !== `urn:iso:std:iso:20022:tech:xsd:${CAMT_055}`) {
    throw new UnreadableMessage(`not ${CAMT_055}`);
  }
  const [request, ...others] = elementsAt(document, 'CstmrPmtCxlReq');
  if (!request || others.length > 0) throw new UnreadableMessage('not one CstmrPmtCxlReq');
  const payments = elementsAt(request, 'Undrlyg/OrgnlPmtInfAndCxl').flatMap((block) =>
    elementsAt(block, 'TxInf').map((payment) => ({
      messageId: getText(block, 'OrgnlGrpInf/OrgnlMsgId'),
      instrId: getText(payment, 'OrgnlInstrId'),
      endToEndId: getText(payment, 'OrgnlEndToEndId'),
      amount: getText(payment, 'OrgnlInstdAmt'),
      currency: elementsAt(payment, 'OrgnlInstdAmt')[0]?.attributes['Ccy'] ?? '',
      reason: getText(payment, 'CxlRsnInf/Rsn/Cd'),
    })),
  );
  return { recallId: getText(request, 'Assgnmt/Id'), count: Number(getText(request, 'CtrlData/NbOfTxs')), payments };
}
