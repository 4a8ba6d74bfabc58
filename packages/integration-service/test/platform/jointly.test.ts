import * as fc from 'fast-check';
import { allAtOnce, oneByOne, type Joint } from '../../src/platform/jointly.js';

const db = undefined as never;

/** Doubles, and keeps who came together. */
function doubling() {
  const calls: (readonly number[])[] = [];
  const joint: Joint<number, number> = {
    doAll: (_db, all) => {
      calls.push(all);
      return Promise.resolve(all.map((n) => n * 2));
    },
  };
  return { calls, joint };
}

describe('what several ask jointly', () => {
  it('is one call for those who ask in the same turn, and each has its own answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer(), { minLength: 1 }), { minLength: 1 }), async (turns) => {
        const { calls, joint } = doubling();
        const jointly = allAtOnce(db);
        for (const turn of turns) {
          expect(await Promise.all(turn.map((n) => jointly(joint, n)))).toEqual(turn.map((n) => n * 2));
        }
        expect(calls).toEqual(turns);
      }),
    );
  });

  it('keeps apart what is asked differently in one turn', async () => {
    const [one, other] = [doubling(), doubling()];
    const jointly = allAtOnce(db);
    const asked = [jointly(one.joint, 1), jointly(other.joint, 2), jointly(one.joint, 3)];
    expect(await Promise.all(asked)).toEqual([2, 4, 6]);
    expect([one.calls, other.calls]).toEqual([[[1, 3]], [[2]]]);
  });

  it('is a call each where nobody shares', async () => {
    const { calls, joint } = doubling();
    const jointly = oneByOne(db);
    expect(await Promise.all([jointly(joint, 1), jointly(joint, 2)])).toEqual([2, 4]);
    expect(calls).toEqual([[1], [2]]);
  });

  it.each([
    ['refuses all whom it answers when it fails', () => Promise.reject(new Error('planted')), 'planted'],
    ['gives nobody the answer of another when some are missing', () => Promise.resolve([2]), 'of 2 who asked'],
  ])('%s', async (_what, doAll, message) => {
    const jointly = allAtOnce(db);
    const joint: Joint<number, number> = { doAll };
    const outcomes = await Promise.allSettled([jointly(joint, 1), jointly(joint, 2)]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(message) } });
    }
  });
});
