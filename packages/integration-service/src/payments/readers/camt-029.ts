import type { RecallSaid } from '@interlink/domain/payments/recall';
import { isoTime } from './times.js';
import { elementsAt, findText, getText, readXml, UnreadableMessage, type XmlElement } from './xml.js';

/** What a bank says to a request to call payments back. */
export interface RecallAnswer {
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  /** At least one. */
  readonly payments: readonly AnsweredPayment[];
}

/** What it says of one of them. */
export interface AnsweredPayment {
  readonly said: Extract<RecallSaid, 'ACCR' | 'PDCR' | 'RJCR'>;
  readonly reason?: string | undefined;
  readonly instrId?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly uetr?: string | undefined;
}

const VERSIONS = ['03', '09'].map((version) => `urn:iso:std:iso:20022:tech:xsd:camt.029.001.${version}`);

/** A camt.029.001.03 or .09; throws UnreadableMessage when it is none, or about no payment. */
export function readCamt029(text: string | Iterable<string>): RecallAnswer {
  const document = readXml(text);
  if (!Object.values(document.attributes).some((value) => VERSIONS.includes(value))) {
    throw new UnreadableMessage('neither camt.029.001.03 nor .09');
  }
  const [answers, ...others] = elementsAt(document, 'RsltnOfInvstgtn');
  if (!answers || others.length > 0) throw new UnreadableMessage('not one RsltnOfInvstgtn');
  // Banks write them below the payment information, or at once below the details.
  const paths = ['CxlDtls/OrgnlPmtInfAndSts/TxInfAndSts', 'CxlDtls/TxInfAndSts'];
  const transactions = paths.flatMap((path) => elementsAt(answers, path));
  if (transactions.length === 0) throw new UnreadableMessage('an answer about no payment');
  return {
    id: getText(answers, 'Assgnmt/Id'),
    at: isoTime(getText(answers, 'Assgnmt/CreDtTm')),
    payments: transactions.map(paymentOf),
  };
}

function paymentOf(transaction: XmlElement): AnsweredPayment {
  return {
    said: saidOf(getText(transaction, 'TxCxlSts')),
    reason: findText(transaction, 'CxlStsRsnInf/Rsn/Cd') ?? findText(transaction, 'CxlStsRsnInf/Rsn/Prtry'),
    instrId: findText(transaction, 'OrgnlInstrId'),
    endToEndId: findText(transaction, 'OrgnlEndToEndId'),
    uetr: findText(transaction, 'OrgnlUETR'),
  };
}

function saidOf(status: string): AnsweredPayment['said'] {
  if (status === 'ACCR' || status === 'PDCR' || status === 'RJCR') return status;
  throw new UnreadableMessage('an unknown status of a cancellation');
}
