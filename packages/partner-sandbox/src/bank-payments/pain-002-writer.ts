import type { Accepted, Verdict } from './books.js';
import type { Instruction } from './message.js';
import type { Traits } from './profiles.js';

interface Reported {
  readonly instruction: Instruction;
  readonly verdict: Verdict;
}

/** The whole message and each transfer, in the version and with the ids of the bank's profile. */
export function writePain002(
  { message }: Accepted,
  reported: readonly Reported[],
  { id, at, traits }: { readonly id: string; readonly at: string; readonly traits: Traits },
): string {
  const [only, ...others] = new Set(reported.map(({ verdict }) => verdict.status));
  const group = only && others.length === 0 ? only : 'PART';
  const cut = (text: string) => text.slice(0, traits.idLength);
  const original = `<OrgnlMsgId>${cut(message.messageId)}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>${message.count}</OrgnlNbOfTxs><OrgnlCtrlSum>${message.sum}</OrgnlCtrlSum><GrpSts>${group}</GrpSts>`;
  const transactions = reported.map((one) => writeTransaction(one, traits)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${traits.statusVersion}"><CstmrPmtStsRpt><GrpHdr><MsgId>${id}</MsgId><CreDtTm>${at}</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>${original}</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>${cut(message.paymentInfoId)}</OrgnlPmtInfId>${transactions}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
`;
}

function writeTransaction({ instruction, verdict: { status, reason } }: Reported, traits: Traits): string {
  const cut = (text: string) => text.slice(0, traits.idLength);
  const why = reason ? `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>` : '';
  // The old version has no place for it.
  const uetr =
    traits.statusVersion === '03' || instruction.uetr === '' ? '' : `<OrgnlUETR>${instruction.uetr}</OrgnlUETR>`;
  return `<TxInfAndSts><OrgnlInstrId>${cut(instruction.instrId)}</OrgnlInstrId><OrgnlEndToEndId>${cut(instruction.endToEndId)}</OrgnlEndToEndId>${uetr}<TxSts>${status}</TxSts>${why}</TxInfAndSts>`;
}
