import bidiFactory, { type Bidi } from 'bidi-js';

/** The scripts that a document can be written in; each has a font of its own. */
export type Script = 'arabic' | 'ethiopic' | 'latin';
export type Direction = 'ltr' | 'rtl';

/** A piece of one line in one font: of Arabic one word, in the order in which its letters are read. */
export interface TextRun {
  readonly text: string;
  readonly script: Script;
  /** Its place among the runs as they are read. */
  readonly order: number;
}

// Node gives the factory itself; the package's types believe it to be under `default`, by how they are resolved.
const bidi = (bidiFactory as unknown as () => Bidi)();
const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ['arabic', /\p{Script_Extensions=Arabic}/u],
  ['ethiopic', /\p{Script_Extensions=Ethiopic}/u],
];

/**
 * One line of text as runs from left to right, by the Unicode Bidirectional Algorithm (UAX #9). A run of Arabic letters
 * stays in logical order: the shaper turns it round once it has joined its letters.
 */
export function runsOf(line: string, direction: Direction): readonly TextRun[] {
  const { levels } = bidi.getEmbeddingLevels(line, direction);
  return reordered(levelRuns(line, levels)).map(({ text, script, order, level }) => ({
    order,
    script,
    text: level % 2 === 1 && !/\p{Script=Arabic}/u.test(text) ? turned(text) : text,
  }));
}

interface LevelRun extends TextRun {
  readonly level: number;
}

function levelRuns(line: string, levels: Uint8Array): readonly LevelRun[] {
  const runs: LevelRun[] = [];
  let at = 0;
  for (const sign of line) {
    const level = levels[at] ?? 0;
    const last = runs.at(-1);
    const script = scriptOf(sign, last?.script);
    const isNext = last?.level === level && last.script === script && !(level % 2 === 1 && isWordEnd(last.text, sign));
    if (isNext) runs[runs.length - 1] = { ...last, text: last.text + sign };
    else runs.push({ text: sign, script, level, order: runs.length });
    at += sign.length;
  }
  return runs;
}

/**
 * Words from right to left are runs of their own: the font's cache of words does not know which of two stands first.
 */
const isWordEnd = (before: string, sign: string): boolean => before.endsWith(' ') !== (sign === ' ');

/** Every font has a space of its own, so a space stays with what stands before it. */
function scriptOf(sign: string, before: Script = 'latin'): Script {
  if (/^[ \u00a0\p{Script=Inherited}]$/u.test(sign)) return before;
  return SCRIPTS.find(([, of]) => of.test(sign))?.[0] ?? 'latin';
}

/**
 * UAX #9, L2: from the highest level down to the lowest odd one, whatever stands at that level or above is reversed.
 */
function reordered(logical: readonly LevelRun[]): readonly LevelRun[] {
  const runs = [...logical];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < runs.length; from += 1) {
      let to = from;
      while ((runs[to]?.level ?? -1) >= level) to += 1;
      if (to > from) runs.splice(from, to - from, ...runs.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  }
  return runs;
}

const turned = (text: string): string =>
  [...text]
    .reverse()
    .map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
    .join('');
