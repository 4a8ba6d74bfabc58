import fc from 'fast-check';
import {
  knownSince,
  nextChange,
  statementAt,
  statementOrFirst,
  type Statement,
} from '../../src/registry/bitemporal.js';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const moment = (n: number) => `${day(n)}T12:00:00.000Z`;

/** Days 0 to 29; recorded in the order of `seq`. */
const statements = fc
  .array(
    fc.record({
      from: fc.option(fc.integer({ min: 0, max: 29 }), { nil: undefined }),
      length: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      data: fc.option(fc.integer(), { nil: undefined }),
      later: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 8 },
  )
  .map((given) => {
    let recorded = 0;
    return given.map(({ from, length, data, later }, index): Statement<number> => {
      recorded += later;
      return {
        seq: index + 1,
        recordedAt: moment(recorded),
        ...(from !== undefined && { validFrom: day(from) }),
        ...(length !== undefined && { validTo: day((from ?? recorded) + length) }),
        ...(data !== undefined && { data }),
      };
    });
  });

/** The naive model: paint every day of every statement over what was painted before. */
function painted(all: readonly Statement<number>[], known: number): Map<string, number | undefined> {
  const days = new Map<string, number | undefined>();
  for (const { validFrom, validTo, recordedAt, data } of all) {
    if (recordedAt > moment(known)) continue;
    for (let at = 0; at < 60; at += 1) {
      const today = day(at);
      if (today < (validFrom ?? recordedAt.slice(0, 10))) continue;
      if (validTo !== undefined && today >= validTo) continue;
      days.set(today, data);
    }
  }
  return days;
}

describe('what sources said, in two times', () => {
  it('IBR-030: is on every day and as known at every moment what a naive model says', () => {
    fc.assert(
      fc.property(statements, fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 35 }), (all, asOf, known) => {
        const shuffled = [...all].reverse();
        const found = statementAt(shuffled, { asOf: day(asOf), knownAt: moment(known) });
        expect(found?.data).toBe(painted(all, known).get(day(asOf)));
      }),
    );
  });

  it('never changes what was known before by something recorded later', () => {
    fc.assert(
      fc.property(statements, fc.integer({ min: 0, max: 45 }), (all, asOf) => {
        const last = all.at(-1);
        if (!last) return;
        const before = { asOf: day(asOf), knownAt: `${last.recordedAt.slice(0, 10)}T11:00:00.000Z` };
        const without = all.filter(({ recordedAt }) => recordedAt < before.knownAt);
        expect(statementAt(all, before)).toEqual(statementAt(without, before));
      }),
    );
  });

  it('shows the first that is known for the days before it, and nothing where it ended', () => {
    const said: Statement<string>[] = [
      { seq: 1, recordedAt: moment(5), data: 'first', validTo: day(9) },
      { seq: 2, recordedAt: moment(12), data: 'second', validFrom: day(12) },
    ];
    const at = (n: number) => statementOrFirst(said, { asOf: day(n), knownAt: moment(20) })?.data;
    expect([at(0), at(5), at(9), at(12)]).toEqual(['first', 'first', undefined, 'second']);
    expect(knownSince(said)).toBe(day(5));
  });

  it('shows for the days before it what it was put right to on its first day, never the slip of the pen', () => {
    const slip: Statement<string>[] = [
      { seq: 1, recordedAt: `${day(5)}T08:00:00.000Z`, data: 'Amna' },
      { seq: 2, recordedAt: `${day(5)}T09:00:00.000Z`, data: 'Amina' },
    ];
    expect(statementOrFirst(slip, { asOf: day(0), knownAt: moment(6) })?.data).toBe('Amina');
    fc.assert(
      fc.property(statements, fc.integer({ min: 0, max: 40 }), (all, known) => {
        const since = knownSince(all.filter(({ recordedAt }) => recordedAt <= moment(known)));
        if (since === undefined) return;
        const before = { asOf: day(-10), knownAt: moment(known) };
        expect(statementOrFirst(all, before)).toEqual(statementAt(all, { ...before, asOf: since }));
      }),
    );
  });

  it('says on which day something else may hold', () => {
    const said: Statement<string>[] = [
      { seq: 1, recordedAt: moment(0), data: 'a', validFrom: day(3), validTo: day(8) },
    ];
    expect([nextChange(said, day(0)), nextChange(said, day(3)), nextChange(said, day(8))]).toEqual([
      day(3),
      day(8),
      undefined,
    ]);
  });
});
