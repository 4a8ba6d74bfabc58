import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SignedTreeHead, TreeHead } from '@interlink/contracts/audit/tree-head';
import type { AuditVerdict } from '@interlink/contracts/audit/verdict';
import { hashOfHead, loadSealKey, loadTrustedKeys, type SealKey, type TrustedKey } from '../../src/audit/seal-key.js';
import { sealLog } from '../../src/audit/seal.js';
import { verifyLog } from '../../src/audit/verify.js';
import { linkHash } from '../../src/platform/audit/chain.js';
import { openDatabase, type Database } from '../../src/platform/database.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

/** One busy stream, so that one shard is long; a few others. */
const BUSY = 'journey:busy';

describe('a log that was tampered with', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-seal-'));
  let test: TestPlatform;
  let sealer: Database;
  let key: SealKey;
  let keys: readonly TrustedKey[];
  let shard: number;

  const makeKey = async (name: string) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const file = path.join(folder, `${name}.jwk`);
    writeFileSync(file, JSON.stringify(privateKey.export({ format: 'jwk' })));
    return { key: await loadSealKey(file), keys: await loadTrustedKeys(file) };
  };
  const write = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      await test.platform.inTransaction(testActor(), async (tx) => {
        tx.audit({ stream: BUSY, action: 'test.write', body: { at } });
        tx.audit({ stream: `other:${at % 30}`, action: 'test.write', body: { at } });
      });
    }
  };
  const seal = async (by: SealKey = key) => {
    test.clock.advance(60_000);
    return sealLog({ database: sealer, key: by, deployment: 'test', clock: test.clock });
  };
  const verify = (anchor?: SignedTreeHead) => verifyLog({ database: test.database, keys, ...(anchor && { anchor }) });
  const named = ({ tampers }: AuditVerdict) => [...new Set(tampers.map(({ code }) => code))];
  const sql = (text: string, values: unknown[] = []) => test.superuser.query(text, values);

  beforeEach(async () => {
    test = await openTestPlatform();
    sealer = openDatabase({ connectionString: test.url('interlink_seal'), name: 'seal', maxConnections: 2 });
    ({ key, keys } = await makeKey('seal'));
    await write(20);
    await seal();
    await write(10);
    const { rows } = await sql(`select shard from platform.audit_entry where header ->> 'stream' = $1 limit 1`, [BUSY]);
    shard = rows[0].shard;
  });
  afterEach(async () => {
    await sealer.close();
    await test.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('S5: is not what an untouched one looks like: consistent, and complete up to an anchor', async () => {
    const anchor = await seal();
    expect(await verify()).toEqual({ tampers: [], entries: 60, erasedBodies: 0, heads: 2 });
    expect(await verify(anchor)).toMatchObject({ tampers: [], provenSize: 60 });
  });

  it('S5: stays valid when a body and its salt are erased', async () => {
    await sql('delete from platform.audit_body where entry_id = (select id from platform.audit_entry limit 1)');
    expect(await verify()).toMatchObject({ tampers: [], erasedBodies: 1 });
  });

  it.each([
    ['a header', `header = jsonb_set(header, '{actorLogin}', '"somebody"')`],
    ['a commitment', `commitment = 'f' || substr(commitment, 2, 62) || 'e0'`],
    ['a hash', `hash = reverse(hash)`],
    ['a link', `prev_hash = reverse(prev_hash)`],
    ['an id', `id = '0190a0a0-0000-7000-8000-000000000009'`],
  ])('S5: names a flipped byte in %s', async (_what, change) => {
    await sql(`update platform.audit_entry set ${change} where shard = $1 and seq = 7`, [shard]);
    const verdict = await verify();
    expect(verdict.tampers[0]).toEqual({ code: 'entry-altered', shard, at: 7 });
  });

  it('S5: names a flipped byte in a body', async () => {
    await sql(
      `update platform.audit_body set body = replace(body, '"at"', '"ta"')
       where entry_id = (select id from platform.audit_entry where shard = $1 and seq = 3)`,
      [shard],
    );
    expect((await verify()).tampers).toEqual([{ code: 'body-altered', shard, at: 3 }]);
  });

  it('S5: names a deleted row', async () => {
    await sql('delete from platform.audit_entry where shard = $1 and seq = 5', [shard]);
    expect((await verify()).tampers).toEqual([{ code: 'entry-missing', shard, at: 5 }]);
  });

  it('S5: names a deleted row though those after it were moved up', async () => {
    await sql('delete from platform.audit_entry where shard = $1 and seq = 5', [shard]);
    await sql('update platform.audit_entry set seq = -seq where shard = $1 and seq > 5', [shard]);
    await sql('update platform.audit_entry set seq = -seq - 1 where shard = $1 and seq < 0', [shard]);
    expect((await verify()).tampers).toContainEqual({ code: 'entry-missing', shard, at: 5 });
  });

  it('S5: names a deleted tail', async () => {
    await sql('delete from platform.audit_entry where shard = $1 and seq > 25', [shard]);
    expect((await verify()).tampers).toEqual([{ code: 'tail-deleted', shard, at: 26 }]);
  });

  it('S5: names a deleted tail under the seal though the shard’s head was set back', async () => {
    await sql('delete from platform.audit_entry where shard = $1 and seq > 10', [shard]);
    await sql(
      `update platform.audit_shard_head set seq = 10,
         hash = (select hash from platform.audit_entry where shard = $1 and seq = 10) where shard = $1`,
      [shard],
    );
    expect((await verify()).tampers).toEqual([{ code: 'tail-deleted', shard, at: 11 }]);
  });

  it('S5: names a deleted shard though its head was set back', async () => {
    await sql('delete from platform.audit_entry where shard = $1', [shard]);
    await sql(`update platform.audit_shard_head set seq = 0, hash = repeat('0', 64) where shard = $1`, [shard]);
    expect(named(await verify())).toEqual(['shard-deleted']);
  });

  it.each([
    ['neighbours', 8, 9],
    ['far from each other', 4, 12],
  ])('S5: names two swapped rows: %s', async (_what, one, other) => {
    const move = 'update platform.audit_entry set seq = $3 where shard = $1 and seq = $2';
    await sql(move, [shard, one, -1]);
    await sql(move, [shard, other, one]);
    await sql(move, [shard, -1, other]);
    const verdict = await verify();
    expect(named(verdict)).toEqual(['entries-swapped']);
    expect(verdict.tampers.map(({ at }) => at)).toEqual([one, other]);
  });

  it('S5: names two rows whose contents were swapped', async () => {
    await sql(
      `update platform.audit_entry a set header = b.header, commitment = b.commitment
       from platform.audit_entry b where a.shard = $1 and b.shard = $1
         and ((a.seq = 4 and b.seq = 9) or (a.seq = 9 and b.seq = 4))`,
      [shard],
    );
    expect(named(await verify())).toContain('entries-swapped');
  });

  it.each([
    ['with a link of its own', true],
    ['with nonsense for a hash', false],
  ])('S5: names an inserted row %s', async (_what, wellFormed) => {
    await sql('update platform.audit_entry set seq = -seq where shard = $1 and seq > 5', [shard]);
    await sql('update platform.audit_entry set seq = -seq + 1 where shard = $1 and seq < 0', [shard]);
    const { rows } = await sql('select * from platform.audit_entry where shard = $1 and seq = 5', [shard]);
    const id = '0190a0a0-0000-7000-8000-000000000001';
    const header = { ...rows[0].header, id, action: 'planted.entry' };
    const hash = wellFormed ? linkHash(rows[0].hash, 6, header, rows[0].commitment) : 'ab'.repeat(32);
    await sql('insert into platform.audit_entry values ($1, 6, $2, $3, $4, $5, $6)', [
      shard,
      id,
      header,
      rows[0].commitment,
      rows[0].hash,
      hash,
    ]);
    expect((await verify()).tampers).toContainEqual({ code: 'entry-inserted', shard, at: 6 });
  });

  it('S5: names a row that was added behind the end', async () => {
    await sql(
      `insert into platform.audit_entry select shard, seq + 1, gen_random_uuid(), header, commitment, hash, hash
       from platform.audit_entry where shard = $1 order by seq desc limit 1`,
      [shard],
    );
    expect(named(await verify())).toContain('entry-inserted');
  });

  it('S5: names a suffix that was hashed again, bodies, heads and all', async () => {
    await rehashFrom(7);
    expect(named(await verify())).toEqual(['suffix-rehashed']);
  });

  it('S5: names a seal that was changed', async () => {
    await sql(`update platform.audit_tree_head set head = jsonb_set(head, '{time}', '"2020-01-01T00:00:00.000Z"')`);
    expect(named(await verify())).toEqual(['head-altered']);
  });

  it('S5: names seals that were made again with another key', async () => {
    await rehashFrom(7);
    const { key: foreign } = await makeKey('foreign');
    await sealAgain(foreign);
    expect(named(await verify())).toEqual(['head-re-signed']);
  });

  it('S5: names, by the anchor, a history that was made again with the stolen key', async () => {
    const anchor = await seal();
    await rehashFrom(7);
    await sealAgain(key);
    expect(named(await verify())).toEqual([]);
    expect(named(await verify(anchor))).toEqual(['two-heads-of-one-size', 'suffix-rehashed']);
  });

  it('S5: names two seals of one size', async () => {
    const { rows } = await sql('select * from platform.audit_tree_head');
    const head = { ...(rows[0].head as TreeHead), time: '2026-11-24T09:30:00.000Z' };
    await sql('insert into platform.audit_tree_head values ($1, $2, $3, $4, $5, now())', [
      hashOfHead(head),
      head.size,
      head,
      key.sign(head),
      key.id,
    ]);
    expect(named(await verify())).toEqual(['two-heads-of-one-size']);
  });

  it('S5: names a database that is older than its anchor', async () => {
    const anchor = await seal();
    await sql('delete from platform.audit_tree_head');
    for (const { shard: one, size } of (anchor as SignedTreeHead).head.shards) {
      const keep = Math.floor(size / 2);
      await sql('delete from platform.audit_entry where shard = $1 and seq > $2', [one, keep]);
      await sql(
        `update platform.audit_shard_head set seq = $2, hash = coalesce(
           (select hash from platform.audit_entry where shard = $1 and seq = $2), repeat('0', 64)) where shard = $1`,
        [one, keep],
      );
    }
    expect(named(await verify())).toEqual([]);
    expect(named(await verify(anchor))).toEqual(['older-than-anchor']);
  });

  it('S5: does not take an anchor that nobody trusted signed', async () => {
    const anchor = (await seal()) as SignedTreeHead;
    const { key: foreign } = await makeKey('forger');
    const forged = { head: anchor.head, signature: foreign.sign(anchor.head) };
    expect(named(await verify(forged))).toEqual(['head-re-signed']);
  });

  it('S5: seals one size once', async () => {
    expect(await seal()).toBeDefined();
    expect(await seal()).toBeUndefined();
  });

  /** What an intruder with the database in his hands would do: change one entry and make all hashes fit again. */
  async function rehashFrom(from: number): Promise<void> {
    const { rows } = await sql('select * from platform.audit_entry where shard = $1 order by seq', [shard]);
    let prev = rows[from - 2].hash as string;
    for (const row of rows.slice(from - 1)) {
      const header = Number(row.seq) === from ? { ...row.header, actorLogin: 'planted' } : row.header;
      const hash = linkHash(prev, Number(row.seq), header, row.commitment);
      await sql(
        'update platform.audit_entry set header = $3, prev_hash = $4, hash = $5 where shard = $1 and seq = $2',
        [shard, row.seq, header, prev, hash],
      );
      prev = hash;
    }
    await sql('update platform.audit_shard_head set hash = $2 where shard = $1', [shard, prev]);
  }

  /** And then he makes the seals fit what he wrote. */
  async function sealAgain(by: SealKey): Promise<void> {
    const { rows } = await sql('select head from platform.audit_tree_head order by size');
    await sql('delete from platform.audit_tree_head');
    let previous = '0'.repeat(64);
    for (const { head } of rows as { head: TreeHead }[]) {
      const shards = [];
      for (const one of head.shards) {
        const at = await sql('select hash from platform.audit_entry where shard = $1 and seq = $2', [
          one.shard,
          one.size,
        ]);
        shards.push({ ...one, hash: at.rows[0]?.hash ?? one.hash });
      }
      const again = { ...head, shards, previous };
      previous = hashOfHead(again);
      await sql('insert into platform.audit_tree_head values ($1, $2, $3, $4, $5, now())', [
        previous,
        again.size,
        again,
        by.sign(again),
        by.id,
      ]);
    }
  }
});
