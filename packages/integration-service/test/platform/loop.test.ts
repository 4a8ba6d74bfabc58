import { setTimeout as pause } from 'node:timers/promises';
import { startLoop } from '../../src/platform/loop.js';

const PAUSE_MS = 20;

describe('something that goes on until it is stopped', () => {
  it('goes on at once while there is more to do, and rests when there is not', async () => {
    const turns: number[] = [];
    const loop = startLoop(60_000, async () => turns.push(turns.length) < 50);
    await pause(PAUSE_MS);
    expect(turns).toHaveLength(50);
    await loop.stop();
  });

  it('looks again after a rest', async () => {
    let turns = 0;
    const loop = startLoop(1, async () => ((turns += 1), false));
    while (turns < 3) await pause(1);
    await loop.stop();
  });

  it('is stopped in the middle of a rest at once, and does nothing afterwards', async () => {
    let turns = 0;
    // Longer than a test may take.
    const loop = startLoop(600_000, async () => ((turns += 1), false));
    await pause(PAUSE_MS);
    await loop.stop();
    await pause(PAUSE_MS);
    expect(turns).toBe(1);
  });

  it('S3: is stopped only once the turn that is going on has ended: nobody’s delivery is cut off', async () => {
    let isDone = false;
    const loop = startLoop(1, async () => {
      await pause(PAUSE_MS);
      isDone = true;
      return true;
    });
    await loop.stop();
    expect(isDone).toBe(true);
  });

  it('never does two turns at once', async () => {
    let [now, most] = [0, 0];
    const loop = startLoop(0, async () => {
      most = Math.max(most, (now += 1));
      await pause(1);
      now -= 1;
      return true;
    });
    await pause(PAUSE_MS);
    await loop.stop();
    expect([now, most]).toEqual([0, 1]);
  });
});
