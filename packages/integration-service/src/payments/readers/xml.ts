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
export const MAX_ELEMENTS = 20_000_000;

/** Throws UnreadableMessage for what is not well-formed or declares a document type (no entity is ever expanded). */
export function readXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
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
  parser.on('text', (chunk) => {
    const at = path.at(-1);
    if (!at) return;
    if (at.text.length + chunk.length > MAX_TEXT) throw new UnreadableMessage('a text is too long');
    at.text += chunk;
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  const [document] = root.children;
  if (!document) throw new UnreadableMessage('empty');
  return document;
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
