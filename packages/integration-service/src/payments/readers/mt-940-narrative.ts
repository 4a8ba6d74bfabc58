import type { StatementEntry } from './camt-053.js';

/** What an entry says of a payment of ours; `isReturn`: it says that it came back. */
export interface Narrative extends Pick<StatementEntry, 'batch' | 'endToEndId' | 'instrId' | 'reason' | 'uetr'> {
  readonly isReturn: boolean;
}

/** `/EREF/…` as most banks write it, or `EREF+…` in the numbered parts of German banks; the words that we look for. */
const WORDS = ['EREF', 'IREF', 'KREF', 'NBTR', 'PREF', 'RTRN', 'UETR'];
/** Words that end the one before them. */
const OTHERS = ['MREF', 'CRED', 'DEBT', 'SVWZ', 'PURP', 'ABWA', 'ABWE', 'COAM', 'OAMT', 'REMI', 'NAME', 'IBAN', 'BIC'];

/**
 * What customer reference and `:86:` say together. A word that comes twice and says two things says nothing: a text
 * that a payee may have written must not choose which payment is meant.
 */
export function readNarrative(own: string, info: readonly string[]): Narrative {
  const numbered = /^(\d{3})\?/.exec(info[0] ?? '');
  const said = numbered ? wordsOfParts(info.join('')) : wordsBetweenSlashes(info.join(''));
  const isReturn = said.has('RTRN') || numbered?.[1] === RETURNED;
  return { ...paymentOf(said, own), reason: said.get('RTRN'), isReturn };
}

/** A credit transfer that came back, in the codes of German banks. */
const RETURNED = '159';

/** The payment that is named; or the file, of which this is one sum. */
function paymentOf(said: Words, own: string): Omit<Narrative, 'isReturn' | 'reason'> {
  const [endToEndId, instrId, uetr] = [said.get('EREF'), said.get('IREF'), said.get('UETR')?.toLowerCase()];
  if ((endToEndId ?? instrId ?? uetr) !== undefined) return { endToEndId, instrId, uetr, batch: undefined };
  // A bank that has no word for it repeats the beginning of an id as the reference.
  const reference = own === 'NONREF' ? undefined : own;
  return { endToEndId: reference, instrId: reference, uetr, batch: batchOf(said) };
}

function batchOf(said: Words): Narrative['batch'] {
  const [messageId, paymentInfoId, count] = [said.get('KREF'), said.get('PREF'), said.get('NBTR')];
  if ((messageId ?? paymentInfoId) === undefined) return undefined;
  return { messageId, paymentInfoId, count: count === undefined ? undefined : Number(count) };
}

type Words = ReadonlyMap<string, string>;

function wordsBetweenSlashes(text: string): Words {
  return unambiguous([...text.matchAll(/\/([A-Z]{4})\/([^/]*)/g)].map(([, word = '', value = '']) => [word, value]));
}

function wordsOfParts(text: string): Words {
  const parts = text.split(/\?(?=\d\d)/).slice(1);
  const purpose = parts.filter((part) => /^(2\d|6[0-3])/.test(part)).map((part) => part.slice(2));
  const words = [...WORDS, ...OTHERS].join('|');
  const pieces = purpose.join('').split(new RegExp(`(${words})\\+`));
  return unambiguous(pieces.flatMap((word, at) => (at % 2 === 1 ? [[word, pieces[at + 1] ?? ''] as const] : [])));
}

function unambiguous(said: readonly (readonly [string, string])[]): Words {
  const words = new Map<string, string>();
  const twice = new Set<string>();
  for (const [word, text] of said) {
    const value = text.trim();
    if (!WORDS.includes(word) || value === '' || value === 'NOTPROVIDED') continue;
    if ((words.get(word) ?? value) !== value) twice.add(word);
    words.set(word, value);
  }
  for (const word of twice) words.delete(word);
  return words;
}
