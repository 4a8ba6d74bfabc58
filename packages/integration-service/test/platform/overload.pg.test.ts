import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../../src/platform/http/api.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, openTestServer } from '../support/server.js';

/** One turn of the event loop in which nothing else is done; the processor is left to others. */
async function standStill(milliseconds: number): Promise<void> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  await pause(1);
}

describe('a server whose event loop stands still', () => {
  let test: TestPlatform;
  let app: Api;
  beforeAll(async () => {
    test = await openTestPlatform();
    app = await openTestServer(test.platform, fakeDirectory({}), { overloadedAtMs: 2000 });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });
  const ask = () => app.inject({ url: '/interlink/health/live' });

  it('goes on after one pause, as at its start, and lets nobody more in once every turn takes too long', async () => {
    await standStill(1300);
    await standStill(1);
    expect((await ask()).statusCode).toBe(200);
    let answer = await ask();
    for (let pauses = 0; pauses < 6 && answer.statusCode === 200; pauses += 1) {
      await standStill(2600);
      answer = await ask();
    }
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'platform.overloaded']);
  });
});
