// Marks that a registry may or may not write. Vowel signs of other scripts (Devanagari, Thai ...) are letters and stay.
const OPTIONAL_MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc]/gu;
// Apostrophes, the Arabic kashida and invisible direction marks join what they stand between.
const JOINERS = /['\u2018\u2019\u02bb\u02bc\u0060\u00b4\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]/gu;
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/u;

// Letters that Unicode does not decompose, and letters that one name is written with by habit.
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'ng',
  þ: 'th',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ٱ: 'ا',
};

const SCRIPTS = {
  latin: /\p{Script=Latin}/u,
  greek: /\p{Script=Greek}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  arabic: /\p{Script=Arabic}/u,
  hebrew: /\p{Script=Hebrew}/u,
  ethiopic: /\p{Script=Ethiopic}/u,
  devanagari: /\p{Script=Devanagari}/u,
  bengali: /\p{Script=Bengali}/u,
  tamil: /\p{Script=Tamil}/u,
  thai: /\p{Script=Thai}/u,
  han: /\p{Script=Han}/u,
} as const;

/** The parts of a name in a form in which equal means written alike but for case, marks and punctuation. */
export function foldName(name: string): string[] {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(OPTIONAL_MARKS, '')
    .replace(JOINERS, '')
    .split(SEPARATORS)
    .map((part) => [...part].map((letter) => LETTERS[letter] ?? letter).join(''))
    .filter((part) => part !== '');
}

/** Which scripts a text is written in; `other` for one that is not listed here. */
export function scriptsOf(text: string): ReadonlySet<string> {
  const found = [...text].map(
    (letter) => Object.entries(SCRIPTS).find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other',
  );
  return new Set(found);
}
