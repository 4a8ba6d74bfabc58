import { foldName, scriptsOf } from './fold-name.js';

/** How two written names of one person compare. `close`: a person should look, but need not refuse. */
export type NameComparison = 'match' | 'close' | 'differs';

// Beyond this many parts that are not equal, trying every pairing would cost more than a person's look.
const MAX_LOOSE_PARTS = 5;

/**
 * Compares two full names whatever their script, case, diacritics, punctuation and order of parts. `close` for a
 * spelling slip, an initial, a part that one side lacks, and for names in different scripts, which cannot be compared
 * letter by letter. Symmetric. An empty name differs from every other.
 */
export function compareNames(a: string, b: string): NameComparison {
  const left = foldName(a);
  const right = foldName(b);
  if (left.length === 0 || right.length === 0) return 'differs';
  if (isSame(left, right)) return 'match';
  if (!shareScript(left, right)) return 'close';
  return isClose(left, right) ? 'close' : 'differs';
}

/** Same parts in any order, or the same letters with other gaps (`Al Bashir`, `Albashir`). */
function isSame(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join(' ') === [...right].sort().join(' ') || left.join('') === right.join('');
}

function shareScript(left: readonly string[], right: readonly string[]): boolean {
  const known = scriptsOf(left.join(''));
  return [...scriptsOf(right.join(''))].some((script) => known.has(script));
}

function isClose(left: readonly string[], right: readonly string[]): boolean {
  const { shared, a, b } = withoutShared(left, right);
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  if (more.length > MAX_LOOSE_PARTS) return false;
  // One part alone says too little of a name that has several.
  const enough = Math.min(left.length, right.length) > 1 || Math.max(left.length, right.length) === 1;
  return enough && covers(fewer, more, shared > 0);
}

function withoutShared(left: readonly string[], right: readonly string[]) {
  const b = [...right];
  const a = left.filter((part) => {
    const at = b.indexOf(part);
    if (at >= 0) b.splice(at, 1);
    return at < 0;
  });
  return { shared: left.length - a.length, a, b };
}

/** Whether each part on the side with fewer has a partner of its own, and at least one pair is more than an initial. */
function covers(fewer: readonly string[], more: readonly string[], anchored: boolean): boolean {
  const [first, ...rest] = fewer;
  if (first === undefined) return anchored;
  return more.some((candidate, at) => {
    const others = more.filter((_part, index) => index !== at);
    if (isNear(first, candidate)) return covers(rest, others, true);
    return isInitial(first, candidate) && covers(rest, others, anchored);
  });
}

function isInitial(a: string, b: string): boolean {
  const [first, second] = [[...a], [...b]];
  return (first.length === 1 || second.length === 1) && first[0] === second[0];
}

/** One slip in a part of four letters or more, two from eight on; a swap of neighbours is one slip. */
function isNear(a: string, b: string): boolean {
  const [one, other] = [[...a], [...b]];
  const shortest = Math.min(one.length, other.length);
  if (shortest < 4) return a === b;
  const slips = shortest < 8 ? 1 : 2;
  // Each letter too many is a slip: what is far longer is not compared letter by letter, however long it was made.
  return Math.abs(one.length - other.length) <= slips && editDistance(one, other) <= slips;
}

/** Optimal string alignment distance. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_cell, at) => at)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const best = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + change);
      rows[i]?.push(swapped ? Math.min(best, cell(i - 2, j - 2) + 1) : best);
    }
  }
  return cell(a.length, b.length);
}
