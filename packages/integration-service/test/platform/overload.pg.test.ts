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
  const apps: Api[] = [];
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await test.close();
  });
  async function openServer(overloadedAtMs: number) {
    const app = await openTestServer(test.platform, fakeDirectory({}), { overloadedAtMs });
    apps.push(app);
    return () => app.inject({ url: '/interlink/health/live' });
  }

  it('goes on while its turns are shorter than what is too long, as at its start', async () => {
    const ask = await openServer(60_000);
    for (let pauses = 0; pauses < 3; pauses += 1) {
      await standStill(1100);
      expect((await ask()).statusCode).toBe(200);
    }
  });

  it('lets nobody more in once every turn takes too long', async () => {
    const ask = await openServer(2000);
    let answer = await ask();
    for (let pauses = 0; pauses < 6 && answer.statusCode === 200; pauses += 1) {
      await standStill(2600);
      answer = await ask();
    }
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'platform.overloaded']);
  });
});
