import { entriesOf, type StatementEntry } from './camt-053.js';
import { elementsAt, findText, getElement, getText, readXml, UnreadableMessage, type XmlElement } from './xml.js';

/** What a bank announces about one account before its statement books it; it has no balances to be held against. */
export interface Notification {
  readonly id: string;
  readonly account: string;
  readonly entries: readonly StatementEntry[];
}

/** `camt.052` is the report of an account within the day: it books nothing either. */
export type NotificationKind = 'camt.052' | 'camt.054';

const PLACES: Readonly<Record<NotificationKind, string>> = {
  'camt.052': 'BkToCstmrAcctRpt/Rpt',
  'camt.054': 'BkToCstmrDbtCdtNtfctn/Ntfctn',
};

/** One notification of versions 02 to 08; throws UnreadableMessage when it is none, of the other kind, or several. */
export function readCamt054(text: string | Iterable<string>, kind: NotificationKind = 'camt.054'): Notification {
  const entries: StatementEntry[] = [];
  return { ...scanCamt054(text, (entry) => entries.push(entry), kind), entries };
}

/** The same without its entries, which are handed over one by one, before anybody knows that the message is whole. */
export function scanCamt054(
  text: string | Iterable<string>,
  take: (entry: StatementEntry) => void,
  kind: NotificationKind = 'camt.054',
): Omit<Notification, 'entries'> {
  let place = 0;
  let index = 0;
  const document = readXml(text, {
    path: `${PLACES[kind]}/Ntry`,
    take(entry) {
      // Counted through the message, as in a statement: two returns of one reference are two.
      for (const one of entriesOf(entry, place)) take({ ...one, index: index++ });
      place += 1;
    },
  });
  refuseOtherVersion(document, kind);
  const notification = getElement(document, PLACES[kind]);
  if (elementsAt(document, PLACES[kind]).length > 1) throw new UnreadableMessage('several notifications');
  return {
    id: getText(notification, 'Id'),
    account: findText(notification, 'Acct/Id/Othr/Id') ?? getText(notification, 'Acct/Id/IBAN'),
  };
}

const VERSIONS = ['02', '03', '04', '05', '06', '07', '08'];

/** Between versions elements change their meaning: what was never read in a test is not read here. */
function refuseOtherVersion({ attributes }: XmlElement, kind: NotificationKind): void {
  const known = VERSIONS.map((version) => `urn:iso:std:iso:20022:tech:xsd:${kind}.001.${version}`);
  if (!Object.values(attributes).some((value) => known.includes(value))) {
    throw new UnreadableMessage(`not ${kind}.001.02 to .08`);
  }
}
