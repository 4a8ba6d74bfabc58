import fc from 'fast-check';
import { likeness, nameWords, soundOf } from '../../src/registry/name-keys.js';

describe('keys of a name', () => {
  it('are its words without marks, case and order of writing', () => {
    expect(nameWords("Éloïse N'Guessan-Kouamé")).toEqual(['eloise', 'nguessan', 'kouame']);
  });

  it.each([
    ['muhammad', 'mohamed'],
    ['muhammad', 'mhmd'],
    ['catherine', 'katerin'],
    ['philip', 'filip'],
    ['shariff', 'sharif'],
    ['joseph', 'josef'],
  ])('sound alike for %s and %s', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other));
  });

  it.each([
    ['amina', 'fatuma'],
    ['otieno', 'wanjiru'],
  ])('sound unlike for %s and %s', (one, other) => {
    expect(soundOf(one)).not.toBe(soundOf(other));
  });

  it('are never empty for a word', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{1,12}$/), (word) => expect(soundOf(word)).not.toBe('')));
  });

  it('are as alike as two names are, in any order', () => {
    expect(likeness(['amina', 'wanjiru'], ['wanjiru', 'amina'])).toBe(1);
    expect(likeness(['amina', 'wanjiru'], ['amina', 'njeri', 'wanjiru'])).toBeGreaterThan(0.9);
    expect(likeness(['amina'], ['otieno'])).toBeLessThan(0.4);
    expect(likeness([], ['otieno'])).toBe(0);
  });
});
