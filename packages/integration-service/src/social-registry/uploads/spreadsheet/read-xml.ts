import { SaxesParser } from 'saxes';
import { FileRefused } from '../file-row.js';
import { unreadable } from './archive.js';

export type Attributes = Readonly<Record<string, string>>;

/** Names of elements come without the prefix of their namespace, those of attributes as they are written. */
export interface XmlListener {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Text without any tag that is longer than this is no cell's: Excel's longest has 32,767 characters. */
const MOST_WITHOUT_TAG = 1_048_576;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a part of a spreadsheet and gives what `listen` made of it, piece by piece, so that neither the whole is in
 * memory nor the process busy for long. Throws `spreadsheet-unreadable` for what is no XML, and for a document type,
 * which no spreadsheet has and which could name files of ours.
 */
export async function* readXml<Item>(
  part: AsyncIterable<Buffer>,
  listen: (emit: (item: Item) => void) => XmlListener,
): AsyncGenerator<Item> {
  let items: Item[] = [];
  let sinceTag = 0;
  const listener = listen((item) => items.push(item));
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new FileRefused('spreadsheet-unreadable', ['DOCTYPE']);
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceTag = 0;
    listener.open?.(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    sinceTag = 0;
    listener.close?.(local(name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('error', (thrown) => {
    throw thrown;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of part) {
      sinceTag += chunk.length;
      parser.write(decoder.decode(chunk, { stream: true }));
      if (sinceTag > MOST_WITHOUT_TAG) throw new FileRefused('spreadsheet-too-large');
      yield* items;
      items = [];
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (thrown) {
    throw unreadable(thrown);
  }
  yield* items;
}
