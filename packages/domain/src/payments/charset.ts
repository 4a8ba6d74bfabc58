import { ARABIC, DEVANAGARI, ETHIOPIC_CONSONANTS, ETHIOPIC_VOWELS, LATIN } from './transliteration.js';

/** Kept beside each name that was transliterated: another table is another name at the bank. */
export const TRANSLITERATION_VERSION = '2026-1';

const ALLOWED = /^[a-zA-Z0-9/\-?:().,'+ ]+$/;
const MAX_NAME = 140;

/** Whether a text has only the characters that every bank takes (A1.1). */
export function isPaymentText(text: string): boolean {
  return ALLOWED.test(text) && text.trim() !== '';
}

/** An id must also not begin or end with a slash, nor hold two in a row. */
export function isPaymentId(text: string, maxLength: number): boolean {
  return text.length <= maxLength && isPaymentText(text) && !/^\/|\/$|\/\//.test(text);
}

/** A name in the characters of payments; undefined when nothing would be left, which is an error and never a `?`. */
export function transliterate(name: string): string | undefined {
  const plain = [...name.normalize('NFC')].map(letterOf).join('');
  const latin = withoutInherentVowels(plain).normalize('NFKD').replace(/\p{M}/gu, '');
  const kept = [...latin].map((letter) => (ALLOWED.test(letter) ? letter : (LATIN[letter] ?? ' '))).join('');
  const text = capitalised(kept.replace(/\s+/g, ' ').trim()).slice(0, MAX_NAME).trim();
  return /[a-zA-Z]/.test(text) ? text : undefined;
}

// Devanagari consonants bear an `a` unless a vowel sign or a virama follows, or the word ends.
const INHERENT = '\u0001';
const VOWEL_SIGN = '\u0002';

function letterOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1200 && code < 0x1200 + ETHIOPIC_CONSONANTS.length * 8) return ethiopic(code - 0x1200);
  const devanagari = DEVANAGARI[letter];
  if (devanagari !== undefined) {
    if (code >= 0x0915 && code <= 0x0939) return `${devanagari}${INHERENT}`;
    return code >= 0x093e && code <= 0x094d ? `${VOWEL_SIGN}${devanagari}` : devanagari;
  }
  return ARABIC[letter] ?? LATIN[letter] ?? letter;
}

function ethiopic(offset: number): string {
  const consonant = ETHIOPIC_CONSONANTS[offset >> 3] ?? '';
  const vowel = ETHIOPIC_VOWELS[offset & 7] ?? '';
  if (consonant !== '') return `${consonant}${vowel}`;
  // The two silent rows carry the vowel alone; their first order is spoken `a`.
  return (offset & 7) === 0 ? 'a' : vowel === '' ? 'i' : vowel;
}

function withoutInherentVowels(text: string): string {
  return text
    .replaceAll(new RegExp(`${INHERENT}${VOWEL_SIGN}`, 'g'), '')
    .replaceAll(new RegExp(`${INHERENT}(?=\\s|$)`, 'g'), '')
    .replaceAll(INHERENT, 'a')
    .replaceAll(VOWEL_SIGN, '');
}

/** Scripts without capitals give names that begin with one, as banks hold them. */
function capitalised(text: string): string {
  return text.replace(/(^| )([a-z])/g, (_all, space: string, letter: string) => space + letter.toUpperCase());
}
