import fc from 'fast-check';
import { likelierFirst, matchRecords, type MatchFeatures } from '../../src/registry/match-records.js';

const features = (source: string, over: Partial<MatchFeatures> = {}): MatchFeatures => ({
  source,
  identifiers: [],
  names: [['amina', 'wanjiru']],
  birthDate: { date: '1950-04-03', precision: 'day' },
  sex: 'female',
  locationId: 'kibera',
  ...over,
});
const verdict = (one: Partial<MatchFeatures>, other: Partial<MatchFeatures>, source = 'b') =>
  matchRecords(features('a', one), features(source, other)).verdict;

describe('linking two records', () => {
  it.each([
    ['the same identifier and person', { identifiers: ['x'] }, { identifiers: ['x', 'y'] }, 'link'],
    [
      'the same identifier, name spelt otherwise',
      { identifiers: ['x'] },
      { identifiers: ['x'], names: [['aminah', 'wanjiru']] },
      'link',
    ],
    [
      'the same identifier, birth year alone known',
      { identifiers: ['x'] },
      { identifiers: ['x'], birthDate: { date: '1950-12-31', precision: 'year' as const } },
      'link',
    ],
    [
      'the same identifier, another birth date',
      { identifiers: ['x'] },
      { identifiers: ['x'], birthDate: { date: '1999-01-01', precision: 'day' as const } },
      'review',
    ],
    ['the same identifier, another sex', { identifiers: ['x'] }, { identifiers: ['x'], sex: 'male' }, 'review'],
    [
      'the same identifier, another name',
      { identifiers: ['x'] },
      { identifiers: ['x'], names: [['piet', 'jansen']] },
      'review',
    ],
    ['name, birth date and place', {}, {}, 'link'],
    ['name and birth date, elsewhere', {}, { locationId: 'other' }, 'review'],
    ['name, birth date and place, and other identifiers', { identifiers: ['x'] }, { identifiers: ['y'] }, 'review'],
    ['a name alone', {}, { birthDate: { date: '1951-04-03', precision: 'day' as const } }, 'none'],
    ['twins', {}, { names: [['fatuma', 'otieno']] }, 'none'],
  ])('F07: %s', (_what, one, other, expected) => {
    expect(verdict(one, other)).toBe(expected);
  });

  it('F03: leaves two records of one source to a person, whatever they share', () => {
    expect(verdict({ identifiers: ['x'] }, { identifiers: ['x'] }, 'a')).toBe('review');
    expect(verdict({}, {}, 'a')).toBe('review');
  });

  it('judges the same in both directions', () => {
    const some = fc.record({
      identifiers: fc.subarray(['x', 'y']),
      names: fc.subarray([['amina', 'wanjiru'], ['aminah', 'w'], ['piet']]),
      sex: fc.constantFrom('male', 'female'),
      locationId: fc.constantFrom('here', 'there'),
    });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [features('a', one), features('b', other)];
        expect(matchRecords(a, b)).toEqual(matchRecords(b, a));
      }),
    );
  });
});

describe('who is shown first of those who may be the same', () => {
  const same = (one: Partial<MatchFeatures>, other: Partial<MatchFeatures>, source = 'b') =>
    matchRecords(features('a', one), features(source, other));

  it('is whoever has a number in common, before any number of namesakes; then whoever scores most', () => {
    const numbered = { identifiers: ['x'] };
    const sure = same(numbered, numbered);
    const doubt = same(numbered, numbered, 'a');
    const namesake = same({}, {}, 'a');
    const neighbour = same({}, {});
    expect(doubt.score).toBeLessThan(namesake.score);
    expect([namesake, doubt, neighbour, sure].sort(likelierFirst)).toEqual([sure, doubt, neighbour, namesake]);
  });
});
