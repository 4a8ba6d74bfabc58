import type { RecallAnswer } from './books.js';
import type { TakenRecall } from './recalls.js';
import type { Traits } from './profiles.js';

type Status = RecallAnswer['status'];

/** What the bank says to a recall, payment by payment, in the version and with the ids of its profile. */
export function writeCamt029(
  { recallId }: TakenRecall,
  answers: readonly RecallAnswer[],
  { id, at, traits }: { readonly id: string; readonly at: string; readonly traits: Traits },
): string {
  const version = traits.statementVersion === '02' ? '03' : '09';
  const agent = '<Agt><FinInstnId><Othr><Id>DEMOKENA</Id></Othr></FinInstnId></Agt>';
  const messages = [...new Set(answers.map(({ payment }) => payment.messageId))];
  const blocks = messages.map((messageId) => {
    const own = answers.filter(({ payment }) => payment.messageId === messageId);
    const original = `<OrgnlGrpInf><OrgnlMsgId>${messageId.slice(0, traits.idLength)}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInf>`;
    const transactions = own.map((answer) => transactionOf(recallId, answer, traits)).join('');
    return `<OrgnlPmtInfAndSts><OrgnlPmtInfId>NOTPROVIDED</OrgnlPmtInfId>${original}${transactions}</OrgnlPmtInfAndSts>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.${version}"><RsltnOfInvstgtn><Assgnmt><Id>${id}</Id><Assgnr>${agent}</Assgnr><Assgne>${agent}</Assgne><CreDtTm>${at}</CreDtTm></Assgnmt><Sts><Conf>${confirmationOf(answers)}</Conf></Sts><CxlDtls>${blocks.join('')}</CxlDtls></RsltnOfInvstgtn></Document>
`;
}

function transactionOf(recallId: string, { payment, status, reason }: RecallAnswer, { idLength }: Traits): string {
  const cut = (text: string) => text.slice(0, idLength);
  const why = reason ? `<CxlStsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></CxlStsRsnInf>` : '';
  const original = `<OrgnlInstrId>${cut(payment.instrId)}</OrgnlInstrId><OrgnlEndToEndId>${cut(payment.endToEndId)}</OrgnlEndToEndId>`;
  return `<TxInfAndSts><CxlStsId>${cut(recallId)}</CxlStsId>${original}<TxCxlSts>${status}</TxCxlSts>${why}</TxInfAndSts>`;
}

/** Of all together: one word when they are one, else that some of it was done. */
function confirmationOf(answers: readonly RecallAnswer[]): string {
  const statuses = new Set<Status>(answers.map(({ status }) => status));
  if (statuses.has('PDCR')) return 'PDCR';
  if (statuses.size > 1) return 'PECR';
  return statuses.has('ACCR') ? 'CNCL' : 'RJCR';
}
