import { randomBytes } from 'node:crypto';
import type { SealedPlace } from '../../src/platform/vault.js';
import type { VaultTables } from '../../src/platform/tables.js';
import { openVault } from '../../src/platform/vault.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

describe('the vault', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());
  const place = (over: Partial<SealedPlace> = {}): SealedPlace => ({
    table: 'enrolment.applicant',
    column: 'name',
    rowId: 'row-1',
    subjectId: 'ana',
    purpose: 'enrolment',
    ...over,
  });
  const seal = (where: SealedPlace, text: string) =>
    test.platform.inTransaction(testActor(), (tx) => test.platform.vault.seal(tx, where, text));
  const open = (where: SealedPlace, sealed: Buffer) => test.platform.vault.open(test.platform, where, sealed);

  it('S15: gives back what it sealed', async () => {
    const sealed = await seal(place(), 'Zawadi ܐ 张');
    expect(sealed.toString('utf8')).not.toContain('Zawadi');
    expect(await open(place(), sealed)).toBe('Zawadi ܐ 张');
  });

  it('S15: makes the first key of whoever has none with the commit, and never a second in its place', async () => {
    const { platform } = test;
    const where = place({ subjectId: 'first', rowId: 'row-first' });
    const sealFirst = (text: string) =>
      platform.inTransaction(testActor(), (tx) => Promise.resolve(platform.vault.sealFirst(tx, where, text)));
    const sealed = await sealFirst('Zawadi');
    expect(sealed.toString('utf8')).not.toContain('Zawadi');
    expect(await open(where, sealed)).toBe('Zawadi');
    // Whoever is wrong about having none loses the transaction, not what was sealed before.
    await expect(sealFirst('Neema')).rejects.toMatchObject({ code: '23505' });
    expect(await open(where, sealed)).toBe('Zawadi');
    await platform.inTransaction(testActor(), (tx) => platform.vault.eraseSubject(tx, 'first', 'enrolment'));
    expect(await open(where, sealed)).toBeUndefined();
    await expect(sealFirst('Zawadi')).rejects.toMatchObject({ code: '23505' });
  });

  it('S15: uses no nonce and no key twice, however many values it seals in a row', async () => {
    const items = Array.from({ length: 3000 }, (_, at) => ({
      place: place({ subjectId: `row-of-${at % 100}`, rowId: `row-${at}` }),
      plaintext: 'the same',
    }));
    const sealed = await test.platform.inTransaction(testActor(), (tx) => test.platform.vault.sealAll(tx, items));
    const nonces = new Set(sealed.map((value) => value.subarray(1, 13).toString('hex')));
    expect(nonces.size).toBe(items.length);
    const opened = await test.platform.vault.openAll(
      test.platform,
      items.map(({ place: where }, at) => ({ place: where, sealed: sealed[at] ?? Buffer.alloc(0) })),
    );
    expect(new Set(opened)).toEqual(new Set(['the same']));
  });

  it('S15: seals for people who have no key yet, with keys that the caller keeps', async () => {
    const { vault } = test.platform;
    const places = ['first-a', 'first-b', 'first-a'].map((subjectId, at) => place({ subjectId, rowId: `row-${at}` }));
    const at = new Date('2026-01-01T00:00:00Z');
    const { sealed, keys } = vault.sealNewcomers(
      places.map((where, index) => ({ place: where, plaintext: `text ${index}` })),
      at,
    );
    expect(keys.map(({ subjectId, createdAt }) => [subjectId, createdAt])).toEqual([
      ['first-a', at],
      ['first-b', at],
    ]);
    expect(await open(place({ subjectId: 'first-a', rowId: 'row-0' }), sealed[0] as Buffer)).toBeUndefined();
    const keep = () =>
      test.platform.inTransaction(testActor(), async (tx) => {
        await tx.db<VaultTables>().insertInto('platform.subjectKey').values(keys).execute();
      });
    await keep();
    for (const [index, where] of places.entries()) {
      expect(await open(where, sealed[index] as Buffer)).toBe(`text ${index}`);
    }
    await expect(keep()).rejects.toMatchObject({ code: '23505' });
  });

  it('S15: seals and opens many at once, and leaves out whose key was destroyed', async () => {
    const places = ['many-a', 'many-b', 'many-a'].map((subjectId, at) => place({ subjectId, rowId: `row-${at}` }));
    const sealed = await test.platform.inTransaction(testActor(), (tx) =>
      test.platform.vault.sealAll(
        tx,
        places.map((where, at) => ({ place: where, plaintext: `text ${at}` })),
      ),
    );
    const items = places.map((where, at) => ({ place: where, sealed: sealed[at] ?? Buffer.alloc(0) }));
    expect(await test.platform.vault.openAll(test.platform, items)).toEqual(['text 0', 'text 1', 'text 2']);
    expect(await open(places[0] ?? place(), sealed[0] ?? Buffer.alloc(0))).toBe('text 0');
    await test.platform.inTransaction(testActor(), (tx) => test.platform.vault.eraseSubject(tx, 'many-a', 'enrolment'));
    expect(await test.platform.vault.openAll(test.platform, items)).toEqual([undefined, 'text 1', undefined]);
    await expect(
      test.platform.inTransaction(testActor(), (tx) =>
        test.platform.vault.sealAll(tx, [{ place: place({ subjectId: 'many-a' }), plaintext: 'again' }]),
      ),
    ).rejects.toThrow(/destroyed/);
  });

  it('S15: seals the same text differently each time', async () => {
    expect((await seal(place(), 'same')).equals(await seal(place(), 'same'))).toBe(false);
  });

  it.each([
    ['another row', { rowId: 'row-2' }],
    ['another column', { column: 'surname' }],
    ['another table', { table: 'enrolment.other' }],
  ])('S15: does not open a value that was moved to %s', async (_what, over) => {
    const sealed = await seal(place(), 'Zawadi');
    await expect(open(place(over), sealed)).rejects.toThrow();
  });

  it('S15: does not open a value of which one bit was changed, wherever it is', async () => {
    const sealed = await seal(place(), 'Zawadi');
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      await expect(open(place(), altered)).rejects.toThrow();
    }
  });

  it('S15: opens nothing in another deployment or with another key-encryption key', async () => {
    const kek = randomBytes(32);
    const [here, there, stolen] = [openVault(kek, 'here'), openVault(kek, 'there'), openVault(randomBytes(32), 'here')];
    const where = place({ subjectId: 'deployments' });
    const sealed = await test.platform.inTransaction(testActor(), (tx) => here.seal(tx, where, 'Zawadi'));
    await expect(there.open(test.platform, where, sealed)).rejects.toThrow();
    await expect(stolen.open(test.platform, where, sealed)).rejects.toThrow();
    expect(await here.open(test.platform, where, sealed)).toBe('Zawadi');
  });

  it('S15: has nothing to tell once the person’s key is destroyed, and makes no second one', async () => {
    const where = place({ subjectId: 'erased' });
    const sealed = await seal(where, 'Zawadi');
    await test.platform.inTransaction(testActor(), (tx) => test.platform.vault.eraseSubject(tx, 'erased', 'enrolment'));
    expect(await open(where, sealed)).toBeUndefined();
    await expect(seal(where, 'again')).rejects.toThrow('destroyed');
    expect(await open(place(), await seal(place(), 'another person'))).toBe('another person');
  });

  it('S15: gives one person one key though eight ask at once', async () => {
    const where = place({ subjectId: 'at-once' });
    const sealed = await Promise.all(Array.from({ length: 8 }, (_, at) => seal(where, `text ${at}`)));
    const opened = await Promise.all(sealed.map((one) => open(where, one)));
    expect(opened).toEqual(sealed.map((_, at) => `text ${at}`));
  });

  it('S15: indexes blindly: the same per purpose, another for another', () => {
    const { vault } = test.platform;
    expect(vault.blindIndex('national-id', '123')).toBe(vault.blindIndex('national-id', '123'));
    expect(vault.blindIndex('national-id', '123')).not.toBe(vault.blindIndex('mobile', '123'));
    expect(vault.blindIndex('national-id', '123')).toMatch(/^[0-9a-f]{64}$/);
  });
});
