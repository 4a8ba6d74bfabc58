import { findUnwitnessedSince } from '../../src/audit/service.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';
import { openTestSealing } from '../support/sealing.js';

const MINUTE = 60_000;

describe('the oldest entry that no witness has confirmed', () => {
  let test: TestPlatform;
  let sealing: Awaited<ReturnType<typeof openTestSealing>>;
  beforeEach(async () => {
    test = await openTestPlatform();
    sealing = await openTestSealing(test);
  });
  afterEach(async () => {
    await sealing.close();
    await test.close();
  });

  /** A minute later, entries in many shards; gives their time. */
  const write = async () => {
    test.clock.advance(MINUTE);
    await test.platform.inTransaction(testActor(), async (tx) => {
      for (let at = 0; at < 40; at += 1) tx.audit({ stream: `test:${at}`, action: 'test.write' });
    });
    return test.clock.now();
  };
  const since = () => findUnwitnessedSince(test.platform);

  it('S5: is not there in a log without entries', async () => {
    expect(await since()).toBeUndefined();
  });

  it('S5: is the very first one of a deployment that never met its witness, sealed or not', async () => {
    const first = await write();
    await write();
    expect(await since()).toEqual(first);
    expect(await sealing.seal('unreachable')).toBe('unreachable');
    expect(await since()).toEqual(first);
  });

  it('S5: is none when the newest head is confirmed, however long ago that was', async () => {
    await write();
    expect(await sealing.seal('kept')).toBe('told');
    test.clock.advance(100 * 3_600_000);
    expect(await since()).toBeUndefined();
  });

  it.each(['unreachable', 'refused'] as const)(
    'S5: stays the first after the last confirmation while the witness is %s',
    async (answer) => {
      await write();
      await sealing.seal('kept');
      const first = await write();
      for (let round = 0; round < 3; round += 1) {
        expect(await sealing.seal(answer)).toBe(answer);
        await write();
      }
      expect(await since()).toEqual(first);
      await sealing.seal('kept');
      expect(await since()).toBeUndefined();
    },
  );

  it('S5: is found in one shard alone, though all others are confirmed', async () => {
    await write();
    await sealing.seal('kept');
    test.clock.advance(MINUTE);
    await test.platform.inTransaction(testActor(), async (tx) => tx.audit({ stream: 'test:7', action: 'test.write' }));
    const only = test.clock.now();
    await write();
    expect(await since()).toEqual(only);
  });
});
