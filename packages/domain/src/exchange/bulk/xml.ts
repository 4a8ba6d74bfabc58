import { jsonWithin, type Json, type JsonObject } from './json-tree.js';

/** The document's element and the element of one line. */
export const XML_DOCUMENT = 'records';
export const XML_LINE = 'record';

/** An element as it was read. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

const isName = (text: string) => /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text) && !/^xml/i.test(text);
/** What XML 1.0 can hold at all, and what every reader gives back as it was. */
const isText = (text: string) => /^(?:[\t\n\u0020-\ud7ff\ue000-\ufffd]|[\ud800-\udbff][\udc00-\udfff])*$/.test(text);

/**
 * A value as an element. `type` says what is no text and no object with members; what XML cannot hold is JSON in it.
 */
export function toXml(value: Json, tag: string = XML_LINE, named = ''): string {
  const open = (type?: string) => `<${tag}${named}${type === undefined ? '' : ` type="${type}"`}>`;
  const close = `</${tag}>`;
  if (value === null) return `${open('null')}${close}`;
  if (typeof value === 'string') {
    return isText(value) ? `${open()}${escaped(value)}${close}` : `${open('json')}${inJson(value)}${close}`;
  }
  if (typeof value !== 'object') return `${open(typeof value)}${String(value)}${close}`;
  if (isList(value)) return `${open('list')}${value.map((item) => toXml(item, 'item')).join('')}${close}`;
  const names = Object.keys(value);
  if (!names.every(isText)) return `${open('json')}${inJson(value)}${close}`;
  return `${open(names.length === 0 ? 'object' : undefined)}${names.map((name) => member(value, name)).join('')}${close}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function member(object: JsonObject, name: string): string {
  const value = object[name] ?? null;
  return isName(name) ? toXml(value, name) : toXml(value, 'member', ` name="${escaped(name)}"`);
}

function escaped(text: string): string {
  const spelled = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return spelled.replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

/** In ASCII, so that nothing is left that XML cannot hold. */
const inJson = (value: Json) =>
  escaped(
    JSON.stringify(value).replace(
      /[^\u0020-\u007e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

/** The value of an element; undefined when it is none: mixed text, members twice, a type that its text is not of. */
export function fromXml(node: XmlNode): Json | undefined {
  const { attributes, children, text } = node;
  const type = attributes['type'] ?? (children.length > 0 ? 'object' : 'text');
  if (type === 'list') return text.trim() === '' ? listOf(children) : undefined;
  if (type === 'object') return text.trim() === '' ? objectOf(children) : undefined;
  return children.length > 0 ? undefined : scalarOf(type, text);
}

function scalarOf(type: string, text: string): Json | undefined {
  if (type === 'text') return text;
  if (type === 'null') return text === '' ? null : undefined;
  const value = jsonWithin(text);
  if (type === 'json') return value;
  return (type === 'boolean' || type === 'number') && typeof value === type ? value : undefined;
}

function listOf(children: readonly XmlNode[]): Json | undefined {
  const items = children.map((child) => (child.name === 'item' ? fromXml(child) : undefined));
  return items.every((item) => item !== undefined) ? items : undefined;
}

function objectOf(children: readonly XmlNode[]): Json | undefined {
  const members = children.map((child) => [child.attributes['name'] ?? child.name, fromXml(child)] as const);
  if (new Set(members.map(([name]) => name)).size !== members.length) return undefined;
  return members.every((one): one is readonly [string, Json] => one[1] !== undefined)
    ? Object.fromEntries(members)
    : undefined;
}
