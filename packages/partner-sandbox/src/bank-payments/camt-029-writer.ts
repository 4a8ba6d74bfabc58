import type { RecallAnswer } from './books.js';
import type { TakenRecall } from './recalls.js';
import type { Traits } from './profiles.js';

/** What the bank says to a recall, in the version and with the ids of its profile. */
export function writeCamt029(
  { recallId, messageId, instrId, endToEndId }: TakenRecall,
  { status, reason }: RecallAnswer,
  { id, at, traits }: { readonly id: string; readonly at: string; readonly traits: Traits },
): string {
  const cut = (text: string) => text.slice(0, traits.idLength);
  const version = traits.statementVersion === '02' ? '03' : '09';
  const conf = { ACCR: 'CNCL', PDCR: 'PDCR', RJCR: 'RJCR' }[status];
  const why = reason ? `<CxlStsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></CxlStsRsnInf>` : '';
  const agent = '<Agt><FinInstnId><Othr><Id>DEMOKENA</Id></Othr></FinInstnId></Agt>';
  const original = `<OrgnlGrpInf><OrgnlMsgId>${cut(messageId)}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInf>`;
  const transaction = `<TxInfAndSts><CxlStsId>${cut(recallId)}</CxlStsId><OrgnlInstrId>${cut(instrId)}</OrgnlInstrId><OrgnlEndToEndId>${cut(endToEndId)}</OrgnlEndToEndId><TxCxlSts>${status}</TxCxlSts>${why}</TxInfAndSts>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.${version}"><RsltnOfInvstgtn><Assgnmt><Id>${id}</Id><Assgnr>${agent}</Assgnr><Assgne>${agent}</Assgne><CreDtTm>${at}</CreDtTm></Assgnmt><Sts><Conf>${conf}</Conf></Sts><CxlDtls><OrgnlPmtInfAndSts><OrgnlPmtInfId>NOTPROVIDED</OrgnlPmtInfId>${original}${transaction}</OrgnlPmtInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>
`;
}
