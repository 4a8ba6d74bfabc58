import { groupCode, groupRoleOf, isOfficeHour, paceOf } from '@interlink/domain/social-registry/publication';
import fc from 'fast-check';

const nairobi = {
  timeZone: 'Africa/Nairobi',
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
  from: '08:00',
  to: '17:00',
} as const;
const at = (text: string) => new Date(text);

describe('office hours', () => {
  it.each([
    ['2026-11-24T05:00:00Z', true, 'Tuesday, eight in the morning there'],
    ['2026-11-24T04:59:00Z', false, 'a minute earlier'],
    ['2026-11-24T13:59:00Z', true, 'a minute before five'],
    ['2026-11-24T14:00:00Z', false, 'five'],
    ['2026-11-28T09:00:00Z', false, 'Saturday at noon'],
    ['2026-11-29T21:30:00Z', false, 'Monday half an hour after midnight there'],
  ])('at %s: %s (%s)', (text, is) => {
    expect(isOfficeHour(nairobi, at(text))).toBe(is);
  });

  it('that pass midnight belong to the day on which they begin', () => {
    const night = { ...nairobi, days: ['Fri'] as const, from: '22:00', to: '02:00' };
    expect(isOfficeHour(night, at('2026-11-27T19:30:00Z'))).toBe(true);
    expect(isOfficeHour(night, at('2026-11-27T22:30:00Z'))).toBe(true);
    expect(isOfficeHour(night, at('2026-11-26T22:30:00Z'))).toBe(false);
    expect(isOfficeHour(night, at('2026-11-27T23:30:00Z'))).toBe(false);
  });

  it('are never where a deployment has none', () => {
    expect(isOfficeHour(undefined, at('2026-11-24T09:00:00Z'))).toBe(false);
  });
});

describe('the pace of a publication', () => {
  const every = (seconds: number, count: number, from = 0) =>
    Array.from({ length: count }, (_one, n) => new Date((from + n * seconds) * 1000));

  it('is households a minute, and says how long the rest takes', () => {
    expect(paceOf(every(2, 11), 60)).toEqual({ perMinute: 30, remainingSeconds: 120 });
  });

  it('does not count a pause as work', () => {
    expect(paceOf([...every(2, 11), ...every(2, 11, 100_000)], 60)).toEqual(paceOf(every(2, 21), 60));
  });

  it('counts several answers of one moment by the time that all of them took', () => {
    const four = (from: number) => every(10, 3, from).flatMap((time) => [time, time, time, time]);
    expect(paceOf(four(0), 48)).toEqual({ perMinute: 24, remainingSeconds: 120 });
    expect(paceOf([...four(0), ...four(100_000)], 48)).toEqual(paceOf(four(0), 48));
  });

  it.each([[[]], [every(1, 1)], [every(0, 5)], [every(3600, 3)]])('is unknown while nothing can be told', (times) => {
    expect(paceOf(times, 10)).toBeUndefined();
  });

  it('does not depend on the order of the answers, and nothing left takes no time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2 }), (seconds) => {
        const times = seconds.map((second) => new Date(second * 1000));
        expect(paceOf([...times].reverse(), 7)).toEqual(paceOf(times, 7));
        expect(paceOf(times, 0)?.remainingSeconds ?? 0).toBe(0);
      }),
    );
  });
});

describe('a household in openIMIS’s words', () => {
  it.each([
    ['head', 'female', 'HEAD'],
    ['child', 'female', 'DAUGHTER'],
    ['child', 'male', 'SON'],
    ['child', 'other', 'OTHER_RELATIVE'],
    ['grandchild', 'male', 'GRANDSON'],
    ['grandchild', 'female', 'GRANDDAUGHTER'],
    ['not-related', undefined, 'NOT_RELATED'],
    [undefined, 'female', undefined],
  ] as const)('%s (%s) is %s', (role, sex, expected) => {
    expect(groupRoleOf(role, sex)).toBe(expected);
  });

  it('has a code that says nothing of anybody and fits openIMIS’s column', () => {
    const code = groupCode('0190a1b2-0000-7000-8000-000000000001');
    expect(code).toBe('SR-0190a1b2-0000-7000-8000-000000000001');
    expect(code.length).toBeLessThanOrEqual(64);
  });
});
