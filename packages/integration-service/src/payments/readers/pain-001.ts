import { fromDecimal } from '@interlink/domain/payments/money';
import type { PaymentLine, PaymentTerms } from '@interlink/domain/payments/line';
import { elementsAt, getElement, getText, readXml, UnreadableMessage, type XmlElement } from './xml.js';

/** What a file of ours says, read from its bytes alone. */
export interface ReadCreditTransfers {
  readonly messageId: string;
  readonly count: number;
  readonly totalMinor: number;
  readonly debtorAccount: string;
  readonly debtorAgent: string;
  readonly terms: PaymentTerms;
  /** Without a UETR in .03, which has no place for it. */
  readonly lines: readonly ReadTransfer[];
}

export type ReadTransfer = Omit<PaymentLine, 'attempt' | 'entitlementId' | 'uetr'> & Partial<Pick<PaymentLine, 'uetr'>>;

/** The independent second look at a file before it is sealed (A1.5): knows nothing of how it was written. */
export function readPain001(text: string): ReadCreditTransfers {
  const document = readXml(text);
  const isOld = document.attributes['xmlns']?.endsWith(':pain.001.001.03') === true;
  const message = getElement(document, 'CstmrCdtTrfInitn');
  const blocks = elementsAt(message, 'PmtInf');
  const [block] = blocks;
  if (!block || blocks.length > 1) throw new UnreadableMessage('one payment information block is expected');
  const currency = getText(block, 'DbtrAcct/Ccy');
  const count = getText(message, 'GrpHdr/NbOfTxs');
  const sum = getText(message, 'GrpHdr/CtrlSum');
  if (getText(block, 'NbOfTxs') !== count || getText(block, 'CtrlSum') !== sum) {
    throw new UnreadableMessage('the totals of message and block differ');
  }
  return {
    messageId: getText(message, 'GrpHdr/MsgId'),
    count: Number(count),
    totalMinor: minorOf(sum, currency),
    debtorAccount: getText(block, 'DbtrAcct/Id/Othr/Id'),
    debtorAgent: getText(block, 'DbtrAgt/FinInstnId/Othr/Id'),
    terms: termsOf(block, isOld),
    lines: elementsAt(block, 'CdtTrfTxInf').map((transfer) => lineOf(transfer, isOld)),
  };
}

function termsOf(block: XmlElement, isOld: boolean): PaymentTerms {
  const chargeBearer = getText(block, 'ChrgBr');
  if (chargeBearer !== 'DEBT' && chargeBearer !== 'SLEV') throw new UnreadableMessage('ChrgBr is not ours');
  return {
    categoryPurpose: getText(block, 'PmtTpInf/CtgyPurp/Cd'),
    chargeBearer,
    serviceLevel: getText(block, 'PmtTpInf/SvcLvl/Cd'),
    executionDate: getText(block, isOld ? 'ReqdExctnDt' : 'ReqdExctnDt/Dt'),
  };
}

function lineOf(transfer: XmlElement, isOld: boolean): ReadTransfer {
  const currency = getElement(transfer, 'Amt/InstdAmt').attributes['Ccy'] ?? '';
  return {
    instrId: getText(transfer, 'PmtId/InstrId'),
    endToEndId: getText(transfer, 'PmtId/EndToEndId'),
    ...(!isOld && { uetr: getText(transfer, 'PmtId/UETR') }),
    amountMinor: minorOf(getText(transfer, 'Amt/InstdAmt'), currency),
    currency,
    creditorAgent: getText(transfer, 'CdtrAgt/FinInstnId/Othr/Id'),
    account: getText(transfer, 'CdtrAcct/Id/Othr/Id'),
    payeeName: getText(transfer, 'Cdtr/Nm'),
    purpose: getText(transfer, 'Purp/Cd'),
    remittance: getText(transfer, 'RmtInf/Ustrd'),
  };
}

/** An amount of a message in minor units; which way it went is said beside it, and never by a sign. */
export function minorOf(text: string, currency: string): number {
  const money = fromDecimal(text, currency);
  if (!money || money.minor < 0) throw new UnreadableMessage('an amount is not exact');
  return money.minor;
}
