import fc from 'fast-check';
import type { Statement } from '../../src/registry/bitemporal.js';

export const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
export const moment = (n: number) => `${day(n)}T12:00:00.000Z`;

/** Days 0 to 29; recorded in the order of `seq`. */
export const statementsOf = <T>(said: fc.Arbitrary<T>) =>
  fc
    .array(
      fc.record({
        from: fc.option(fc.integer({ min: 0, max: 29 }), { nil: undefined }),
        length: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
        data: fc.option(said, { nil: undefined }),
        later: fc.integer({ min: 0, max: 4 }),
      }),
      { maxLength: 8 },
    )
    .map((given) => {
      let recorded = 0;
      return given.map(({ from, length, data, later }, index): Statement<T> => {
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
export function painted<T>(all: readonly Statement<T>[], known: number): Map<string, T | undefined> {
  const days = new Map<string, T | undefined>();
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
