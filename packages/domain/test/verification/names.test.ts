import fc from 'fast-check';
import { compareNames } from '../../src/verification/names.js';

const name = fc.string({ unit: 'grapheme', maxLength: 30 });
const part = fc.stringMatching(/^[a-z]{4,9}$/);

describe('comparing the names of one person', () => {
  it.each([
    ['case', 'AMINA HASSAN', 'Amina Hassan'],
    ['diacritics', 'Zoé Éluard', 'Zoe Eluard'],
    ['letters that do not decompose', 'Søren Łukasz', 'Soren Lukasz'],
    ['order', 'Hassan, Amina', 'Amina Hassan'],
    ['hyphens', 'Amina Hassan-Ali', 'Amina Hassan Ali'],
    ['apostrophes', "N’Golo M'Bappe", 'Ngolo Mbappe'],
    ['gaps', 'Omar Al Bashir', 'Omar Albashir'],
    ['Arabic vowel marks and hamza', 'أَحمد حُسين', 'احمد حسين'],
    ['Arabic final letters', 'فاطمة مصطفى', 'فاطمه مصطفي'],
    ['composed and decomposed letters', 'Jos\u00e9 Pe\u00f1a', 'Jose\u0301 Pen\u0303a'],
    ['full width letters', 'ＡＭＩＮＡ ＡＬＩ', 'Amina Ali'],
  ])('sees the same name in spite of %s', (_why, a, b) => {
    expect(compareNames(a, b)).toBe('match');
  });

  it.each([
    ['a slip', 'Amina Hassan', 'Amina Hasan'],
    ['two neighbours swapped', 'Wanjiru Kamau', 'Wanjiru Kmaau'],
    ['an initial', 'J. Kamau', 'John Kamau'],
    ['a part that one side lacks', 'Amina Hassan', 'Amina Hassan Ali'],
    ['another script', 'Amina Hassan', 'أمينة حسن'],
  ])('asks a person to look at %s', (_why, a, b) => {
    expect(compareNames(a, b)).toBe('close');
  });

  it.each([
    ['another given name of one family', 'Wanjiru Kamau', 'Njeri Kamau'],
    ['another person', 'Amina Hassan', 'Peter Otieno'],
    ['nothing but initials in common', 'John K', 'J Kamau'],
    ['one part of several', 'Amina', 'Amina Hassan'],
    ['an empty name', '', 'Amina Hassan'],
    ['two empty names', ' - ', ''],
    ['other vowel signs where they are letters', 'राम दास', 'रीमा दास'],
  ])('sees another name in %s', (_why, a, b) => {
    expect(compareNames(a, b)).toBe('differs');
  });

  it('gives the same answer whichever name comes first', () => {
    fc.assert(fc.property(name, name, (a, b) => compareNames(a, b) === compareNames(b, a)));
  });

  it('sees the same name in any order of its parts', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(compareNames(parts.join(' '), [...parts].reverse().join(' ').toUpperCase())).toBe('match');
      }),
    );
  });

  it('answers at once for a part made to be slow, and without the memory of a table as long', () => {
    const long = 'ab'.repeat(150_000);
    expect(compareNames(`Wanjiru ${long}`, 'Wanjiru Kamau-Njeri')).toBe('differs');
    expect(compareNames(`${long}x Kamau`, `${long.slice(2)} Kamau`)).toBe('differs');
  });

  it('forgives as many letters too many as it forgives slips, and no more', () => {
    const long = fc.stringMatching(/^[a-z]{8,15}$/);
    fc.assert(
      fc.property(long, fc.stringMatching(/^[a-z]{0,5}$/), (name, more) => {
        const found = compareNames(`Kamau ${name}`, `Kamau ${name}${more}`);
        expect(found).toBe(more === '' ? 'match' : more.length <= 2 ? 'close' : 'differs');
      }),
    );
  });

  it('answers at once for a name made to be slow', () => {
    const long = (letter: string) => Array.from({ length: 100 }, (_part, at) => `${letter}${at}`).join(' ');
    expect(compareNames(long('a'), long('b'))).toBe('differs');
  });
});
