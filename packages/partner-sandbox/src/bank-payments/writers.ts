import type { AccountDay, Accepted, BankProfile, Movement, Verdict } from './books.js';
import { fromCents, type Instruction } from './message.js';

const WORST_ID = 20;
const idAt = (profile: BankProfile, id: string) => (profile === 'worst' ? id.slice(0, WORST_ID) : id);

/** pain.002.001.10: the whole message and each transfer. */
export function writePain002(
  { message }: Accepted,
  verdicts: readonly { readonly instruction: Instruction; readonly verdict: Verdict }[],
  { id, at, profile }: { readonly id: string; readonly at: string; readonly profile: BankProfile },
): string {
  const statuses = new Set(verdicts.map(({ verdict }) => verdict.status));
  const [only] = statuses;
  const group = statuses.size === 1 && only ? only : 'PART';
  const transactions = verdicts.map(({ instruction, verdict: { status, reason } }) => {
    const why = reason ? `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>` : '';
    return `<TxInfAndSts><OrgnlInstrId>${idAt(profile, instruction.instrId)}</OrgnlInstrId><OrgnlEndToEndId>${idAt(profile, instruction.endToEndId)}</OrgnlEndToEndId><OrgnlUETR>${instruction.uetr}</OrgnlUETR><TxSts>${status}</TxSts>${why}</TxInfAndSts>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>${id}</MsgId><CreDtTm>${at}</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${message.messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>${message.count}</OrgnlNbOfTxs><OrgnlCtrlSum>${message.sum}</OrgnlCtrlSum><GrpSts>${group}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>${message.paymentInfoId}</OrgnlPmtInfId>${transactions.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
`;
}

/** camt.053.001.08: one day of one account. */
export function writeCamt053(account: string, day: AccountDay, id: string, profile: BankProfile): string {
  const currency = day.movements[0]?.instruction.currency ?? 'KES';
  const balance = (code: string, cents: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${fromCents(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day.day}</Dt></Dt></Bal>`;
  const entries = day.movements.map((movement, at) => writeEntry(movement, `${id}-${at + 1}`, profile));
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day.day}T21:00:00Z</CreDtTm></GrpHdr><Stmt><Id>${id}</Id><ElctrncSeqNb>${day.sequence}</ElctrncSeqNb><CreDtTm>${day.day}T21:00:00Z</CreDtTm><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>${currency}</Ccy></Acct>${balance('OPBD', day.opening)}${balance('CLBD', day.closing)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>
`;
}

function writeEntry({ kind, day, instruction, message }: Movement, reference: string, profile: BankProfile): string {
  const { instrId, endToEndId, uetr, amount, currency } = instruction;
  const money = `<Amt Ccy="${currency}">${amount}</Amt>`;
  const direction = kind === 'return' ? 'CRDT' : 'DBIT';
  const reason = kind === 'return' ? '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>' : '';
  const refs = `<Refs><MsgId>${message.messageId}</MsgId><PmtInfId>${message.paymentInfoId}</PmtInfId><InstrId>${idAt(profile, instrId)}</InstrId><EndToEndId>${idAt(profile, endToEndId)}</EndToEndId><UETR>${uetr}</UETR></Refs>`;
  return `<Ntry><NtryRef>${reference}</NtryRef>${money}<CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>${refs}${money}<CdtDbtInd>${direction}</CdtDbtInd>${reason}</TxDtls></NtryDtls></Ntry>`;
}
