import fc from 'fast-check';
import { countTry, giveBackTry, secondsLocked, type Tries } from '../../src/platform/session/try-rule.js';

const MINUTE = 60_000;
const at = (milliseconds: number) => new Date(Date.UTC(2026, 0, 1) + milliseconds);

describe('The tries of a password', () => {
  it('S7: are five in any ten minutes, however they are spread', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 * MINUTE }), { minLength: 1, maxLength: 60 }), (gaps) => {
        let tries: Tries | undefined;
        let now = 0;
        const taken: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (secondsLocked(tries, at(now)) !== undefined) continue;
          tries = countTry(tries, at(now));
          taken.push(now);
        }
        for (const first of taken) {
          expect(taken.filter((time) => time >= first && time < first + 10 * MINUTE).length).toBeLessThanOrEqual(
            // Four before, and the fifth that locks; after a quiet ten minutes it begins anew.
            5,
          );
        }
      }),
    );
  });

  it('S7: are counted before they are judged, and given back when nobody judged', () => {
    const four = [1, 2, 3, 4].reduce<Tries | undefined>((tries) => countTry(tries, at(0)), undefined);
    const five = countTry(four, at(0));
    expect(secondsLocked(five, at(0))).toBe(600);
    expect(secondsLocked(giveBackTry(five), at(0))).toBeUndefined();
    expect(giveBackTry(five).wrong).toBe(4);
  });

  it('S7: are forgotten after ten quiet minutes', () => {
    const four = [1, 2, 3, 4].reduce<Tries | undefined>((tries) => countTry(tries, at(0)), undefined);
    expect(countTry(four, at(10 * MINUTE)).wrong).toBe(1);
    expect(secondsLocked(undefined, at(0))).toBeUndefined();
  });
});
