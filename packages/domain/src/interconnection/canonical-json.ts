/** How letters beyond ASCII are written in the signed form: as \uXXXX, or as they are (dci.md 5, dialect A). */
export type CanonicalLetters = 'escaped' | 'as-is';

/**
 * The signed form of dialects A and B: members sorted by code point at every level, no white space. Takes what
 * JSON.parse gives; numbers are printed as JavaScript prints them.
 */
export function canonicalJson(value: unknown, letters: CanonicalLetters): string {
  const text = write(value);
  return letters === 'escaped' ? text.replace(/[^\0-\x7e]/g, escape) : text;
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of namesInOrder(members)) {
    if (members[name] !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${write(members[name])}`;
  }
  return `{${text}}`;
}

/** JavaScript orders by UTF-16 unit; the signers that are met order by code point: it differs beyond U+FFFF only. */
function namesInOrder(members: object): string[] {
  const names = Object.keys(members);
  return names.some((name) => /[\ud800-\udfff]/.test(name)) ? names.sort(byCodePoint) : names.sort();
}

function byCodePoint(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const step = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (step !== 0) return step;
  }
  return a.length - b.length;
}

/** Half of a character beyond U+FFFF comes after every whole one, though its unit is less than some. */
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
