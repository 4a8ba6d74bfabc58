import { entriesOf, type StatementEntry } from './camt-053.js';
import { elementsAt, findText, getElement, getText, readXml, UnreadableMessage, type XmlElement } from './xml.js';

/** What a bank announces about one account before its statement books it; it has no balances to be held against. */
export interface Notification {
  readonly id: string;
  readonly account: string;
  readonly entries: readonly StatementEntry[];
}

/** One notification of camt.054.001.02 or .08; throws UnreadableMessage when it is none, or several. */
export function readCamt054(text: string | Iterable<string>): Notification {
  const entries: StatementEntry[] = [];
  return { ...scanCamt054(text, (entry) => entries.push(entry)), entries };
}

/** The same without its entries, which are handed over one by one, before anybody knows that the message is whole. */
export function scanCamt054(
  text: string | Iterable<string>,
  take: (entry: StatementEntry) => void,
): Omit<Notification, 'entries'> {
  let place = 0;
  const document = readXml(text, {
    path: 'BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry',
    take(entry) {
      for (const one of entriesOf(entry, place)) take(one);
      place += 1;
    },
  });
  refuseOtherVersion(document);
  const notification = getElement(document, 'BkToCstmrDbtCdtNtfctn/Ntfctn');
  if (elementsAt(document, 'BkToCstmrDbtCdtNtfctn/Ntfctn').length > 1)
    throw new UnreadableMessage('several notifications');
  return {
    id: getText(notification, 'Id'),
    account: findText(notification, 'Acct/Id/Othr/Id') ?? getText(notification, 'Acct/Id/IBAN'),
  };
}

const VERSIONS = ['02', '08'].map((version) => `urn:iso:std:iso:20022:tech:xsd:camt.054.001.${version}`);

/** Between versions elements change their meaning: what was never read in a test is not read here. */
function refuseOtherVersion({ attributes }: XmlElement): void {
  if (!Object.values(attributes).some((value) => VERSIONS.includes(value))) {
    throw new UnreadableMessage('neither camt.054.001.02 nor .08');
  }
}
