import { fromXml, XML_DOCUMENT, XML_LINE, type XmlNode } from '@interlink/domain/exchange/bulk/xml';
import { messageLimits } from '@interlink/domain/interconnection/message-limits';
import { SaxesParser } from 'saxes';
import { FileRefused, type BulkLine } from './line.js';

interface OpenNode extends XmlNode {
  readonly children: OpenNode[];
  text: string;
}

/** One line, as large as one message may be; the document and the line itself are two levels more. */
const MAX_DEPTH = messageLimits.depth + 2;
const openNode = (name: string, attributes: Readonly<Record<string, string>>): OpenNode => ({
  ...{ name, attributes, text: '' },
  children: [],
});

/**
 * The elements of a document, each when it is whole. Throws FileRefused for what is not well-formed, declares a
 * document type (S17: no entity is ever expanded), goes too deep or holds more in one line than a message may.
 */
export async function* readXmlLines(text: AsyncIterable<string>): AsyncGenerator<BulkLine> {
  const whole: OpenNode[] = [];
  const parser = openParser(whole);
  let number = 0;
  const take = function* (): Generator<BulkLine> {
    for (const node of whole.splice(0)) {
      number += 1;
      const value = fromXml(node);
      yield value === undefined ? { number, value, fault: 'the element is of no such form' } : { number, value };
    }
  };
  for await (const piece of text) {
    parser.read(piece);
    yield* take();
  }
  parser.close();
  yield* take();
}

const refuse = (cause?: unknown): never => {
  throw new FileRefused('not-xml', { cause });
};

function openParser(whole: OpenNode[]): { read(piece: string): void; close(): void } {
  const path: OpenNode[] = [];
  let held = 0;
  // What came since the last tag: text, a comment or an attribute is told of when it has ended, and kept until then.
  let untold = 0;
  const hold = (more: number) => {
    held += more;
    if (held > messageLimits.bytes) refuse();
  };
  const parser = new SaxesParser();
  parser.on('doctype', refuse);
  parser.on('error', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    untold = 0;
    const wanted = [XML_DOCUMENT, XML_LINE][path.length];
    if ((wanted !== undefined && wanted !== name) || path.length >= MAX_DEPTH) refuse();
    // An element costs more than its letters.
    hold(Object.entries(attributes).reduce((sum, [one, value]) => sum + one.length + value.length, name.length + 20));
    const node = openNode(name, attributes);
    if (path.length > 1) path.at(-1)?.children.push(node);
    path.push(node);
  });
  const addText = (chunk: string) => {
    const at = path.at(-1);
    if (!at || path.length === 1) return void (chunk.trim() === '' || refuse());
    hold(chunk.length);
    at.text += chunk;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    untold = 0;
    const closed = path.pop();
    if (path.length !== 1 || !closed) return;
    whole.push(closed);
    held = 0;
  });
  return {
    read(piece) {
      untold += piece.length;
      parser.write(piece);
      if (untold > messageLimits.bytes) refuse();
    },
    close: () => void parser.close(),
  };
}
