import type { Movement } from './books.js';
import { writeEntry } from './camt-053-writer.js';
import type { Traits } from './profiles.js';

/** Returns of one day of an account, announced on the day itself: the statement comes when the day is over. */
export function writeCamt054(account: string, id: string, returns: readonly Movement[], traits: Traits): string {
  const day = returns[0]?.day ?? '';
  const entries = returns.map((movement, place) => writeEntry([movement], `${id}-${place + 1}`, traits));
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.${traits.statementVersion}"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day}T12:00:00Z</CreDtTm></GrpHdr><Ntfctn><Id>${id}</Id><CreDtTm>${day}T12:00:00Z</CreDtTm><Acct><Id><Othr><Id>${account}</Id></Othr></Id></Acct>${entries.join('')}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
`;
}
