import { takeMessage } from '../../src/platform/inbox.js';
import { countStatements } from '../support/statements-kit.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

describe('the inbox', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());
  const take = (messageId: string, text: string, partner = 'bank') =>
    test.platform.inTransaction(testActor(), async (tx) => {
      const isNew = await takeMessage(tx, partner, messageId, Buffer.from(text));
      if (isNew) tx.audit({ stream: `inbox:${messageId}`, action: 'test.effect' });
      return isNew;
    });
  const effects = async (messageId: string) => {
    const { rows } = await test.superuser.query(`select 1 from platform.audit_entry where header ->> 'stream' = $1`, [
      `inbox:${messageId}`,
    ]);
    return rows.length;
  };

  it('S4: has one effect for a message that comes ten times at once', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => take('m1', 'hello')));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await effects('m1')).toBe(1);
  });

  it('S4: takes the messages of a shared transaction in one statement, one of each id of a partner', async () => {
    const taking = (partner: string, messageId: string, text = 'hello') =>
      test.platform.inSharedTransaction(testActor(), (tx) => takeMessage(tx, partner, messageId, Buffer.from(text)));
    const { result, statements } = await countStatements(() =>
      Promise.all([taking('bank', 's1'), taking('switch', 's1'), taking('bank', 's1'), taking('bank', 's2')]),
    );
    expect(result).toEqual([true, true, false, true]);
    expect(statements.filter((text) => text.startsWith('insert into platform.inbox'))).toHaveLength(1);
    const altered = await Promise.allSettled([taking('bank', 's3'), taking('bank', 's1', 'hello!')]);
    expect(altered).toMatchObject([{ value: true }, { reason: { code: 'platform.message-altered' } }]);
  });

  it('S4: refuses the same id with another body', async () => {
    await take('m2', 'hello');
    await expect(take('m2', 'hello!')).rejects.toMatchObject({ code: 'platform.message-altered' });
    expect(await effects('m2')).toBe(1);
  });

  it('S4: knows the ids of each partner apart', async () => {
    expect(await take('m3', 'a', 'bank')).toBe(true);
    expect(await take('m3', 'b', 'civil-registry')).toBe(true);
  });

  it('S4: forgets a message whose effect failed', async () => {
    const failing = test.platform.inTransaction(testActor(), async (tx) => {
      await takeMessage(tx, 'bank', 'm4', Buffer.from('x'));
      throw new Error('planted');
    });
    await expect(failing).rejects.toThrow('planted');
    expect(await take('m4', 'x')).toBe(true);
  });
});
