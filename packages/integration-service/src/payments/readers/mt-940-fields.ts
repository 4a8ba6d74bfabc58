import { UnreadableMessage } from './xml.js';

/** A field as `:61:` with the lines that go on with it; the tag `-` ends a message. */
export interface SwiftField {
  readonly tag: string;
  readonly lines: readonly string[];
}

/** SWIFT has 65 characters after a tag of at most 5; what a bank writes around blocks may be longer. */
export const MAX_LINE = 512;
/** `:86:` has six lines. */
export const MAX_LINES = 12;

/**
 * The fields of a file of SWIFT messages, one by one, with or without the blocks around them. Throws UnreadableMessage.
 */
export function* swiftFields(text: string | Iterable<string>): Generator<SwiftField> {
  let field: { tag: string; lines: string[] } | undefined;
  for (const line of linesOf(text)) {
    const tag = tagOf(line);
    if (tag === undefined) {
      goOn(field, line);
      continue;
    }
    if (field) yield field;
    field = tag === '-' ? undefined : { tag, lines: [line.slice(tag.length + 2)] };
    if (tag === '-') yield { tag, lines: [] };
  }
  if (field) yield field;
}

/** Of the field that begins there, `-` for the end of a message; undefined for a line that goes on, and for a block. */
function tagOf(line: string): string | undefined {
  return /^-(\}.*)?$/.test(line) ? '-' : /^:(\d\d[A-Z]?):/.exec(line)?.[1];
}

function goOn(field: { readonly lines: string[] } | undefined, line: string): void {
  if (!field) {
    if (!/^(\{\d:.*)?$/.test(line)) throw new UnreadableMessage('a line before any field');
  } else if (field.lines.push(line) > MAX_LINES) throw new UnreadableMessage('a field of too many lines');
}

/** Lines without their ends, from pieces that end anywhere; memory is that of one line. */
function* linesOf(text: string | Iterable<string>): Generator<string> {
  let rest = '';
  for (const piece of typeof text === 'string' ? [text] : text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield checked(line);
    if (rest.length > MAX_LINE) throw new UnreadableMessage('a line is too long');
  }
  if (rest !== '') yield checked(rest);
}

function checked(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (text.length > MAX_LINE) throw new UnreadableMessage('a line is too long');
  if (/\p{Cc}/u.test(text)) throw new UnreadableMessage('a character that no text has');
  return text;
}
