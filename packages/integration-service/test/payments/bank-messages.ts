/** Small messages of ISO 20022 as banks write them; a test names only what it is about. */

const amount = (value: string) => `<Amt Ccy="KES">${value}</Amt>`;

export interface BookedParts {
  readonly value?: string;
  /** Inside `BookgDt`. */
  readonly booked?: string;
  readonly details?: string;
  readonly mark?: string;
}

/** One booked entry. */
export const booked = ({
  value = '2000.00',
  booked: day = '<Dt>2026-11-25</Dt>',
  details = '',
  mark = 'DBIT',
}: BookedParts = {}): string =>
  `<Ntry><NtryRef>N1</NtryRef>${amount(value)}<CdtDbtInd>${mark}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt>${day}</BookgDt><NtryDtls>${details}</NtryDtls></Ntry>`;

const balance = (code: string, value: string, day: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(value)}<CdtDbtInd>CRDT</CdtDbtInd><Dt>${day}</Dt></Bal>`;

/** A camt.053.001.08 that opens with 10,000.00. */
export const statementOf = (
  entries: string,
  { closing = '8000.00', closed = '<Dt>2026-11-25</Dt>', sequence = '1' } = {},
): string =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S1</MsgId></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>${sequence}</ElctrncSeqNb><Acct><Id><Othr><Id>0001</Id></Othr></Id><Ccy>KES</Ccy></Acct>${balance('OPBD', '10000.00', '<Dt>2026-11-25</Dt>')}${balance('CLBD', closing, closed)}${entries}</Stmt></BkToCstmrStmt></Document>`;

/** A pain.002.001.10. */
export const statusReport = (
  lines: string,
  { createdAt = '2026-11-25T12:00:00Z', group = '<OrgnlNbOfTxs>2</OrgnlNbOfTxs>' } = {},
): string =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>${createdAt}</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId>${group}</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>${lines}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

export const statusLine = (id: string, status = 'ACSC'): string =>
  `<TxInfAndSts><OrgnlInstrId>${id}</OrgnlInstrId><TxSts>${status}</TxSts></TxInfAndSts>`;

/** A movement that a test has the bank book. */
export interface Told {
  /** `credit`: money that comes in and is not called a return. */
  readonly kind: 'credit' | 'debit' | 'return';
  readonly instrId: string;
  /** Of all of it when absent: 2000.00. */
  readonly value?: string;
  /** What the bank takes for it within the same booking. */
  readonly fee?: string;
  readonly reason?: string;
  /** KES when absent. */
  readonly currency?: string;
}

/** One of the statements of an account, each of which begins where the one before ended. */
export function statementNumbered(
  { account, sequence, openingMinor }: { account: string; sequence: number; openingMinor: number },
  told: readonly Told[],
) {
  const wholeOf = ({ value = '2000.00', fee = '0' }: Told) => (Number(value) + Number(fee)).toFixed(2);
  const entries = told.map((one, at) => {
    const { kind, instrId, value = '2000.00', reason = 'AC04', currency = 'KES' } = one;
    const back = kind === 'return' ? `<RtrInf><Rsn><Cd>${reason}</Cd></Rsn></RtrInf>` : '';
    const details = `<TxDtls><Refs><InstrId>${instrId}</InstrId></Refs>${amount(value)}${back}</TxDtls>`;
    const mark = kind === 'debit' ? 'DBIT' : 'CRDT';
    return booked({ value: wholeOf(one), mark, details })
      .replace('N1', `N${sequence}-${at}`)
      .replaceAll('"KES"', `"${currency}"`);
  });
  const moved = told.map((one) => (one.kind === 'debit' ? -100 : 100) * Number(wholeOf(one)));
  const closingMinor = moved.reduce((sum, one) => sum + one, openingMinor);
  const text = statementOf(entries.join(''), { closing: (closingMinor / 100).toFixed(2), sequence: String(sequence) })
    .replace('>10000.00<', `>${(openingMinor / 100).toFixed(2)}<`)
    .replaceAll('S1', `S${sequence}`)
    .replace('<Id>0001</Id>', `<Id>${account}</Id>`);
  return { text, closingMinor };
}

/** A pain.002 about one of our messages; `group`: what it says of all of it, `lines`: of each. */
export const reportAbout = (
  messageId: string,
  lines: string,
  { id = 'R1', group = '', createdAt = '2026-11-25T12:00:00Z' } = {},
): string =>
  statusReport(lines, { createdAt, group }).replace('<MsgId>R1<', `<MsgId>${id}<`).replace('>M1<', `>${messageId}<`);

/** With a reason, and by the id that the bank repeats. */
export const refusedLine = (instrId: string, reason: string): string =>
  statusLine(instrId, 'RJCT').replace('</TxSts>', `</TxSts><StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>`);
