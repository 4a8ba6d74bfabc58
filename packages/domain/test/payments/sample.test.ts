import { createHash } from 'node:crypto';
import type { Confidence } from '@interlink/contracts/payments/sample';
import fc from 'fast-check';
import type { Sha256 } from '../../src/payments/hashing.js';
import { answerProblem, drawSample, estimateReceived, sampleSize } from '../../src/payments/sample.js';

const sha256: Sha256 = (...parts) => createHash('sha256').update(parts.join('')).digest();
const confidences = fc.constantFrom<Confidence>(90, 95, 99);

describe('IBR-019: how many are asked', () => {
  it.each([
    // Of textbooks: one half, 95 %, 5 points.
    [100_000_000, 95, 5, 385],
    [1000, 95, 5, 278],
    [300, 95, 5, 169],
    [100, 99, 1, 100],
    [1, 90, 20, 1],
    [0, 95, 5, 0],
  ] as const)('of %i people at %i %% and %i points are %i', (population, confidence, margin, size) => {
    expect(sampleSize(population, confidence, margin)).toBe(size);
  });

  it('is never more than there are, nor fewer for more people or a smaller margin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        confidences,
        fc.integer({ min: 2, max: 20 }),
        (n, sure, margin) => {
          const size = sampleSize(n, sure, margin);
          expect(size).toBeGreaterThan(0);
          expect(size).toBeLessThanOrEqual(n);
          expect(sampleSize(n + 1, sure, margin)).toBeGreaterThanOrEqual(size);
          expect(sampleSize(n, sure, margin - 1)).toBeGreaterThanOrEqual(size);
        },
      ),
    );
  });
});

describe('IBR-019: who is asked', () => {
  const ids = Array.from({ length: 50 }, (_, at) => `I${at}`);

  it('is the same for the same seed in whatever order the lines come, each once', () => {
    const drawn = drawSample(ids, 10, 'seed', sha256);
    expect(drawSample([...ids].reverse(), 10, 'seed', sha256)).toEqual(drawn);
    expect(new Set(drawn).size).toBe(10);
    expect(drawSample(ids, 10, 'another', sha256)).not.toEqual(drawn);
  });

  it('is anybody as often as anybody else', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed += 1)
      for (const id of drawSample(ids, 10, String(seed), sha256)) times.set(id, (times.get(id) ?? 0) + 1);
    // 400 expected; five standard deviations are some 90.
    expect([...times.values()].every((n) => n > 310 && n < 490)).toBe(true);
    expect(times.size).toBe(50);
  });
});

describe('IBR-019: what the answers say of all', () => {
  it('is nothing before somebody answered, and all of it when everybody did', () => {
    expect(estimateReceived({ received: 0, answered: 0 }, 100, 95)).toBeUndefined();
    expect(estimateReceived({ received: 90, answered: 100 }, 100, 95)).toEqual({ part: 0.9, low: 0.9, high: 0.9 });
  });

  it('is Wilson’s interval where nearly everybody is left to ask', () => {
    const { low = 0, high = 0 } = estimateReceived({ received: 90, answered: 100 }, 1_000_000_000, 95) ?? {};
    expect(low).toBeCloseTo(0.8256, 3);
    expect(high).toBeCloseTo(0.9448, 3);
  });

  it('does not call it certain because ten of ten got it', () => {
    const { part, low = 1 } = estimateReceived({ received: 10, answered: 10 }, 10_000, 95) ?? {};
    expect(part).toBe(1);
    expect(low).toBeLessThan(0.75);
  });

  it('holds the truth as often as was asked: of a population of 500 of whom 80 % got it, drawn a thousand times', () => {
    let held = 0;
    const ids = Array.from({ length: 500 }, (_, at) => `I${at}`);
    for (let seed = 0; seed < 1000; seed += 1) {
      const drawn = drawSample(ids, 100, `s${seed}`, sha256);
      const received = drawn.filter((id) => Number(id.slice(1)) % 5 !== 0).length;
      const { low = 1, high = 0 } = estimateReceived({ received, answered: 100 }, 500, 95) ?? {};
      if (low <= 0.8 && 0.8 <= high) held += 1;
    }
    expect(held).toBeGreaterThan(925);
  });

  it('is a part between its bounds, narrower the more answered', () => {
    const asked = fc.record({
      answered: fc.integer({ min: 1, max: 500 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(asked, confidences, ({ answered, share }, sure) => {
        const received = Math.round(answered * share);
        const { part, low, high } = estimateReceived({ received, answered }, 1000, sure) ?? {
          part: -1,
          low: 0,
          high: 0,
        };
        expect(0 <= low && low <= part && part <= high && high <= 1).toBe(true);
        const twice = estimateReceived({ received: 2 * received, answered: 2 * answered }, 1000, sure);
        if (twice) expect(twice.high - twice.low).toBeLessThanOrEqual(high - low + 1e-9);
      }),
    );
  });
});

it.each([
  ['received', undefined, undefined],
  ['received', 100, 'amount'],
  ['less', undefined, 'amount'],
  ['less', 0, 'amount'],
  ['less', 200, 'amount'],
  ['less', 100, undefined],
  ['not-found', undefined, undefined],
] as const)('An answer %s with %s of 200 is refused for %s', (answer, receivedMinor, problem) => {
  expect(answerProblem(answer, receivedMinor, 200)).toBe(problem);
});
