import { SaxesParser } from 'saxes';

/** An element of a bank's message, by local name; namespaces and prefixes are the sender's affair. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** What a bank sent is not the message it should be. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

/** Limits of S17: no message of a bank comes near them, and one that does is not read. */
export const MAX_DEPTH = 64;
export const MAX_TEXT = 1_000_000;
export const MAX_ELEMENTS = 50_000_000;

/** Elements that a message has very many of: each is handed over when it is whole, and is not kept. */
export interface Records {
  /** Below the document's element, e.g. `BkToCstmrStmt/Stmt/Ntry`. */
  readonly path: string;
  readonly take: (record: XmlElement) => void;
}

/**
 * Reads a message, whole or in pieces. Throws UnreadableMessage for what is not well-formed or declares a document type
 * (no entity is ever expanded). With `records` the memory that it needs is that of the rest.
 */
export function readXml(text: string | Iterable<string>, records?: Records): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
  const parser = openParser(path, records);
  for (const piece of typeof text === 'string' ? [text] : text) parser.write(piece);
  parser.close();
  const [document] = root.children;
  if (!document) throw new UnreadableMessage('empty');
  return document;
}

function openParser(path: XmlElement[], records: Records | undefined): SaxesParser {
  let elements = 0;
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new UnreadableMessage('a message of a bank declares no document type');
  });
  parser.on('error', (error) => {
    throw new UnreadableMessage('not well-formed', { cause: error });
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (path.length > MAX_DEPTH || elements > MAX_ELEMENTS)
      throw new UnreadableMessage('nested too deeply or too long');
    const element: XmlElement = { name: localName(name), attributes, children: [], text: '' };
    path.at(-1)?.children.push(element);
    path.push(element);
  });
  const addText = (chunk: string) => {
    const at = path.at(-1);
    if (!at) return;
    if (at.text.length + chunk.length > MAX_TEXT) throw new UnreadableMessage('a text is too long');
    at.text += chunk;
  };
  parser.on('text', addText);
  // The same text in another spelling: without it an amount of which a part is written so would be another amount.
  parser.on('cdata', addText);
  const isRecord = recordTest(path, records);
  parser.on('closetag', () => {
    const isWhole = isRecord();
    const closed = path.pop();
    if (!isWhole || !closed) return;
    path.at(-1)?.children.pop();
    records?.take(closed);
  });
  return parser;
}

/** Whether the innermost open element is a record. */
function recordTest(path: readonly XmlElement[], records: Records | undefined): () => boolean {
  const names = records?.path.split('/') ?? [];
  // The root that holds the document, and the document's element.
  const depth = names.length + 2;
  return () => names.length > 0 && path.length === depth && names.every((name, at) => path[at + 2]?.name === name);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Every element at a path such as `Ntry/NtryDtls/TxDtls`, in document order. */
export function elementsAt(element: XmlElement, path: string): readonly XmlElement[] {
  return path
    .split('/')
    .reduce<readonly XmlElement[]>(
      (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    );
}

/** The trimmed text of the first element there; undefined when there is none or it is blank. */
export function findText(element: XmlElement, path: string): string | undefined {
  const text = elementsAt(element, path)[0]?.text.trim();
  return text === '' ? undefined : text;
}

export function getText(element: XmlElement, path: string): string {
  const text = findText(element, path);
  if (text === undefined) throw new UnreadableMessage(`${path} is missing`);
  return text;
}

export function getElement(element: XmlElement, path: string): XmlElement {
  const [found] = elementsAt(element, path);
  if (!found) throw new UnreadableMessage(`${path} is missing`);
  return found;
}
