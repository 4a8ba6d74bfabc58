import type { VillageChoice } from '@interlink/contracts/social-registry/village';

/** As it is compared: without accents and case, in words. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** A list of villages made ready once, to be searched at every key. */
export interface VillageFinder {
  readonly all: readonly VillageChoice[];
  byCode(code: string): VillageChoice | undefined;
  /** The only village of just this name; undefined when there are several. */
  byName(typed: string): VillageChoice | undefined;
  /**
   * The villages of which every word that was typed begins a word of the name, of the code or of what they lie in;
   * those whose own name begins so come first. At most `most`, with how many there are in all.
   */
  find(typed: string, most: number): { readonly items: readonly VillageChoice[]; readonly count: number };
}

export function villageFinder(all: readonly VillageChoice[]): VillageFinder {
  const byCode = new Map(all.map((village) => [village.code, village]));
  const ready = all.map((village) => {
    const own = wordsOf(village.name);
    return { village, own, words: [...own, ...wordsOf(village.code), ...village.within.flatMap(wordsOf)] };
  });
  const begins = (words: readonly string[], part: string) => words.some((word) => word.startsWith(part));
  return {
    all,
    byCode: (code) => byCode.get(code),
    byName(typed) {
      const wanted = wordsOf(typed).join(' ');
      const found = ready.filter(({ own }) => own.join(' ') === wanted);
      return found.length === 1 && wanted !== '' ? found[0]?.village : undefined;
    },
    find(typed, most) {
      const parts = wordsOf(typed);
      const found = ready.filter(({ words }) => parts.every((part) => begins(words, part)));
      const isFirst = ({ own }: (typeof ready)[number]) => parts.every((part) => begins(own, part));
      const ordered = [...found.filter(isFirst), ...found.filter((one) => !isFirst(one))];
      return { items: ordered.slice(0, most).map(({ village }) => village), count: found.length };
    },
  };
}

/** By what they lie in, then by name: villages of one place stand together. */
export function inOrder(villages: readonly VillageChoice[]): readonly VillageChoice[] {
  const keyed = villages.map((village) => ({ village, key: [...village.within, village.name, village.code] }));
  return keyed.sort((one, other) => compareKeys(one.key, other.key)).map(({ village }) => village);
}

function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return one.length - other.length;
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}
