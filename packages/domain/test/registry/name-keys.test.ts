import fc from 'fast-check';
import { isSlip, likeness, nameWords, soundOf } from '../../src/registry/name-keys.js';

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

  it('sets each word beside one of the other name: a word said twice is not two of its likes', () => {
    expect(likeness(['ali', 'ali'], ['ali', 'omar'])).toBeLessThan(0.8);
    expect(likeness(['ali', 'ali'], ['ali', 'ali'])).toBe(1);
  });

  it('is the same either way round and in whatever order the words stand, and never beyond 0 and 1', () => {
    const name = fc.array(fc.constantFrom('ali', 'alli', 'omar', 'umar', 'amina', 'aminah', 'njeri'), { maxLength: 5 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const alike = likeness(one, other);
        expect(likeness(other, one)).toBeCloseTo(alike, 12);
        expect(likeness([...one].reverse(), other)).toBeCloseTo(alike, 12);
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a slip of the pen', () => {
  it.each([
    ['wanjiru', 'wanjru', 'a letter left out'],
    ['wanjiru', 'wanjiruu', 'a letter twice'],
    ['otieno', 'otiemo', 'another letter'],
    ['mwanaisha', 'mwanasiha', 'two swapped'],
    ['kamau', 'akmau', 'two swapped at the front'],
    ['kamau', 'kamau', 'none at all'],
  ])('SR-005: makes %s of %s (%s)', (one, other) => {
    expect(isSlip(one, other)).toBe(true);
  });

  it.each([
    ['wanjiru', 'wanjeri', 'two letters'],
    ['otieno', 'atiemo', 'two letters apart'],
    ['ali', 'ale', 'too short: half a country is one letter from it'],
    ['amina', 'minaa', 'the letters are the same, the order is not'],
    ['kamau', 'kamauni', 'two letters more'],
  ])('does not make %s of %s (%s)', (one, other) => {
    expect(isSlip(one, other)).toBe(false);
  });

  const word = fc.stringMatching(/^[a-e]{4,9}$/);

  it('goes both ways', () => {
    fc.assert(fc.property(word, word, (one, other) => expect(isSlip(one, other)).toBe(isSlip(other, one))));
  });

  it('is every word with one letter left out, if it is long enough', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-e]{5,9}$/), fc.nat(8), (one, at) => {
        const place = at % one.length;
        expect(isSlip(one, one.slice(0, place) + one.slice(place + 1))).toBe(true);
      }),
    );
  });

  it('is every word with two neighbours swapped', () => {
    fc.assert(
      fc.property(word, fc.nat(8), (one, at) => {
        const place = at % (one.length - 1);
        const swapped = `${one.slice(0, place)}${one[place + 1]}${one[place]}${one.slice(place + 2)}`;
        expect(isSlip(one, swapped)).toBe(true);
      }),
    );
  });

  it('is never a word two letters longer', () => {
    fc.assert(fc.property(word, (one) => expect(isSlip(one, `${one}xy`)).toBe(false)));
  });
});
