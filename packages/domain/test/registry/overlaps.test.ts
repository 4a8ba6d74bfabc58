import { findOverlaps, type Enrolled } from '../../src/registry/overlaps.js';

const enrolled = (recordId: string, over: Partial<Enrolled> = {}): Enrolled => ({
  recordId,
  source: 'openimis',
  programme: 'OAA',
  status: 'active',
  enrolledOn: '2025-01-01',
  ...over,
});
const never = () => false;
const why = (enrolments: Enrolled[], incompatible = never as (a: string, b: string) => boolean) =>
  findOverlaps(enrolments, incompatible).map((overlap) => overlap.why);

describe('overlapping enrolments', () => {
  it.each([
    ['one programme twice', [enrolled('a'), enrolled('b')], ['same-programme']],
    ['two systems at once', [enrolled('a'), enrolled('b', { source: 'mis', programme: 'FOOD' })], ['met']],
    ['two programmes of one system', [enrolled('a'), enrolled('b', { programme: 'CHG' })], []],
    ['one after the other', [enrolled('a', { endsOn: '2025-06-01' }), enrolled('b', { enrolledOn: '2025-06-01' })], []],
    ['one that has ended', [enrolled('a', { status: 'graduated' }), enrolled('b')], []],
    ['one that is suspended', [enrolled('a', { status: 'suspended' }), enrolled('b')], ['same-programme']],
    ['days that nobody says', [enrolled('a', { enrolledOn: undefined }), enrolled('b')], ['same-programme']],
  ])('IBR-009: %s', (_what, enrolments, expected) => {
    expect(why(enrolments as Enrolled[])).toEqual(expected);
  });

  it('F01: are found between programmes that exclude each other', () => {
    const excludes = (one: string, other: string) => [one, other].sort().join() === 'CHG,OAA';
    expect(why([enrolled('a'), enrolled('b', { programme: 'CHG' })], excludes)).toEqual(['incompatible']);
  });

  it('begin when the later one does, and do not depend on the order of reading', () => {
    const two = [enrolled('b', { enrolledOn: '2025-03-01' }), enrolled('a')];
    expect(findOverlaps(two, never)).toEqual(findOverlaps([...two].reverse(), never));
    expect(findOverlaps(two, never)[0]?.from).toBe('2025-03-01');
  });
});
