/**
 * The words of a name, folded: small letters of the Latin script only. Another script is put into Latin by the caller.
 */
export function nameWords(latin: string): string[] {
  return latin
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’ʼ`´]/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

// Spellings of one sound. Longer first.
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^kn|^gn/, 'n'],
  [/tsch|tch|sch|sh|ch/g, 'x'],
  [/ph/g, 'f'],
  [/ck|q|kh|gh/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/dh|th/g, 't'],
  [/[zs]+/g, 's'],
  [/[vw]/g, 'w'],
  [/[gj]/g, 'j'],
  [/[bp]/g, 'b'],
  [/[dt]/g, 't'],
];

/**
 * A word by its consonants: the same for spellings that sound alike, and for scripts that write no vowels
 * (`Muhammad`, `Mohamed`, and `mhmd` from Arabic).
 */
export function soundOf(word: string): string {
  const sounds = SOUNDS.reduce((text, [spelling, sound]) => text.replace(spelling, sound), word);
  const consonants = sounds.replace(/[aeiouy]/g, '').replace(/(.)\1+/g, '$1');
  // An h between vowels is written or not; at the front it stays.
  const trimmed = consonants.replace(/(?<=.)h(?=$)/g, '');
  return trimmed === '' ? (word[0] ?? '') : trimmed;
}

/**
 * How alike two folded names are: 1 for the same words in any order, 0 for none in common; the same either way round.
 */
export function likeness(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const few = Math.min(one.length, other.length);
  const sum = bestPairs(one, other).reduce((total, { value }) => total + value, 0);
  // A word more is likelier a second name than another person.
  return Math.max(0, sum / few - 0.05 * (Math.max(one.length, other.length) - few));
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly value: number;
  readonly words: string;
}

/**
 * Each word beside one of the other name, the likest first: "Ali Ali" is not "Ali Omar", though both its words are
 * there.
 */
function bestPairs(one: readonly string[], other: readonly string[]): readonly Pair[] {
  const pairs = one.flatMap((word, a) =>
    other.map((against, b) => ({ a, b, value: wordLikeness(word, against), words: [word, against].sort().join(' ') })),
  );
  // Of pairs that are as alike the words decide, so that it does not matter which name came first.
  pairs.sort((x, y) => y.value - x.value || (x.words < y.words ? -1 : Number(x.words > y.words)));
  const [usedA, usedB] = [new Set<number>(), new Set<number>()];
  return pairs.filter(({ a, b }) => {
    if (usedA.has(a) || usedB.has(b)) return false;
    usedA.add(a);
    usedB.add(b);
    return true;
  });
}

function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const sound = soundOf(one) === soundOf(other) ? 0.9 : 0;
  return Math.max(sound, dice(one, other));
}

/** Shared pairs of letters. */
function dice(one: string, other: string): number {
  const pairs = (word: string) =>
    new Set(Array.from({ length: word.length + 1 }, (_, at) => ` ${word} `.slice(at, at + 2)));
  const [a, b] = [pairs(one), pairs(other)];
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return (2 * shared) / (a.size + b.size);
}

/** Shorter words are too many's names with one letter changed. */
const SHORTEST_SLIP = 4;

/** One is the other with a letter changed, left out or put in, or with two neighbours swapped. */
export function isSlip(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < SHORTEST_SLIP) return false;
  const before = shared(one, other, 0, (word, at) => word[at]);
  const after = shared(one, other, before, (word, at) => word[word.length - 1 - at]);
  const [a, b] = [one, other].map((word) => word.slice(before, word.length - after)) as [string, string];
  if (a.length <= 1 && b.length <= 1) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** How many letters are the same in a row, of those that are left. */
function shared(one: string, other: string, taken: number, at: (word: string, index: number) => string | undefined) {
  const most = Math.min(one.length, other.length) - taken;
  let count = 0;
  while (count < most && at(one, count) === at(other, count)) count += 1;
  return count;
}
