import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { gather, type Outcome } from '../../src/platform/gather.js';

const doubled = (n: number): Outcome<number> => ({ status: 'fulfilled', value: n * 2 });

/** Notes what was done together; the test says when it is done. */
function slow() {
  const calls: number[][] = [];
  const ends: (() => void)[] = [];
  const doAll = async (all: readonly number[]) => {
    calls.push([...all]);
    await new Promise<void>((resolve) => ends.push(resolve));
    return all.map(doubled);
  };
  return { calls, doAll, end: () => ends.shift()?.() };
}

describe('what is gathered', () => {
  it('is done together when it comes in one turn', async () => {
    const calls: number[] = [];
    const ask = gather<number, number>((all) => Promise.resolve(all.map(doubled)).finally(() => calls.push(all.length)), 10); // prettier-ignore
    expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([2, 4, 6]);
    expect(calls).toEqual([3]);
  });

  it('waits for the call before, and goes then with all that came meanwhile', async () => {
    const { calls, doAll, end } = slow();
    const ask = gather(doAll, 10);
    const first = ask(1);
    await turn();
    const others = [ask(2), ask(3)];
    await turn();
    expect(calls).toEqual([[1]]);
    end();
    expect(await first).toBe(2);
    await turn();
    expect(calls).toEqual([[1], [2, 3]]);
    end();
    expect(await Promise.all(others)).toEqual([4, 6]);
  });

  it('is never more at once than it may be', async () => {
    const sizes: number[] = [];
    const ask = gather<number, number>((all) => Promise.resolve(all.map(doubled)).finally(() => sizes.push(all.length)), 4); // prettier-ignore
    await Promise.all(Array.from({ length: 10 }, (_none, n) => ask(n)));
    expect(sizes).toEqual([4, 4, 2]);
  });

  it('gives each its own outcome, a failure to the one that failed alone', async () => {
    const ask = gather<number, number>(
      (all) =>
        Promise.resolve(all.map((n) => (n === 2 ? { status: 'rejected', reason: new Error('two') } : doubled(n)))),
      10,
    );
    const [one, two, three] = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect([one, three]).toEqual([doubled(1), doubled(3)]);
    expect(two).toMatchObject({ status: 'rejected', reason: new Error('two') });
  });

  it('fails as a whole when it could not be done at all, and goes on with who comes after', async () => {
    let isDown = true;
    const ask = gather<number, number>(
      (all) => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(all.map(doubled))),
      10,
    );
    const failed = await Promise.allSettled([ask(1), ask(2)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await ask(3)).toBe(6);
  });

  it('leaves nobody without an answer when one is missing', async () => {
    const ask = gather<number, number>(() => Promise.resolve([]), 10);
    await expect(ask(1)).rejects.toThrow('nothing came of one');
  });

  it('is each asked exactly once and answered by its own, whenever they come', async () => {
    const waits = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(waits, fc.integer({ min: 1, max: 5 }), async (turns, most) => {
        const asked: number[] = [];
        const ask = gather<number, number>(async (all) => {
          asked.push(...all);
          await turn();
          return all.map(doubled);
        }, most);
        const answers = turns.map(async (count, n) => {
          for (let at = 0; at < count; at += 1) await turn();
          return ask(n);
        });
        expect(await Promise.all(answers)).toEqual(turns.map((_none, n) => n * 2));
        expect(asked.sort((a, b) => a - b)).toEqual(turns.map((_none, n) => n));
      }),
      { numRuns: 50 },
    );
  });
});
