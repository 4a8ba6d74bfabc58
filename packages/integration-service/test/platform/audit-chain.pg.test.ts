import { GENESIS, SHARDS } from '@interlink/domain/audit/header';
import { commitmentOf, linkHash } from '../../src/platform/audit/chain.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

describe('the audit chains', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
    const write = (number: number) =>
      test.platform.inTransaction(testActor(`user-${number % 4}`), async (tx) => {
        for (let entry = 0; entry <= number % 3; entry += 1) {
          tx.audit({ stream: `s:${(number * 7 + entry) % 40}`, action: 'test.write', body: { number, entry, ä: 'ß' } });
        }
      });
    await Promise.all(Array.from({ length: 200 }, (_, number) => write(number)));
  });
  afterAll(() => test.close());

  it('S5: are gapless, linked and end in their heads, whoever wrote at the same time', async () => {
    const heads = await test.superuser.query('select * from platform.audit_shard_head order by shard');
    expect(heads.rowCount).toBe(SHARDS);
    let total = 0;
    for (const head of heads.rows) {
      const { rows } = await test.superuser.query(
        `select e.*, b.salt, b.body from platform.audit_entry e join platform.audit_body b on b.entry_id = e.id
         where shard = $1 order by seq`,
        [head.shard],
      );
      let prev = GENESIS;
      for (const [at, row] of rows.entries()) {
        expect(Number(row.seq)).toBe(at + 1);
        expect(row.prev_hash).toBe(prev);
        expect(row.commitment).toBe(commitmentOf(row.salt, row.body));
        prev = linkHash(prev, at + 1, row.header, row.commitment);
        expect(row.hash).toBe(prev);
      }
      expect(head).toMatchObject({ seq: String(rows.length), hash: prev });
      total += rows.length;
    }
    expect(total).toBe(Array.from({ length: 200 }, (_, number) => (number % 3) + 1).reduce((sum, one) => sum + one, 0));
  });

  it('S5: keep the entries of one stream in one shard', async () => {
    const { rows } = await test.superuser.query(
      `select header ->> 'stream' as stream, count(distinct shard) as shards from platform.audit_entry group by 1`,
    );
    expect(new Set(rows.map(({ shards }) => Number(shards)))).toEqual(new Set([1]));
    expect(rows).toHaveLength(40);
  });

  it('S6: refuses a read with 503 and shows nothing when the access log cannot be written', async () => {
    await test.superuser.query('revoke insert on platform.audit_body from interlink_app');
    const shown = jest.fn();
    const read = test.platform.auditedRead(
      testActor(),
      { action: 'test.read', stream: 'person:1', subjects: ['1'] },
      async () => shown(),
    );
    await expect(read).rejects.toMatchObject({ code: 'platform.audit-unavailable' });
    expect(shown).not.toHaveBeenCalled();
    await test.superuser.query('grant insert on platform.audit_body to interlink_app');
  });

  it('S6: writes who read whom before the answer', async () => {
    const read = { action: 'test.read', stream: 'person:2', subjects: ['2', '3'] };
    const written = await test.platform.auditedRead(testActor('aud.auditor'), read, async () => {
      const { rows } = await test.superuser.query(
        `select header ->> 'subject' as subject, header ->> 'actorLogin' as login from platform.audit_entry
         where header ->> 'stream' = 'person:2' order by seq`,
      );
      return rows;
    });
    expect(written).toEqual([
      { subject: '2', login: 'aud.auditor' },
      { subject: '3', login: 'aud.auditor' },
    ]);
  });
});
