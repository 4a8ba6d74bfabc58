import { databaseSkewMs } from '../../src/platform/database-clock.js';
import { reportReady } from '../../src/platform/http/health.js';
import { databaseChecks } from '../../src/platform/process.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';

describe('the clocks of the service and of the database', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());

  const by = (milliseconds: number) => () => Date.now() + milliseconds;

  it('S14: agree on one machine', async () => {
    expect(Math.abs(await databaseSkewMs(test.database))).toBeLessThan(50);
    expect((await reportReady(databaseChecks(test.database))).checks).toEqual({ database: 'ok', clock: 'ok' });
  });

  it.each([
    // Far more than an answer may be late: what it is late is not held against either clock.
    ['a minute ahead', 60_000, 'failing'],
    ['a minute behind', -60_000, 'failing'],
    ['a second behind', -1000, 'ok'],
  ])('S14: make the process ready or not when ours is %s', async (_what, off, expected) => {
    const { checks } = await reportReady(databaseChecks(test.database, by(off)));
    expect(checks).toEqual({ database: 'ok', clock: expected });
  });

  it('S14: are not called different because an answer was slow', async () => {
    let asked = 0;
    const slow = () => Date.now() + (asked++ === 0 ? -60_000 : 0);
    expect(await databaseSkewMs(test.database, slow)).toBe(0);
  });
});
