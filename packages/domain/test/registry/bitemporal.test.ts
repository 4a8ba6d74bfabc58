import fc from 'fast-check';
import {
  knownSince,
  nextChange,
  statementAt,
  statementOrFirst,
  type Statement,
} from '../../src/registry/bitemporal.js';
import { day, moment, painted, statementsOf } from './bitemporal-kit.js';

const numbers = statementsOf(fc.integer());

describe('what sources said, in two times', () => {
  it('IBR-030: is on every day and as known at every moment what a naive model says', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 35 }), (all, asOf, known) => {
        const shuffled = [...all].reverse();
        const found = statementAt(shuffled, { asOf: day(asOf), knownAt: moment(known) });
        expect(found?.data).toBe(painted(all, known).get(day(asOf)));
      }),
    );
  });

  it('never changes what was known before by something recorded later', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 45 }), (all, asOf) => {
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
      fc.property(numbers, fc.integer({ min: 0, max: 40 }), (all, known) => {
        const since = knownSince(all.filter(({ recordedAt }) => recordedAt <= moment(known)));
        if (since === undefined) return;
        const before = { asOf: day(-10), knownAt: moment(known) };
        expect(statementOrFirst(all, before)).toEqual(statementAt(all, { ...before, asOf: since }));
      }),
    );
  });

  it('is known since the first day that any statement speaks of, and of none by one that speaks of no day', () => {
    fc.assert(
      fc.property(numbers, (all) => {
        expect(knownSince(all)).toBe([...painted(all, 35).keys()].sort()[0]);
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
